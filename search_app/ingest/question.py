"""What do the questions of every format have in common?

The readers of texts, of CSV rows and of JSON each find the fields of a question where their format
has them. What follows from the fields is here: the identifier, the title of a question that has
none, the order of its life cycle, its day and its official page.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from search_app.ingest.identity import question_id, senat_question_id
from search_app.ingest.question_fields import TYPE_NAMES
from search_app.model.document import (
    AuthorityName,
    Chamber,
    Document,
    DocumentType,
    Event,
    EventKind,
    Kind,
    Source,
    Status,
)

ENDS = {Status.WITHDRAWN: EventKind.WITHDRAWN, Status.LAPSED: EventKind.LAPSED}
"""By the status of a question that ended without an answer, the event that ended it."""

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
    chamber: Chamber = Chamber.ASSEMBLEE,
    author_id: str = "",
    constituency: str = "",
    department: str = "",
    url: str = "",
    is_notice: bool = False,
) -> Document:
    """Build the document of a question, whatever the format it was read from.

    title: "" gives "Question écrite n° 12", by type and number. events: in any order. url: "" gives
    the question's page on the site of its chamber.
    """
    in_order = life_in_order(events)
    identifier = question_id(legislature, of_type, number)
    page = _official_page(legislature, of_type, number)
    if chamber is Chamber.SENAT:
        asked = next((event.date for event in in_order if event.kind is EventKind.ASKED), None)
        identifier = senat_question_id(legislature, of_type, number, asked)
        page = _senat_page(identifier, asked) if asked else ""
    return Document(
        id=identifier,
        kind=Kind.QUESTION,
        type=of_type,
        title=title or _stand_in_title(of_type, number),
        text=text,
        answer=answer,
        source=source,
        number=number,
        chamber=chamber,
        author=author,
        author_id=author_id,
        constituency=constituency,
        department=department,
        group=group,
        legislature=legislature,
        ministry_asked=ministry_asked,
        ministry_in_charge=ministry_in_charge,
        topic=topic,
        status=status,
        date=_day(in_order),
        events=in_order,
        url=url or page,
        is_notice=is_notice,
    )


def constituency_name(department: str, number: str) -> str:
    """Return "Hérault (7e circonscription)", as the pages of the Assemblée write it.

    number: "" gives the department alone, which stays "" without one.
    """
    if not (department and number):
        return department
    return f"{department} ({number}{'re' if number == '1' else 'e'} circonscription)"


def has_own_title(document: Document) -> bool:
    """Tell whether a title comes from the source, and does not only stand in for one."""
    return document.title != _stand_in_title(document.type, document.number)


def _stand_in_title(of_type: DocumentType, number: str) -> str:
    return f"{TYPE_NAMES.get(of_type, '')} n° {number}"


def named(name_of: Callable[[str], AuthorityName], name: str) -> AuthorityName | None:
    """Look a name up by one of the functions of `authority`; "" gives None."""
    return name_of(name) if name else None


def life_in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Sort a life cycle by day, then in the order of `EventKind`; what has no day comes last."""
    return tuple(sorted(events, key=lambda e: (e.date or dt.date.max, _EVENT_KINDS.index(e.kind))))


def _day(in_order: Sequence[Event]) -> dt.date | None:
    """Return the day of the question in the Journal officiel, failing that the answer's."""
    days = {event.kind: event.date for event in reversed(in_order)}
    return days.get(EventKind.ASKED) or days.get(EventKind.ANSWERED)


def _senat_page(identifier: str, asked: dt.date) -> str:
    """Return the address of a question on the site of the Sénat."""
    return f"https://www.senat.fr/questions/base/{asked.year}/q{identifier}.html"


def _official_page(legislature: str, of_type: DocumentType, number: str) -> str:
    """Return the address of a question on the site of the Assemblée."""
    return f"https://questions.assemblee-nationale.fr/q{legislature}/{legislature}-{number}{of_type.value}.htm"
