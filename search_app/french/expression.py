"""What is a word? One expression on folded text, which decides it for index, query and marks."""

import re
from collections.abc import Iterator

from search_app.french.folding import fold_with_offsets

_ELIDED = "l|m|t|qu|n|s|j|d|c|jusqu|quoiqu|lorsqu|puisqu"
# `c` typed apart is dropped before a form of « être » only: « vitamine c en hiver » keeps it.
_ELIDED_APART = "l|m|t|qu|n|s|j|d|jusqu|quoiqu|lorsqu|puisqu"
# In the middle of a word: « aujourd'hui », « aujourd hui ».
_MARK = r"(?:'|\s+)"
_CUT_SHORT = "aujourd|presqu|prud|quelqu"

_INCLUSIVE = (
    "s|e|es|[ln]e|[ln]es|[vst]e|[vst]es|[hr]e|[hr]es|ere|eres|t?rice|t?rices|euse|euses|esse|esses"
)

_TOKEN = re.compile(
    rf"""
      (?P<dotted> (?<![A-Za-z0-9]) (?:[A-Za-z]\.){{2,}} (?:[A-Za-z](?![A-Za-z0-9]))? )  # S.N.C.F.
    | (?P<number> [0-9]{{1,3}} (?:\s+[0-9]{{3}})+ (?![A-Za-z0-9]) )                     # 15 463
    | (?P<solid>
          (?i: aujourd {_MARK} hui | presqu {_MARK} iles?                             # aujourd'hui
             | prud {_MARK} hom[a-z]* | quelqu {_MARK} une? ) (?![A-Za-z0-9])          # prud hommes
      )
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

# What ends so may belong together with what follows: « 15 463 », « l urgence », « aujourd hui ».
_OPEN = re.compile(
    rf"""(?: (?<![0-9])[0-9]{{1,3}} | (?<![A-Za-z0-9]) (?i: {_ELIDED} | {_CUT_SHORT} ) )
         [^A-Za-z0-9'·]* \Z""",
    re.VERBOSE,
)
Place = tuple[str, int, int]
"""A word, and its start and end in the text that it was read from."""


def places(text: str, *, is_beginning: bool = True) -> Iterator[Place]:
    """Yield the words of a text by the expression; a full stop stands for the text before it."""
    before = "" if is_beginning else "."
    folded, origins = fold_with_offsets(text)
    for word, match in matches(before + folded):
        first, last = match.start() - len(before), match.end() - len(before)
        yield word, origins[first], origins[last - 1] + 1


def matches(folded: str) -> Iterator[tuple[str, re.Match[str]]]:
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
            text = "".join(re.split(_MARK, text))
        yield text, match


def is_open(folded: str) -> bool:
    """Tell whether a piece may mean something else beside others; one with a space in it may."""
    return " " in folded or _OPEN.search(folded) is not None
