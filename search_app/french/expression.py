"""What is a word? One regular expression on simplified text decides it.

Several writings of one thing give the same words. Some have a space in them, as people type them:
numbers (« 15 463 »), articles of codes (« L. 521-1 »), words with an apostrophe inside
(« aujourd hui »), and words behind an elided article (« l urgence »).
"""

import re
from collections.abc import Iterator

from search_app.french.folding import fold, simplified_with_spans

PART = "_"
"""Stands between the parts of a number that has several: « L. 521-1 » is the word `l521_1`."""

_ELIDED = "l|m|t|qu|n|s|j|d|c|jusqu|quoiqu|lorsqu|puisqu"
# `c` before a space is dropped only before a form of « être »: « vitamine c en hiver » keeps it.
_ELIDED_APART = "l|m|t|qu|n|s|j|d|jusqu|quoiqu|lorsqu|puisqu"
# What stands in the middle of a word: « aujourd'hui », « aujourd hui ».
_MARK = r"(?:'|\s+)"
_CUT_SHORT = "aujourd|presqu|prud|quelqu"

# Ordinals in letters: « vingt-cinquième » is no « cinquième ». The values of their parts add up.
_NUMERALS = {
    "quatre-vingt": 80, "vingt": 20, "trent": 30, "quarant": 40, "cinquant": 50, "soixant": 60,
    "cent": 100, "un": 1, "deux": 2, "trois": 3, "quatr": 4, "cinqu": 5, "six": 6, "sept": 7,
    "huit": 8, "neuv": 9, "dix": 10, "onz": 11, "douz": 12, "treiz": 13, "quatorz": 14,
    "quinz": 15, "seiz": 16,
}  # fmt: skip
_NUMERAL = "|".join(sorted(_NUMERALS, key=len, reverse=True))
_TENS = "vingt|trente|quarante|cinquante|soixante"
_TENS_BEFORE = f"(?:cent-)?(?:{_TENS}|quatre-vingts?|dix)|cent"

_ALINEA = "alinea"
_INCLUSIVE = (
    "s|e|es|le|ne|ve|se|te|he|re|les|nes|ves|ses|tes|hes|res|ere|eres|t?rices?|euses?|esses?"
)
# Behind a hyphen, « le » and « se » are words of their own: « prends-le ».
_INCLUSIVE_HYPHEN = (
    "-(?:e|le|ne|te|ve|ere|rice|trice|euse|esse)-s|-(?:e|ne|ere|rice|trice|euse|esse)s?(?!-)"
)

