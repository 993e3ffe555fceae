"""Which texts have a word that begins with what is typed?"""

from collections.abc import Sequence
from itertools import dropwhile, islice

import numpy as np
import numpy.typing as npt

from search_app.french.stopwords import STOP_WORDS
from search_app.french.tokens import words

# The numbers below were chosen by hand.
# The bytes of the keys that texts are found by: longer keys take more memory, and tell little more.
KEY_BYTES = 20
# The most texts with a matching key whose words are then compared in full.
_COMPARED_MAX = 2_000


class Beginnings:
    """Finds texts by the beginning of any of their words.

    texts: those to prefer come first. keys, owners: of these texts, as `beginnings_of` makes them.
    """

    def __init__(
        self, texts: Sequence[str], keys: npt.NDArray[np.bytes_], owners: npt.NDArray[np.int32]
    ) -> None:
        self.texts = texts
        self.keys = keys
        self.owners = owners

    def find(self, typed: str, count: int) -> list[str]:
        """Return at most `count` texts in which `typed` begins a word.

        typed: one folded word or several, one space between two.
        """
        if not self.texts:
            return []
        parts = typed.split(" ")
        telling = " ".join(dropwhile(STOP_WORDS.__contains__, parts)) or typed
        key = telling.encode()[:KEY_BYTES]
        first = np.searchsorted(self.keys, key)
        last = np.searchsorted(self.keys, key + b"\x7f" if len(key) < KEY_BYTES else key, "right")
        found = np.unique(self.owners[first:last])
        texts = (self.texts[number] for number in found[:_COMPARED_MAX].tolist())
        whole = (text for text in texts if f" {typed}" in f" {' '.join(words(text))}")
        return list(islice(whole, count))


def beginnings_of(texts: Sequence[str]) -> Beginnings:
    """Return what finds some texts.

    The keys are sorted, one for each word of each text: this word and those behind it, folded, one
    space between two, cut off after KEY_BYTES. A stop word has a key only at the beginning. The
    owners are the numbers of their texts.
    """
    keys: list[bytes] = []
    owners: list[int] = []
    for number, text in enumerate(texts):
        parts = words(text)
        for first, word in enumerate(parts):
            if not first or word not in STOP_WORDS:
                keys.append(" ".join(parts[first:]).encode()[:KEY_BYTES])
                owners.append(number)
    unsorted = np.array(keys or [b""], f"S{KEY_BYTES}")
    order = np.argsort(unsorted, kind="stable")
    return Beginnings(texts, unsorted[order], np.array(owners or [0], np.int32)[order])
