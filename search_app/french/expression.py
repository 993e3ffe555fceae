"""What is a word? One regular expression on simplified text decides it.

Three kinds of words may have a space in them, as people type them: numbers (« 15 463 »), words with
an apostrophe inside (« aujourd hui »), and words behind an elided article (« l urgence »).
"""

import re
from collections.abc import Iterator

from search_app.french.folding import fold, simplified_with_spans

_ELIDED = "l|m|t|qu|n|s|j|d|c|jusqu|quoiqu|lorsqu|puisqu"
# `c` before a space is dropped only before a form of « être »: « vitamine c en hiver » keeps it.
_ELIDED_APART = "l|m|t|qu|n|s|j|d|jusqu|quoiqu|lorsqu|puisqu"
# What stands in the middle of a word: « aujourd'hui », « aujourd hui ».
_MARK = r"(?:'|\s+)"
_CUT_SHORT = "aujourd|presqu|prud|quelqu"

_INCLUSIVE = (
    "s|e|es|[ln]e|[ln]es|[vst]e|[vst]es|[hr]e|[hr]es|[eè]re|[eè]res|t?rice|t?rices|euse|euses"
    "|esse|esses"
)

# A letter, and a letter or digit, accents included: a simplified text has no others.
_LETTER = r"[^\W\d_]"
_SIGN = r"[^\W_]"
_UPPER, _LOWER = "[A-ZÀ-ÖØ-Þ]", "[a-zß-öø-ÿ]"
_UPPER_VOWEL = "[AEIOUHYÀÂÄÉÈÊËÎÏÔÖÙÛÜ]"
_LOWER_VOWEL = _UPPER_VOWEL.lower()
_TOKEN = re.compile(
    rf"""
      (?P<dotted> (?<!{_SIGN}) (?:{_LETTER}\.){{2,}} (?:{_LETTER}(?!{_SIGN}))? )    # S.N.C.F.
    | (?P<number> [0-9]{{1,3}} (?:\s+[0-9]{{3}})+ (?!{_SIGN}) )                    # 15 463
    | (?P<solid>
          (?i: aujourd {_MARK} hui | presqu {_MARK} [iî]les?                     # aujourd'hui
             | prud {_MARK} hom{_LETTER}* | quelqu {_MARK} une? ) (?!{_SIGN})    # prud hommes
      )
    | (?P<elided>
          (?i: {_ELIDED} ) '                                                     # l'urgence
        | (?: {_ELIDED_APART} ) \s+ (?= {_LOWER_VOWEL} | {_UPPER_VOWEL} )        # l urgence
        | c \s+ (?= (?: est | était | étaient | etait | etaient ) (?!{_SIGN}) )  # c est
        | (?: {_ELIDED_APART.upper()} ) \s+ (?= {_UPPER_VOWEL} {_UPPER} )        # L URGENCE
        | \A \s* [LDJMNSTC] \s+ (?= {_LOWER_VOWEL} {_LOWER} )                    # L urgence
      )
    | (?P<inclusive> {_LETTER}{{2,}} (?:·(?:{_INCLUSIVE}))+ (?! {_SIGN} | · ) )  # élu·e·s
    | (?P<word> {_SIGN}+ )
    """,
    re.VERBOSE,
)

# The end of a text whose last word depends on what follows: « 15 463 », « l urgence »,
# « aujourd hui ».
_OPEN = re.compile(
    rf"""(?: (?<![0-9])[0-9]{{1,3}} | (?<!{_SIGN}) (?i: {_ELIDED} | {_CUT_SHORT} ) )
         (?: [^\w'·] | _ )* \Z""",
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
    simple, spans = simplified_with_spans(text)
    for word, match in matches(before + simple):
        first, end = match.start() - len(before), match.end() - len(before)
        yield word, spans[first][0], spans[end - 1][1]


def matches(simple: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each word of a simplified text with its match; elided articles are none.

    Words have their case and their accents, which do not decide what is a word.
    """
    # Folding takes the accents away and leaves each letter in its place.
    for match in _TOKEN.finditer(fold(simple)):
        kind = match.lastgroup
        text = simple[match.start() : match.end()]
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


def is_open(simple: str) -> bool:
    """Tell whether the words of a simplified piece of text depend on what follows it.

    A piece in which simplifying has put a space counts as such, too.
    """
    return " " in simple or _OPEN.search(fold(simple)) is not None