# The most groups of digits of a number, and endings of a word. Without a bound, half a kilobyte of
# memory is taken for each while they are read.
_MANY = 8
# A letter, and a letter or digit.
_LETTER = "[A-Za-z]"
_SIGN = "[A-Za-z0-9]"
_UPPER, _LOWER = "[A-Z]", "[a-z]"
_UPPER_VOWEL, _LOWER_VOWEL = "[AEIOUHY]", "[aeiouhy]"
# The letters that have a number behind them (« G 20 »). Codes have articles L., R. and D., « n » is
# that of « n° », and « A » may be « À ».
_NUMBERED = "[BCEFGHIJKMOPQSTUVWXYZ]"
_CAPITAL = "[BCDEFGHIJKLMNOPQRSTUVWXYZ]"
# What may follow a number without a space. « m », « l » and « t » alone are not here, for they are
# stop words.
_UNIT = (
    "(?:(?i:"
    "km/h|kmh|km2?|m2|m3|cm2|cm3|dm3|mm2|cm|mm|ha|kg|mg|min|kw|kwh|mw|mwh|gw|gwh|tw|twh"
    "|ko|mo|go|to|db|euros?|eur|ans?|h"
    rf")|g|[kKM]d?(?=\s+euros))(?!{_SIGN})"
)
_END = rf"(?: (?! {_SIGN} ) | (?= {_UNIT} ) )"
# The codes have articles L., R., D., A., LO. and LP.; a star marks decrees of the Conseil d'État.
_CODE = r"(?: L\.?O | L\.?P | [LRD] ) \.? \s? \*? \.?"
_TOKEN = re.compile(
    rf"""
      (?P<article> (?<!{_SIGN}) (?:
          (?: {_CODE} | A\. ) \s* [0-9]++ (?: [-{PART}] [0-9]++ )*+                   # L. 521-1
        | (?i: {_CODE} ) \s* [0-9]++ (?: [-{PART}] [0-9]++ )++                    # l 521-1
      ) (?! {_SIGN} ) )
    | (?P<letter> (?<!{_SIGN}) {_NUMBERED} \s+ [0-9]{{1,3}}
          (?! {_SIGN} | [-.,][0-9] ) )                                                # G 20
    | (?P<dotted> (?<!{_SIGN}) (?:{_LETTER}\.){{2,}} (?:{_LETTER}(?!{_SIGN}))? )      # S.N.C.F.
    | (?P<parts> (?<! [0-9][-.,/] ) (?:
          49 \s* ,? \s* (?i: {_ALINEA} | al\.? ) \s* [0-9]{{1,2}} (?!{_SIGN})   # 49, alinéa 3
        | [0-9]+ (?: {PART} [0-9]+ )+ (?! {_SIGN} )
      ) )
    | (?P<number> (?<! [0-9][-.,/] )
          (?: [0-9]{{1,3}} (?: \s+ [0-9]{{3}} ){{1,{_MANY}}}
            | [1-9][0-9]{{0,2}} (?: \.[0-9]{{3}} ){{1,{_MANY}}} )
          (?! [.][0-9] ) (?: , [0-9]+ (?! [.,][0-9] ) )? {_END}       # 15 463
      )
    | (?P<decimal> (?<! [0-9][-.,/] ) [0-9]+ [.,] [0-9]+ (?! [-.,/][0-9] ) {_END} )   # 3,5
    | (?P<pair> (?<! [0-9][-.,/] ) [0-9]+ - [0-9]+ (?! [-.,/][0-9] | {_SIGN} ) )      # 2019-774
    | (?P<solid>
          (?i: aujourd {_MARK} hui | presqu {_MARK} iles?                     # aujourd'hui
             | prud {_MARK} hom{_LETTER}* | quelqu {_MARK} une? ) (?!{_SIGN})    # prud hommes
        | [2-6] \s* [Gg] (?! {_SIGN} | ' )                                       # 5 G
        | (?i: km/h ) (?!{_SIGN})
      )
    | (?P<elided>
          (?i: {_ELIDED} ) '                                                     # l'urgence
        | (?: {_ELIDED_APART} ) \s+ (?= {_LOWER_VOWEL} | {_UPPER_VOWEL} )        # l urgence
        | [c] \s+ (?= (?: est|etait|etaient ) (?!{_SIGN}) )  # c est
        | (?: {_ELIDED_APART.upper()} ) \s+ (?= {_UPPER_VOWEL} {_UPPER} )        # L URGENCE
        | \A \s* [LDJMNSTC] \s+ (?= {_LOWER_VOWEL} {_LOWER} )                    # L urgence
        | (?<!{_SIGN}) [Nn] \s+ (?= [0-9] )                            # n° 331
      )
    | (?P<inclusive> {_LETTER}{{2,}} (?:
          (?: · (?:{_INCLUSIVE}) ){{1,{_MANY}}} (?! {_SIGN} | · )                # élu·e·s
        | (?: \. (?:{_INCLUSIVE}) ){{1,{_MANY}}} (?! {_SIGN} | \.{_SIGN} )       # élu.e.s
        | (?i: \( (?:{_INCLUSIVE}|x) \) )  (?i: s | \(s\) )? (?! {_SIGN} )       # élu(e)s
        | (?i: {_INCLUSIVE_HYPHEN} ) (?! {_SIGN} )                               # élu-e-s
      ) )
    | (?P<ordinal> (?<! {_SIGN} | - ) (?i:
          (?: (?: {_TENS_BEFORE} ) -(?:dix-)? | (?: {_TENS} ) (?: -et- | \s+et\s+ ) )
          (?: {_NUMERAL} ) ieme
        | quatre-vingtieme
      ) s? (?! {_SIGN} ) )                                                 # vingt-cinquième
    | (?P<fifth> (?<!{_SIGN}) (?i: ve ) (?= \s+ (?i: republique ) (?!{_SIGN}) ) )
    | (?P<word>
          [0-9]+ (?= {_UNIT} ) | (?<=[0-9]) [hH] (?= [0-9]{{2}} (?!{_SIGN}) )    # 80km, 10h30
        | [0-9]{{1,2}} (?= [hH] [0-9]{{2}} (?!{_SIGN}) )
        | {_LETTER}{{2,}}+ (?= [0-9]+ (?!{_SIGN}) )                              # COP27
        | {_SIGN}+
      )
    """,
    re.VERBOSE,
)

