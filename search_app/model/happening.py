"""What happened to a document, and on which day? Its appearance, its answer, its withdrawal …

The days are those of the document itself, so that an unchanged document tells the same for ever.
"""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from search_app.model.clock import due_on
from search_app.model.document import Clock, Document, EventKind


class HappeningKind(StrEnum):
    """NEW: the document appeared. OVERDUE: a question was not answered within two months.

    The others are the events of questions that have their names (`EventKind`).
    """

    NEW = "new"
    REASSIGNED = "reassigned"
    SIGNALLED = "signalled"
    RENEWED = "renewed"
    ANSWERED = "answered"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    OVERDUE = "overdue"


class Happening(NamedTuple):
    """day: that of the Journal officiel, or of the article. Of OVERDUE: the first day too late."""

    kind: HappeningKind
    day: dt.date


def appearance(document: Document) -> Happening | None:
    """Return when a document appeared: its own day. None when it has none."""
    return Happening(HappeningKind.NEW, document.date) if document.date else None


def latest(document: Document) -> Happening | None:
    """Return what happened to a document last; OVERDUE, which no source reports, is left aside."""
    dated = [
        Happening(HappeningKind(event.kind), event.date)
        for event in document.events
        if event.date and event.kind is not EventKind.ASKED
    ]
    asked = document.asked_on
    appeared = appearance(document) or (Happening(HappeningKind.NEW, asked) if asked else None)
    found = [appeared, *dated] if appeared else dated
    # Of those of one day the last is meant, as in the order of the events.
    return max(reversed(found), key=lambda happening: happening.day, default=None)


def first_answer(document: Document) -> Happening | None:
    """Return when a question was first answered."""
    day = document.answered_on
    return Happening(HappeningKind.ANSWERED, day) if day else None


def end_without_answer(document: Document) -> Happening | None:
    """Return when a question was last withdrawn or lapsed."""
    return _last(document, EventKind.WITHDRAWN, EventKind.LAPSED)


def reassignment(document: Document) -> Happening | None:
    """Return when a question was last given to another ministry."""
    return _last(document, EventKind.REASSIGNED)


def delay_exceeded(document: Document) -> Happening | None:
    """Return the first day too late for a question whose answer is overdue."""
    due = due_on(document)
    if due is None or document.clock is not Clock.OVERDUE:
        return None
    return Happening(HappeningKind.OVERDUE, due + dt.timedelta(days=1))


def _last(document: Document, *kinds: EventKind) -> Happening | None:
    found = [
        Happening(HappeningKind(event.kind), event.date)
        for event in document.events
        if event.date and event.kind in kinds
    ]
    return max(reversed(found), key=lambda happening: happening.day, default=None)
