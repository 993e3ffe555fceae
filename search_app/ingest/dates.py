"""Which day does a French text name?

Reads "1er février 2024", "mardi 20 fevr. 2024", "11/06/2024" and ISO dates. A day is never
guessed: without its year or month there is none.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from search_app.ingest.plain import plain

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
_PARTIAL = re.compile(
    rf"(?:[^\W\d]+(?:\.?\s+|'))*(?:{_YEAR}|{_YEAR}-(?:0\d|1[012])|(?:0\d|1[012])/{_YEAR})"
)


class DateError(ValueError):
    """A date that does not exist or cannot be understood; its text is the one found."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: offsets in `plain(text)`; day is None when the calendar has no such day."""

    start: int
    end: int
    day: dt.date | None


def dates_in(text: str) -> Iterator[FoundDate]:
    """Dates with their day, month and year, in the order of the text."""
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
    """Return the first day that a date field names, or None when it names none.

    "" and "inconnue" name none; "mars 2024" and "2024" name a time, not a day: None as well.
    Raises DateError for "31 février 2024", and for digits that are no date ("20/02/24").
    """
    for found in dates_in(value):
        if found.day is None:
            raise DateError(value.strip())
        return found.day
    text = plain(value).strip()
    if not any(character.isdigit() for character in text) or _PARTIAL.fullmatch(text):
        return None
    raise DateError(value.strip())