# The end of a text whose last word depends on what follows: « 15 463 », « l urgence »,
# « aujourd hui », « L. 521-1 », « 49, alinéa 3 », « vingt et unième ».
_OPEN = re.compile(
    rf"""(?: (?<![0-9])[0-9]{{1,3}}
           | (?<!{_SIGN}) (?i: {_ELIDED} | {_CUT_SHORT} | r | l\.?o | l\.?p | al | {_ALINEA} | ve )
           | (?<!{_SIGN}) (?i: {_TENS} )
           | (?<!{_SIGN}) (?: {_CAPITAL} | A\. ) )
         (?: [^\w'·] | _ )* \Z""",
    re.VERBOSE,
)
_DIGITS = re.compile("[0-9]+")
Place = tuple[str, int, int]
"""A word, and its start and end in the text that it was read from."""


def places(text: str, *, is_beginning: bool = True) -> Iterator[Place]:
    """Yield the words of a text with their places.

    is_beginning: nothing stands before the text. Otherwise a full stop is put before it, because
    the « L » of « L urgence » is read as an elided article only at the beginning.
    """
    before = "" if is_beginning else "."
    simple, starts, ends = simplified_with_spans(text)
    for word, start, end in matches(before + simple):
        yield word, starts[start - len(before)], ends[end - len(before) - 1]


def matches(simple: str) -> Iterator[Place]:
    """Yield each word of a simplified text with its place; elided articles are none.

    Words have their case and their accents, which do not decide what is a word.
    """
    # Folding takes the accents away and leaves each letter in its place.
    for match in _TOKEN.finditer(fold(simple)):
        kind = match.lastgroup
        text = simple[match.start() : match.end()]
        if kind == "elided":
            continue
        if kind == "pair" and _is_range(text):
            for number in _DIGITS.finditer(simple, *match.span()):
                yield number.group(), *number.span()
            continue
        yield _word(kind, text), *match.span()


def _word(kind: str | None, text: str) -> str:
    """Return the word that a match of a kind stands for."""
    match kind:
        case "article":
            letters = re.sub(r"[^A-Za-z]", "", text)
            return letters + PART.join(_DIGITS.findall(text))
        case "number":
            whole, _, decimals = text.partition(",")
            whole = "".join(_DIGITS.findall(whole))
            return f"{whole}{PART}{decimals}" if decimals else whole
        case "parts" | "decimal" | "pair":
            return PART.join(_DIGITS.findall(text))
        case "inclusive":
            return re.split(r"[·.(-]", text, maxsplit=1)[0]
        case "dotted":
            return text.replace(".", "")
        case "solid" | "letter":
            return re.sub(r"['\s/]+", "", text)
        case "fifth":
            return "5e"
        case "ordinal":
            return f"{sum(map(_NUMERALS.__getitem__, re.findall(_NUMERAL, fold(text).lower())))}e"
    return text


def _is_range(pair: str) -> bool:
    """Tell whether a pair of numbers goes from one to the other: « 12-15 », « 2019-2020 ».

    Laws and articles have no range in their number: « 2019-774 », « 78-17 », « 49-3 ».
    """
    first, last = pair.split("-")
    return len(first) == len(last) and first < last


def is_open(simple: str) -> bool:
    """Tell whether the words of a simplified piece of text depend on what follows it.

    A piece in which simplifying has put a space counts as such, too.
    """
    return " " in simple or _OPEN.search(fold(simple)) is not None
