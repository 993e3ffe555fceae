"""Which words of a text are written with hyphens? « sous-traitance », « Saint-Denis »."""

import re
from collections.abc import Iterator
from itertools import chain

from search_app.french.folding import fold

# Longer ones are rows of names ("Paris-Lyon-Marseille-Nice-Menton"), or no words at all.
_PARTS_MAX = 4
_CHARACTERS_MAX = 40
_HYPHENATED = re.compile(rf"(?<![\w-])[^\W\d_][^\W_]*+(?:-[^\W_]++){{1,{_PARTS_MAX - 1}}}(?![\w-])")
# « a-t-il », « celui-ci »: the part behind the last hyphen is a word of its own.
_APART = frozenset({"je", "tu", "il", "elle", "on", "ce", "ils", "elles", "ci", "la"})


def hyphenated(text: str) -> Iterator[str]:
    """Yield the compounds of a text as written, but with plain hyphens; none ends with a pronoun.

    They begin with a letter, and have at most four parts and 40 characters.
    """
    plain = text.replace("\u2010", "-").replace("\u2011", "-")
    for match in chain.from_iterable(map(_HYPHENATED.finditer, _with_hyphens(plain))):
        written = match.group()
        last = fold(written).lower().rpartition("-")[2]
        if len(written) <= _CHARACTERS_MAX and last not in _APART:
            yield written


def compound_key(written: str) -> str:
    """Return the folded form of a word, with its hyphens but without the apostrophe inside it."""
    return fold(written).lower().replace("'", "")


def _with_hyphens(text: str) -> Iterator[str]:
    """Yield what has a hyphen in it of what stands between two plain spaces.

    That is little of a text, and found in a third of the time that splitting the text would take.
    """
    hyphen = text.find("-")
    while hyphen >= 0:
        start = text.rfind(" ", 0, hyphen) + 1
        end = text.find(" ", hyphen)
        if end < 0:
            end = len(text)
        yield text[start:end]
        hyphen = text.find("-", end)
