"""Which words of the corpus begin with what is typed?"""

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from heapq import nlargest

from search_app.french import SMALL_WORDS, fold
from search_app.model.vocabulary import Vocabulary

# The numbers below were chosen by hand.
# The fewest documents of a word that completes another: a rarer one may be misspelt.
_DOCUMENTS_MIN = 2
# The most words whose written form is looked up.
_LOOKED_UP_MAX = 30
_SIGNS = str.maketrans("’\u2010\u2011", "'--")


class Completions:
    """The words of one vocabulary by their beginnings: compounds too, but no small words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        compounds = _by_key(vocabulary)
        self._written = {key: forms.most_common(1)[0][0] for key, forms in compounds.items()}
        self._documents = {key: forms.total() for key, forms in compounds.items()} | {
            word: documents
            for word, documents in vocabulary.words.items()
            if word not in SMALL_WORDS and documents >= _DOCUMENTS_MIN
        }
        self._keys = sorted(self._documents)
        self._accented = {
            form: documents
            for form, documents in vocabulary.accented.items()
            if documents >= _DOCUMENTS_MIN and fold(form) not in SMALL_WORDS
        }
        self._accented_forms = sorted(self._accented)

    def find(self, begun: str, written: Callable[[str], str]) -> Iterator[str]:
        """Yield words that begin with `begun`, those of most documents first.

        begun: the beginning of a word or compound as typed; its accents are meant. written: returns
        a folded word as the documents write it. That takes long, and so it is asked for a word when
        this one is needed.
        """
        key = _key(begun)
        keys = _beginning_with(key, self._keys)
        if not _lower(begun).isascii():
            forms = [
                (self._documents[key], self._written[key]) for key in keys if key in self._written
            ]
            accented = _beginning_with(_lower(begun), self._accented_forms)
            forms += [(self._accented[form], form) for form in accented]
            return (
                form for _, form in nlargest(_LOOKED_UP_MAX, forms) if has_accents_of(form, begun)
            )
        found = nlargest(_LOOKED_UP_MAX, keys, key=self._documents.__getitem__)
        return (self._written.get(key) or written(key) for key in found)


def _beginning_with(begun: str, texts: list[str]) -> list[str]:
    """Return those of the sorted texts that begin so."""
    return texts[bisect_left(texts, begun) : bisect_left(texts, begun + "\U0010ffff")]


def has_accents_of(text: str, typed: str) -> bool:
    """Tell whether a text has what is typed with the accents that it was typed with, if any."""
    plain = _lower(typed)
    return plain.isascii() or plain in _lower(text)


def _lower(text: str) -> str:
    """Return a text in lower case, with one way to write each accent, apostrophe and hyphen."""
    return unicodedata.normalize("NFC", text).translate(_SIGNS).lower()


def _by_key(vocabulary: Vocabulary) -> dict[str, Counter[str]]:
    """Return the ways in which each compound is written, with their numbers of documents."""
    found: dict[str, Counter[str]] = {}
    for written, documents in vocabulary.compounds.items():
        found.setdefault(_key(written), Counter())[written] = documents
    return {
        key: forms
        for key, forms in found.items()
        if forms.total() >= _DOCUMENTS_MIN and not SMALL_WORDS.issuperset(key.split("-"))
    }


def _key(written: str) -> str:
    """Return the folded form of a word, with its hyphens but without the apostrophe inside it."""
    return fold(written).lower().replace("'", "")
