"""Which long names does a text give to its acronyms? « Caisse d’allocations familiales (CAF) »."""

import re
from collections.abc import Iterator

from search_app.french.folding import fold
from search_app.french.stopwords import STOP_WORDS
from search_app.french.tokens import tokenize

_ACRONYM = re.compile(r"\(\s*((?:[A-Z]\.?){2,10}s?)\s*\)")
# The characters before the parenthesis in which a long name is looked for, chosen by hand.
_BEFORE_CHARACTERS = 160


def acronyms(text: str) -> Iterator[tuple[str, str]]:
    """Yield (acronym, long name as written) for each acronym that `text` explains.

    The acronym stands in parentheses behind its long name, and the initials of the name spell it.
    The initials of stop words may be left out. An acronym has at least two letters, no points and
    no plural s: "CAF" for « (C.A.F.) » and « (CAFs) ».
    """
    for match in _ACRONYM.finditer(text):
        acronym = match.group(1).replace(".", "").rstrip("s")
        before = text[max(0, match.start() - _BEFORE_CHARACTERS) : match.start()]
        start = _start_of_name(before, fold(acronym).lower())
        if start is not None:
            yield acronym, " ".join(before[start:].split())


def _start_of_name(before: str, letters: str) -> int | None:
    """Return the offset in `before` where the name begins whose initials are `letters`, or None.

    The words are read from the last to the first, and no name begins with a stop word.
    """
    left = len(letters)
    for token in reversed(tokenize(before)):
        if left and token.text[0] == letters[left - 1]:
            left -= 1
            if not left:
                return None if token.text in STOP_WORDS else token.start
        elif token.text not in STOP_WORDS:
            return None
    return None
