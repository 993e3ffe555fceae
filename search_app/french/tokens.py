"""Which words does a text hold, at which positions? The one tokenizer of index, query and marks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from search_app.french.folding import fold, fold_with_offsets

_ELIDED = "l|m|t|qu|n|s|j|d|c|jusqu|quoiqu|lorsqu|puisqu"
# `c` typed apart is dropped before a form of « être » only: « vitamine c en hiver » keeps it.
_ELIDED_APART = "l|m|t|qu|n|s|j|d|jusqu|quoiqu|lorsqu|puisqu"

_INCLUSIVE = (
    "s|e|es|[ln]e|[ln]es|[vst]e|[vst]es|[hr]e|[hr]es|ere|eres|t?rice|t?rices|euse|euses|esse|esses"
)

_TOKEN = re.compile(
    rf"""
      (?P<dotted> (?<![A-Za-z0-9]) (?:[A-Za-z]\.){{2,}} (?:[A-Za-z](?![A-Za-z0-9]))? )  # S.N.C.F.
    | (?P<number> [0-9]{{1,3}} (?:\s+[0-9]{{3}})+ (?![A-Za-z0-9]) )                     # 15 463
    | (?P<solid> (?i: aujourd'hui | presqu'iles? | prud'hom[a-z]* | quelqu'une? ) (?![A-Za-z0-9]) )
    | (?P<elided>
          (?i: {_ELIDED} ) '                                                          # l'urgence
        | (?: {_ELIDED_APART} ) \s+ (?=[AEIOUHYaeiouhy])                              # l urgence
        | c \s+ (?= e (?: st | tait | taient ) (?![A-Za-z0-9]) )                      # c est
        | (?: {_ELIDED_APART.upper()} ) \s+ (?=[AEIOUHY][A-Z])                        # L URGENCE
        | \A \s* [LDJMNSTC] \s+ (?=[aeiouhy][a-z])                                     # L urgence
      )
    | (?P<inclusive> [A-Za-z]{{2,}} (?:·(?:{_INCLUSIVE}))+ (?![A-Za-z0-9·]) )           # élu·e·s
    | (?P<word> [A-Za-z0-9]+ )
    """,
    re.VERBOSE,
)

# What is blank or ends so may belong together with what follows: « 15 463 », « l urgence ».
_OPEN = re.compile(
    rf"""\A\s*\Z
    | (?: (?<![0-9])[0-9]{{1,3}} | (?<![A-Za-z0-9]) (?i: {_ELIDED} ) ) [^A-Za-z0-9'·]* \Z""",
    re.VERBOSE,
)
_PIECES_KEPT = 500_000
_PIECE = re.compile(r"\S+")


class Token(NamedTuple):
    """text: folded, lower case. position: 0-based, by one. start, end: offsets in the source."""

    text: str
    position: int
    start: int
    end: int


def _matches(folded: str) -> Iterator[tuple[str, re.Match[str]]]:
    for match in _TOKEN.finditer(folded):
        kind = match.lastgroup
        text = match.group().lower()
        if kind == "elided":
            continue
        if kind == "inclusive":
            text = text.partition("·")[0]
        elif kind == "dotted":
            text = text.replace(".", "")
        elif kind == "number":
            text = "".join(text.split())
        elif kind == "solid":
            text = text.replace("'", "")
        yield text, match


_Place = tuple[str, int, int]
"""A word and its offsets in the piece of text that it was read from."""


class _Pieces(dict[str, tuple[_Place, ...] | None]):
    """What each piece of text between two spaces holds, worked out once; None for an open one."""

    def __missing__(self, piece: str) -> tuple[_Place, ...] | None:
        if len(self) >= _PIECES_KEPT:
            self.clear()
        is_open = _OPEN.search(fold(piece)) is not None
        found = self[piece] = None if is_open else tuple(_places(piece))
        return found


class _PieceWords(dict[str, tuple[str, ...] | None]):
    """The words alone, for the index, which asks for no offsets."""

    def __missing__(self, piece: str) -> tuple[str, ...] | None:
        if len(self) >= _PIECES_KEPT:
            self.clear()
        places = _PIECES[piece]
        found = self[piece] = None if places is None else tuple(word for word, _, _ in places)
        return found


_PIECES = _Pieces()
_PIECE_WORDS = _PieceWords()


def words(text: str) -> list[str]:
    """Return the folded words of `text` in order; the index in the list is the position.

    Pieces come again and again, and few of them depend on the piece after: ten times faster than
    the regular expression on the whole text, which finds the same.
    """
    found: list[str] = []
    pieces = text.split()
    start: int | None = None
    for index, piece in enumerate(pieces):
        piece_words = _PIECE_WORDS[piece]
        if start is None and piece_words is not None:
            found += piece_words
        elif start is None:
            start = index
        elif piece_words is not None:
            joined = " ".join(pieces[start : index + 1])
            found += [word for word, _, _ in _places(joined, is_beginning=start == 0)]
            start = None
    if start is not None:
        joined = " ".join(pieces[start:])
        found += [word for word, _, _ in _places(joined, is_beginning=start == 0)]
    return found


def tokenize(text: str) -> list[Token]:
    """Return the same words with the offsets of the source they were read from."""
    found: list[tuple[str, int, int]] = []
    start: int | None = None
    end = 0
    for match in _PIECE.finditer(text):
        here, end = match.span()
        places = _PIECES[match.group()]
        if start is None and places is not None:
            found += [(word, here + first, here + last) for word, first, last in places]
        elif start is None:
            start = here
        elif places is not None:
            found += _places_between(text, start, end)
            start = None
    if start is not None:
        found += _places_between(text, start, end)
    return [Token(word, i, first, last) for i, (word, first, last) in enumerate(found)]


def _places_between(text: str, start: int, end: int) -> Iterator[_Place]:
    is_beginning = not text[:start].strip()
    places = _places(text[start:end], is_beginning=is_beginning)
    return ((word, start + first, start + last) for word, first, last in places)


def _places(text: str, *, is_beginning: bool = True) -> Iterator[_Place]:
    """Yield the words of a text by the expression; a full stop stands for the text before it."""
    before = "" if is_beginning else "."
    folded, origins = fold_with_offsets(text)
    for word, match in _matches(before + folded):
        first, last = match.start() - len(before), match.end() - len(before)
        yield word, origins[first], origins[last - 1] + 1
