"""What is a word? One regular expression on folded text decides it.

Three kinds of words may have a space in them, as people type them: numbers (« 15 463 »), words with
an apostrophe inside (« aujourd hui »), and words behind an elided article (« l urgence »).
"""

import re
from collections.abc import Iterator

from search_app.french.folding import fold_with_offsets

_ELIDED = "l|m|t|qu|n|s|j|d|c|jusqu|quoiqu|lorsqu|puisqu"
# `c` before a space is dropped only before a form of « être »: « vitamine c en hiver » keeps it.
_ELIDED_APART = "l|m|t|qu|n|s|j|d|jusqu|quoiqu|lorsqu|puisqu"
# What stands in the middle of a word: « aujourd'hui », « aujourd hui ».
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

# The end of a text whose last word depends on what follows: « 15 463 », « l urgence »,
# « aujourd hui ».
_OPEN = re.compile(
    rf"""(?: (?<![0-9])[0-9]{{1,3}} | (?<![A-Za-z0-9]) (?i: {_ELIDED} | {_CUT_SHORT} ) )
         [^A-Za-z0-9'·]* \Z""",
    re.VERBOSE,
)
Place = tuple[str, int, int]
"""A word, and its start and end in the text that it was read from."""


def places(text: str, *, is_beginning: bool = True) -> Iterator[Place]:
    """Yield the words of a text with their places.

    is_beginning: nothing stands before the text. Otherwise a full stop is put before it, because
    the « L » of « L urgence » is read as an elided article only at the beginning.
    """
    before = "" if is_beginning else "."
    folded, origins = fold_with_offsets(text)
    for word, match in matches(before + folded):
        first, last = match.start() - len(before), match.end() - len(before)
        yield word, origins[first], origins[last - 1] + 1


def matches(folded: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each word of a folded text, in lower case, with its match; elided articles are none."""
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
    """Tell whether the words of a folded piece of text depend on what follows it.

    A piece in which folding has put a space counts as such, too.
    """
    return " " in folded or _OPEN.search(folded) is not None
