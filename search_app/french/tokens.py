"""Which words does a text hold, at which positions? The one tokenizer of index, query and marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search_app.french.folding import fold, fold_with_offsets

_ELIDED = "l|m|t|qu|n|s|j|d|c|jusqu|quoiqu|lorsqu|puisqu"
# `c` typed apart is dropped before a form of « être » only: « vitamine c en hiver » keeps it.
_ELIDED_APART = "l|m|t|qu|n|s|j|d|jusqu|quoiqu|lorsqu|puisqu"

_TOKEN = re.compile(
    rf"""
      (?P<dotted> (?<![A-Za-z0-9]) (?:[A-Za-z]\.){{2,}} (?:[A-Za-z](?![A-Za-z0-9]))? )  # S.N.C.F.
    | (?P<number> [0-9]{{1,3}} (?:\ [0-9]{{3}})+ (?![A-Za-z0-9]) )                      # 15 463
    | (?P<solid> (?i: aujourd'hui | presqu'iles? | prud'hom[a-z]* | quelqu'une? ) (?![A-Za-z0-9]) )
    | (?P<elided>
          (?i: {_ELIDED} ) '                                                          # l'urgence
        | (?: {_ELIDED_APART} ) \s+ (?=[aeiouh][a-z])                                 # l urgence
        | c \s+ (?= e (?: st | tait | taient ) (?![A-Za-z0-9]) )                      # c est
        | (?: {_ELIDED_APART.upper()} ) \s+ (?=[AEIOUH][A-Z])                         # L URGENCE
        | \A \s* [LDJMNSTC] \s+ (?=[aeiouh][a-z])                                     # L urgence
      )
    | (?P<inclusive> [A-Za-z]{{2,}} (?:·[A-Za-z]{{1,8}})+ )                           # élu·e·s
    | (?P<word> [A-Za-z0-9]+ )
    """,
    re.VERBOSE,
)


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
            text = text.replace(" ", "")
        elif kind == "solid":
            text = text.replace("'", "")
        yield text, match


def words(text: str) -> list[str]:
    """Return the folded words of `text` in order; the index in the list is the position."""
    return [word for word, _ in _matches(fold(text))]


def tokenize(text: str) -> list[Token]:
    """Return the same words with the offsets of the source they were read from."""
    folded, origins = fold_with_offsets(text)
    return [
        Token(word, position, origins[match.start()], origins[match.end() - 1] + 1)
        for position, (word, match) in enumerate(_matches(folded))
    ]
