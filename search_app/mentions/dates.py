"""Which day does a French text name?

It may be written "1er février 2024", "mardi 20 fevr. 2024", "11/06/2024" or "2024-06-11". A day is
never guessed: where the year or the month is missing, no day is named.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from search_app.model.plain import plain

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "aout",
            "septembre sept",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"[12]\d{3}"
_FULL = re.compile(
    rf"(?<!\d)(?:(?P<year>{_YEAR})-(?P<month>\d\d?)-(?P<day>\d\d?)(?!\d)"
    rf"|(?P<day2>\d\d?)(?P<sep>[/.-])(?P<month2>\d\d?)(?P=sep)(?P<year2>{_YEAR})(?!\d)"
    rf"|(?P<day3>\d\d?)(?:er)?\s+(?P<month3>{_MONTH})\b\.?\s+(?P<year3>{_YEAR})(?!\d))"
)
_YEAR_OF_TWO_FIGURES = re.compile(r"(?<![\d/.-])(\d\d?)([/.-])(\d\d?)\2(\d\d)(?![\d/.-])")
_FIRST_YEAR = 1958
_PARTIAL = re.compile(
    rf"(?:[^\W\d]+(?:\.?\s+|'))*(?:{_YEAR}|{_YEAR}-(?:0\d|1[012])|(?:0\d|1[012])/{_YEAR})"
)


_NAME = re.compile(rf"({_YEAR})[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")


class DateError(ValueError):
    """A date that does not exist or cannot be understood; its message is the date as written."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found in a text.

    start, end: offsets in `plain(text)`. day: None when the calendar has no such day.
    """

    start: int
    end: int
    day: dt.date | None


def dates_in(text: str) -> Iterator[FoundDate]:
    """Yield the dates of a text that have a day, a month and a year, in the order of the text."""
    for match in _FULL.finditer(plain(text)):
        groups = {key.rstrip("23"): value for key, value in match.groupdict().items() if value}
        month = groups["month"]
        number = _MONTHS[month] if month in _MONTHS else int(month)
        try:
            day = dt.date(int(groups["year"]), number, int(groups["day"]))
        except ValueError:
            day = None
        yield FoundDate(match.start(), match.end(), day)


def read_date(value: str) -> dt.date | None:
    """Return the first day that the value of a date field names, or None when it names none.

    None is for a value without digits ("", "inconnue") and for a month or a year ("mars 2024",
    "2024"). Raises DateError for a day that does not exist ("31 février 2024") and for digits that
    are no date ("20/02/24").
    """
    for found in dates_in(value):
        if found.day is None:
            raise DateError(value.strip())
        return found.day
    text = plain(value).strip()
    if not any(character.isdigit() for character in text) or _PARTIAL.fullmatch(text):
        return None
    raise DateError(value.strip())


def with_century(value: str) -> str:
    """Return a text whose "06/02/24" reads "06/02/2024": years are those from 1958 to 2057.

    It is for documents of the Fifth Republic, which began in 1958.
    """

    def written_in_full(found: re.Match[str]) -> str:
        day, sign, month, short = found.groups()
        year = _FIRST_YEAR + (int(short) - _FIRST_YEAR) % 100
        return f"{day}{sign}{month}{sign}{year}"

    return _YEAR_OF_TWO_FIGURES.sub(written_in_full, value)


def day_of_name(name: str) -> dt.date | None:
    """Return the day that the name of a file begins with ("2024-03-12-le-pont.md"), or None."""
    found = _NAME.match(name)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
