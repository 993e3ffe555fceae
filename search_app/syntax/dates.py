"""Which days does a period name, as people write it in French?

A *span* is a year, a month or a day: « 2019 », « décembre 2019 », « 12/2019 », « 1er décembre
2019 », « 2019-12-01 ». A *period* is a span, what lies between two (« 2019-2020 », « entre mars et
mai 2020 », « 2020.. »), what comes before or after one (« depuis 2020 », « avant mai 2021 »), or
the time until today (« 6 mois »).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import get_month_names

from search_app.model.expr import DateRange
from search_app.model.plain import plain, plain_line

# « du mercredi 1er décembre 2019 au vendredi 31 décembre 2021 » has ten words.
PERIOD_WORDS_MAX = 10
_PERIOD_CHARACTERS_MAX = 100
# A longer text is prose, in which no period is looked for. Chosen by hand.
_TEXT_WORDS_MAX = 30
_MONTHS = {
    plain(name).rstrip("."): number
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale="fr").items()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_YEAR = r"(?P<year>[0-9]{4})"
_IN = "le|en|au mois d[e']|l'annee"
_SPANS = (
    re.compile(
        rf"(?:(?:{_IN})\s*)?{_YEAR}(?:-(?P<month>[0-9]{{1,2}})(?:-(?P<day>[0-9]{{1,2}}))?)?"
    ),
    *(
        # A month, unlike a year alone, is a period behind « de », too: « loi de 2005 » is a name.
        re.compile(rf"(?:(?:{_IN}|du|de|d')\s*)?{form}")
        for form in (
            rf"(?:(?P<day>[0-9]{{1,2}})/)?(?P<month>[0-9]{{1,2}})/{_YEAR}",
            rf"(?:(?:{_WEEKDAY})\s)?(?:(?P<day>[0-9]{{1,2}})(?:\s?er)?\s)?(?P<month>{_MONTH})\.?\s{_YEAR}",
        )
    ),
)
_BETWEEN = tuple(
    re.compile(form)
    for form in (
        r"entre\s(?P<first>.+?)\set\s(?P<last>.+)",
        r"(?:(?:de|du|depuis)\s)?(?P<first>.+?)\s(?:au?|-|–|jusqu'(?:au?|en))\s(?P<last>.+)",
        r"(?:en\s)?(?P<first>[0-9]{4})\s?[-–/]\s?(?P<last>[0-9]{4})",
        r"(?P<first>.*?)\s?\.\.\s?(?P<last>.*)",
    )
)
_ONE_SIDE = re.compile(
    r"(?P<side>depuis|des|a (?:partir|compter) d[eu']|apres|avant|jusqu'(?:au?|en))\s*(?P<span>.+)"
)
_UNIT = r"(?P<unit>j|jours?|s|semaines?|m|mois|ans?|annees?)"
_LATELY = re.compile(
    r"(?:(?:depuis|ces|les|pendant les|dans les|au cours des)\s)?"
    r"(?:(?P<count>[0-9]{1,4})\s?|(?P<word>une?|deux|trois|quatre|cinq|six)\s)"
    rf"(?:derni(?:er|ere)s\s)?{_UNIT}(?:\sderni(?:er|ere)s)?"
)
_COUNTS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}
# What may be meant as it stands: the number of a year, that of a law.
_BARE = re.compile(r"[0-9]{4}(?:-[0-9]{1,2}){0,2}")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period in a text. written: as it stands there. rest: the other words of the text."""

    written: str
    rest: str
    dates: DateRange


def parse_dates(text: str, today: date) -> DateRange | None:
    """Return the days that a period stands for, or None when it cannot be understood.

    today: the day from which relative dates such as "30j" count back.
    """
    value = plain_line(text)
    if len(value) > _PERIOD_CHARACTERS_MAX:
        return None
    dates = _between(value) or _on_one_side(value) or _lately(value, today) or _span(value)
    is_upside_down = dates and dates.first and dates.last and dates.first > dates.last
    return None if is_upside_down else dates


