"""How are days and periods said in French? In words that `dates` reads as the same days."""

from calendar import monthrange
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from babel.dates import format_date

from search_app.model.expr import DateRange


def say_dates(dates: DateRange) -> str:
    """Return days in the words that people use, which `parse_dates` reads as the same days.

    « en décembre 2019 », « le 1er mai 2021 », « entre mars et mai 2020 », « depuis 2020 », « avant
    mai 2021 », « jusqu’au 3 mai 2021 »; "" for a range that is open on both sides.
    """
    first, last = dates.first, dates.last
    if first and last:
        return _say_between(first, last)
    if first:
        unit = _Unit.of_first(first)
        return f"depuis {'le ' * (unit is _Unit.DAY)}{_say(first, unit)}"
    if not last:
        return ""
    unit = _Unit.of_last(last)
    if unit is _Unit.DAY or last == date.max:
        return f"jusqu’au {say_day(last)}"
    return f"avant {_say(last + timedelta(days=1), unit)}"


def _say_between(first: date, last: date) -> str:
    unit = max(_Unit.of_first(first), _Unit.of_last(last))
    article = "le " * (unit is _Unit.DAY)
    start, end = _say(first, unit), _say(last, unit)
    if start == end:
        return f"{article or 'en '}{end}"
    # What both have in common is said once: « entre le 3 et le 10 mai 2021 ».
    if unit is not _Unit.YEAR and first.year == last.year:
        start = start.rpartition(" ")[0]
        if unit is _Unit.DAY and first.month == last.month:
            start = start.rpartition(" ")[0]
    return f"entre {article}{start} et {article}{end}"


class _Unit(IntEnum):
    """The largest unit that begins or ends with a day."""

    YEAR, MONTH, DAY = range(3)

    @classmethod
    def of_first(cls, day: date) -> "_Unit":
        if day.day > 1:
            return cls.DAY
        return cls.MONTH if day.month > 1 else cls.YEAR

    @classmethod
    def of_last(cls, day: date) -> "_Unit":
        if day.day < monthrange(day.year, day.month)[1]:
            return cls.DAY
        return cls.MONTH if day.month < 12 else cls.YEAR  # noqa: PLR2004 - December


def _say(day: date, unit: _Unit) -> str:
    """Return the year, the month or the day."""
    if unit is _Unit.DAY:
        return say_day(day)
    return str(format_date(day, "MMMM yyyy" if unit is _Unit.MONTH else "yyyy", locale="fr"))


@lru_cache(maxsize=4096)
def say_day(day: date) -> str:
    """Return a day in French, such as « 20 février 2024 » or « 1er mai 2021 »."""
    text = format_date(day, "d MMMM yyyy", locale="fr")
    return text.replace("1 ", "1er ", 1) if day.day == 1 else text
