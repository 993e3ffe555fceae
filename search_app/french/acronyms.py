"""Which long names does a text give to its acronyms? « Caisse d’allocations familiales (CAF) »."""

import re
from collections.abc import Iterator

from search_app.french.folding import fold
from search_app.french.stopwords import STOP_WORDS
from search_app.french.tokens import tokenize

_ACRONYM = re.compile(r"\(\s*((?:[A-Z]\.?){2,10}s?)\s*\)")
_BEFORE_CHARACTERS = 160
_SHORTEST = 2


def acronyms(text: str) -> Iterator[tuple[str, str]]:
    """Yield (acronym, long name as written) for each pair that `text` declares.

    The initials of the words before the parenthesis must spell the acronym; small words may be
    passed over or lend their letter.
    """
    for match in _ACRONYM.finditer(text):
        acronym = match.group(1).replace(".", "").rstrip("s")
        before = text[max(0, match.start() - _BEFORE_CHARACTERS) : match.start()]
        start = _start_of_name(before, fold(acronym).lower())
        if start is not None and len(acronym) >= _SHORTEST:
            yield acronym, " ".join(before[start:].split())


def _start_of_name(before: str, letters: str) -> int | None:
    """Return where the name begins: its words, read backwards, give the letters backwards."""
    left = len(letters)
    for token in reversed(tokenize(before)):
        if left and token.text[0] == letters[left - 1]:
            left -= 1
            if not left:
                return None if token.text in STOP_WORDS else token.start
        elif token.text not in STOP_WORDS:
            return None
    return None