def find_period(text: str, today: date) -> FoundPeriod | None:
    """Return the longest period among the words of a text, the first of equally long ones.

    The period must name a year and something else: « 2022 » and « 2019-12 » alone are none here. A
    text of more than _TEXT_WORDS_MAX words has none.
    """
    words = text.split()
    if len(words) > _TEXT_WORDS_MAX:
        return None
    for length in range(min(len(words), PERIOD_WORDS_MAX), 0, -1):
        for start in range(len(words) - length + 1):
            written = " ".join(words[start : start + length])
            dates = parse_dates(written, today) if re.search("[0-9]{4}", written) else None
            if dates and not _BARE.fullmatch(written):
                rest = " ".join((*words[:start], *words[start + length :]))
                return FoundPeriod(written, rest, dates)
    return None


def write_dates(dates: DateRange) -> str:
    """Return the shortest text that `parse_dates` reads as these days ("2023", "2020..2023")."""
    first, last = dates.first, dates.last
    if first and last:
        whole = first.isoformat()
        for text in (whole[:4], whole[:7], whole):
            if _span(text) == dates:
                return text
    whole_years = (not first or first == date(first.year, 1, 1)) and (
        not last or last == date(last.year, 12, 31)
    )
    length = 4 if whole_years else 10
    return "..".join(day.isoformat()[:length] if day else "" for day in (first, last))


def _between(value: str) -> DateRange | None:
    """Return the days from one span to another; « .. » may lack one of them."""
    for form in _BETWEEN:
        if match := form.fullmatch(value):
            first, last = match["first"], match["last"]
            end = _span(last)
            start = _completed(first, last)
            if (start or not first) and (end or not last) and (start or end):
                return DateRange(start.first if start else None, end.last if end else None)
    return None


def _completed(first: str, last: str) -> DateRange | None:
    """Return the first span, with its year or month from the last: « du 3 au 10 mai 2021 »."""
    words = last.split()
    endings = (" ".join((first, *words[len(words) - count :])) for count in range(3))
    return next(filter(None, map(_span, endings)), None)


def _on_one_side(value: str) -> DateRange | None:
    """Return the days before or after a span, or from its first day on, or until its last."""
    match = _ONE_SIDE.fullmatch(value)
    span = _span(match["span"]) if match else None
    if not match or not span or not span.first or not span.last:
        return None
    try:
        match match["side"][:3]:
            case "apr":
                return DateRange(span.last + _ONE_DAY, None)
            case "ava":
                return DateRange(None, span.first - _ONE_DAY)
            case "jus":
                return DateRange(None, span.last)
    except OverflowError:  # the calendar has no day before or after
        return None
    return DateRange(span.first, None)


def _lately(value: str, today: date) -> DateRange | None:
    """Return the last days, weeks, months or years until today; None for any other value."""
    match = _LATELY.fullmatch(value)
    if not match:
        return None
    count, unit = int(match["count"] or _COUNTS[match["word"]]), match["unit"][0]
    if unit in "js":
        return DateRange(today - timedelta(days=count * (7 if unit == "s" else 1)), today)
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "a" else 1)
    if months < 12:  # noqa: PLR2004 - before January of the year 1
        return DateRange(None, today)
    year, month = months // 12, months % 12 + 1
    day = min(today.day, calendar.monthrange(year, month)[1])
    return DateRange(date(year, month, day), today)


def _span(value: str) -> DateRange | None:
    """Return the first and last day of a year, a month or a day; None for any other value."""
    match = next(filter(None, (form.fullmatch(value) for form in _SPANS)), None)
    if match is None:
        return None
    named = match.groupdict()
    day, month = named.get("day"), named.get("month")
    number = (_MONTHS.get(month) or int(month)) if month else 0
    try:
        first = date(int(match["year"]), number if month else 1, int(day or 1))
    except ValueError:
        return None
    if day:
        return DateRange(first, first)
    last_month = number or 12
    last_day = calendar.monthrange(first.year, last_month)[1]
    return DateRange(first, date(first.year, last_month, last_day))
