"""Which words does a text hold, at which positions? The one tokenizer of index, query and marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Token:
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


class _PieceWords(dict[str, tuple[str, ...] | None]):
    """Words of each piece of text between two spaces, worked out once; None for an open piece."""

    def __missing__(self, piece: str) -> tuple[str, ...] | None:
        if len(self) >= _PIECES_KEPT:
            self.clear()
        folded = fold(piece)
        is_open = _OPEN.search(folded) is not None
        found = None if is_open else tuple(word for word, _ in _matches(folded))
        self[piece] = found
        return found


_PIECE_WORDS = _PieceWords()


def words(text: str) -> list[str]:
    """Return the folded words of `text` in order; the index in the list is the position.

    The same words as `tokenize` finds, ten times faster: pieces come again and again, and few of
    them depend on the piece after.
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
            found += _joined_words(pieces[start : index + 1], is_beginning=start == 0)
            start = None
    if start is not None:
        found += _joined_words(pieces[start:], is_beginning=start == 0)
    return found


def _joined_words(pieces: list[str], *, is_beginning: bool) -> list[str]:
    """Words of pieces that depend on each other; a full stop stands for the text before them."""
    folded = fold(" ".join(pieces))
    return [word for word, _ in _matches(folded if is_beginning else f".{folded}")]


def tokenize(text: str) -> list[Token]:
    """Return the same words with the offsets of the source they were read from."""
    folded, origins = fold_with_offsets(text)
    return [
        Token(word, position, origins[match.start()], origins[match.end() - 1] + 1)
        for position, (word, match) in enumerate(_matches(folded))
    ]
