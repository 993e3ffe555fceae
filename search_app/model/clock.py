"""Was a written question answered in time?

Article 135 of the Règlement of the Assemblée nationale: answers to written questions are published
within two months of the publication of the question, and this time is not interrupted; the
presidents of the groups may then signal some of those without an answer, which have to be answered
within ten days.
"""

import calendar
import datetime as dt

from search_app.model.document import Chamber, Clock, Document, DocumentType, EventKind, Status

MONTHS = 2
DAYS_ONCE_SIGNALLED = 10
_MONTHS_A_YEAR = 12


def due_on(document: Document) -> dt.date | None:
    """Return the last day on which an answer is in time, or None where the rule gives none."""
    is_bound = document.type is DocumentType.QE and document.chamber is not Chamber.SENAT
    if not is_bound or document.asked_on is None:
        return None
    return _months_later(document.asked_on, MONTHS)


def due_once_signalled_on(document: Document) -> dt.date | None:
    """Return the last day for an answer to a question that was signalled, or None."""
    days = [e.date for e in document.events if e.kind is EventKind.SIGNALLED and e.date]
    if due_on(document) is None or not days:
        return None
    return days[0] + dt.timedelta(days=DAYS_ONCE_SIGNALLED)


def clock_of(document: Document, known_until: dt.date | None) -> Clock | None:
    """Return how a question stands to the two months.

    known_until: the last day that the source of the question knows of, or None.
    """
    due = due_on(document)
    if due is None:
        return None
    if document.status is Status.ANSWERED and document.answered_on:
        return Clock.IN_TIME if document.answered_on <= due else Clock.LATE
    if document.status is Status.PENDING and known_until:
        return Clock.WAITING if known_until <= due else Clock.OVERDUE
    return None


def _months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later; the last of the month where it has no such day."""
    index = day.month - 1 + months
    year, month = day.year + index // _MONTHS_A_YEAR, index % _MONTHS_A_YEAR + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
