"""Which regulations and directives of the European Union does a text cite, and where?"""

import re
from collections.abc import Iterator

NUMBER_SIGN = r"(?:n ?[°o]\.? ?|numero )"
"""What « n° » looks like in the plain form of a text, as a regular expression."""

_EUROPEAN_ACT = re.compile(r"\b(?:(?P<act>reglement|directive)s?|decisions?)\b")
_EUROPEAN_NUMBER = re.compile(
    r"(?<![0-9/-])(?P<number>[0-9]{1,4}/[0-9]{1,4})(?:/(?P<union>ue|cee?)\b)?(?![0-9/-])"
)
_UNION = re.compile(
    rf"\((?P<bracketed>ue|eu|cee?|ec)(?:, euratom)?\)|\b(?P<bare>ue|eu|cee?|ec) ?{NUMBER_SIGN}?$"
)
# What stands between the word and the number of an act where no letters say whose act it is.
_WHOSE = re.compile(
    r"(?: (?:europeene?n?e?s?|deleguee?s?|d'execution|d'application|du conseil|de la commission"
    rf"|du parlement europeen(?: et du conseil)?))* {NUMBER_SIGN}?"
)
_EUR_LEX = "https://eur-lex.europa.eu/eli"
# European acts exist from this year on, and all are numbered year first from 2015 on.
_FIRST_YEAR, _YEAR_FIRST, _YEAR_FIRST_END, _CENTURY = 1952, 2015, 2050, 1900
_UNIONS = {"ue": "UE", "eu": "UE", "ce": "CE", "ec": "CE", "cee": "CEE"}
# The last whole year in which acts were those of each.
_LAST_YEARS = {"CEE": 1993, "CE": 2009, "UE": _YEAR_FIRST_END}
# How many characters may stand between the word for a European act and its number.
_GAP = 100


def european_acts(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the place, the name and the official page of each act, in the order of the text.

    text: in its plain form. Where it does not say whose act it is, the treaty that was in force in
    its year does: « le règlement n° 1408/71 » is « Règlement (CEE) 1408/71 ».
    """
    for match in _EUROPEAN_NUMBER.finditer(text):
        if act := _name_and_url(text, match):
            yield match.start(), *act


def _name_and_url(text: str, match: re.Match[str]) -> tuple[str, str] | None:
    """Return the name and the page of the act of which `match` is the number.

    Its kind is the last that was named before it.
    """
    *_, act = (None, *_EUROPEAN_ACT.finditer(text, max(match.start() - _GAP, 0), match.start()))
    if act is None or act["act"] is None:
        return None
    gap = text[act.end() : match.start()]
    if "." in gap or ";" in gap:
        return None
    letters = [one["bracketed"] or one["bare"] for one in _UNION.finditer(gap)]
    union = _UNIONS.get(match["union"] or (letters[-1] if letters else ""), "")
    if not union and not _WHOSE.fullmatch(gap):
        return None
    first, second = match["number"].split("/")
    is_directive = act["act"] == "directive"
    is_year_first = is_directive or (
        union in {"", "UE"} and _YEAR_FIRST <= int(first) < _YEAR_FIRST_END
    )
    year, number = (first, second) if is_year_first else (second, first)
    in_full = int(year) if len(year) == len("2016") else _CENTURY + int(year)
    if not _FIRST_YEAR <= in_full < _YEAR_FIRST_END:
        return None
    union = union or next(name for name, last in _LAST_YEARS.items() if in_full <= last)
    said = (
        f"Directive {match['number']}/{union}"
        if is_directive and in_full < _YEAR_FIRST
        else f"{'Directive' if is_directive else 'Règlement'} ({union}) {match['number']}"
    )
    return said, f"{_EUR_LEX}/{'dir' if is_directive else 'reg'}/{in_full}/{int(number)}/oj"
