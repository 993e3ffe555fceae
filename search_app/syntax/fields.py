"""What does `champ:valeur` mean?

A text field (`TEXT_FIELDS`) says in which part of a document a word is looked for. A property
(`PROPERTY_FIELDS`) has values of its own: a number, a type, a status, dates.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from search_app.model.document import DocumentType, Status
from search_app.model.errors import FieldValueError
from search_app.model.expr import DateRange, Expr, Keyword, KeywordIs, Scope
from search_app.model.plain import plain

TEXT_FIELDS = {
    "titre": Scope.TITLE,
    "question": Scope.TEXT,
    "reponse": Scope.ANSWER,
    "auteur": Scope.AUTHOR,
    "groupe": Scope.PARTY,
    "ministere": Scope.MINISTRY,
    "rubrique": Scope.TOPIC,
}
_TYPES = {kind.value.casefold(): kind.value for kind in DocumentType}
_STATUSES = {
    "attente": Status.PENDING.value,
    "repondue": Status.ANSWERED.value,
    "retiree": Status.WITHDRAWN.value,
}
_DATE_EXAMPLES = (
    "2023",
    "2023-05",
    "2023-05-17",
    "17/05/2023",
    "2020..2023",
    "30j",
    "6mois",
    "1an",
)


def property_expr(name: str, value: str, position: int, today: date) -> Expr:
    """Return the expression for a property and its value.

    name: one of PROPERTY_FIELDS. position: the offset of the value in the query. today: the day
    from which relative dates count back. Raises FieldValueError, which says what is accepted.
    """
    read, accepted = _PROPERTIES[name]
    expr = read(plain(value.strip()), today)
    if expr is None:
        raise FieldValueError(position=position, found=value, field=name, accepted=accepted)
    return expr


def parse_dates(text: str, today: date) -> DateRange | None:
    """Return the days that a value of `date:` stands for, or None when it cannot be understood.

    today: the day from which relative dates such as "30j" count back.
    """
    return _date(plain(text.strip()), today)


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


def _legislature(value: str, _: date) -> Expr | None:
    match = re.fullmatch(r"([0-9]{1,2})(?:e|eme)?", value)
    return KeywordIs(Keyword.LEGISLATURE, str(int(match.group(1)))) if match else None


def _number(value: str, _: date) -> Expr | None:
    digits = re.sub(r"\s", "", value)
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        return None
    return KeywordIs(Keyword.NUMBER, str(int(digits)))


def _type(value: str, _: date) -> Expr | None:
    return KeywordIs(Keyword.TYPE, _TYPES[value]) if value in _TYPES else None


def _status(value: str, _: date) -> Expr | None:
    return KeywordIs(Keyword.STATUS, _STATUSES[value]) if value in _STATUSES else None


def _date(value: str, today: date) -> DateRange | None:
    first, dots, last = value.partition("..")
    if not dots:
        return _since(value, today) or _span(value)
    start, end = _span(first), _span(last)
    if (first and start is None) or (last and end is None) or not (start or end):
        return None
    span = DateRange(start.first if start else None, end.last if end else None)
    return None if span.first and span.last and span.first > span.last else span


def _since(value: str, today: date) -> DateRange | None:
    """Return the last days, weeks, months or years until today; None for any other value."""
    match = re.fullmatch(r"([0-9]{1,4})\s?(j|jours?|s|semaines?|m|mois|ans?|annees?)", value)
    if not match:
        return None
    count, unit = int(match.group(1)), match.group(2)[0]
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
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", value)
    if match:
        year, month, day = (int(part) if part else None for part in match.groups())
    elif match := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", value):
        day, month, year = map(int, match.groups())
    else:
        return None
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return DateRange(first, first)
    last_month = month or 12
    return DateRange(
        first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])
    )


# The function that reads the value of each property, and examples of values that it accepts.
_PROPERTIES: dict[str, tuple[Callable[[str, date], Expr | None], tuple[str, ...]]] = {
    "legislature": (_legislature, ("15", "16", "17")),
    "numero": (_number, ("15463",)),
    "type": (_type, tuple(_TYPES.values())),
    "statut": (_status, tuple(_STATUSES)),
    "date": (_date, _DATE_EXAMPLES),
}
PROPERTY_FIELDS = frozenset(_PROPERTIES)
# All values of the properties that have few.
PROPERTY_VALUES = {name: _PROPERTIES[name][1] for name in ("type", "statut")}
KNOWN_FIELDS = (*TEXT_FIELDS, *_PROPERTIES)
