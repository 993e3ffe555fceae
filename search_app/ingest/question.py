"""What do the questions of every format have in common?

The readers of texts, of CSV rows and of JSON each find the fields of a question where their format
has them. What follows from the fields is here: the identifier, the title of a question that has
none, the order of its life cycle, its day and its official page.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence

from search_app.ingest.identity import question_id
from search_app.ingest.plain import plain
from search_app.model.document import (
    AuthorityName,
    Document,
    DocumentType,
    Event,
    EventKind,
    Kind,
    Source,
    Status,
)

_TYPE_NAMES = {
    DocumentType.QE: "Question écrite",
    DocumentType.QG: "Question au Gouvernement",
    DocumentType.QOSD: "Question orale sans débat",
}
_TYPES = {plain(name): of_type for of_type, name in _TYPE_NAMES.items()} | {
    of_type.value.lower(): of_type for of_type in _TYPE_NAMES
}
_LEGISLATURE = re.compile(
    r"(?:(\d{1,2})\s?(?:i?eme|ere|e|re|er)?|([ivx]{1,6}?)(?:eme|ere|e|re|er)?)(?:\s?legislature)?"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_NUMBER = re.compile(r"0*([1-9]\d{0,5})", re.ASCII)
_EVENT_KINDS = list(EventKind)


def question_document(
    *,
    legislature: str,
    of_type: DocumentType,
    number: str,
    title: str,
    text: str,
    answer: str,
    source: Source,
    events: Iterable[Event],
    status: Status | None,
    author: str,
    group: AuthorityName | None,
    ministry_asked: AuthorityName | None,
    ministry_in_charge: AuthorityName | None,
    topic: AuthorityName | None,
    constituency: str = "",
    url: str = "",
    is_notice: bool = False,
) -> Document:
    """Build the document of a question, whatever the format it was read from.

    title: "" gives "Question écrite n° 12", by type and number. events: in any order. url: "" gives
    the question's page on the site of the Assemblée.
    """
    in_order = _in_order(events)
    return Document(
        id=question_id(legislature, of_type, number),
        kind=Kind.QUESTION,
        type=of_type,
        title=title or f"{_TYPE_NAMES[of_type]} n° {number}",
        text=text,
        answer=answer,
        source=source,
        number=number,
        author=author,
        constituency=constituency,
        group=group,
        legislature=legislature,
        ministry_asked=ministry_asked,
        ministry_in_charge=ministry_in_charge,
        topic=topic,
        status=status,
        date=_day(in_order),
        events=in_order,
        url=url or _official_page(legislature, of_type, number),
        is_notice=is_notice,
    )


def named(name_of: Callable[[str], AuthorityName], name: str) -> AuthorityName | None:
    """Look a name up by a function of `authority`; None for a question that has no such name."""
    return name_of(name) if name else None


def read_type(value: str) -> DocumentType:
    """Read "QE" or "Question écrite". Raises ValueError."""
    of_type = _TYPES.get(plain(value).strip())
    if of_type is None:
        raise ValueError(value)
    return of_type


def read_number(value: str) -> str:
    """Read the official number of a question, 1 to 999999. Raises ValueError."""
    match = _NUMBER.fullmatch("".join(value.split()))
    if match is None:
        raise ValueError(value)
    return match[1]


def read_legislature(value: str) -> str:
    """Read "16", "16e législature" or "XVIe" as "16". Raises ValueError."""
    match = _LEGISLATURE.fullmatch(plain(value).strip())
    if match is None:
        raise ValueError(value)
    number = int(match[1]) if match[1] else _roman(match[2])
    if not number:
        raise ValueError(value)
    return str(number)


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    followed = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in followed)


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Sort a life cycle by day, then in the order of `EventKind`; what has no day comes last."""
    return tuple(sorted(events, key=lambda e: (e.date or dt.date.max, _EVENT_KINDS.index(e.kind))))


def _day(in_order: Sequence[Event]) -> dt.date | None:
    """Return the day of the question in the Journal officiel, failing that the answer's."""
    days = {event.kind: event.date for event in reversed(in_order)}
    return days.get(EventKind.ASKED) or days.get(EventKind.ANSWERED)


def _official_page(legislature: str, of_type: DocumentType, number: str) -> str:
    """Return the address of a question on the site of the Assemblée."""
    return f"https://questions.assemblee-nationale.fr/q{legislature}/{legislature}-{number}{of_type.value}.htm"
