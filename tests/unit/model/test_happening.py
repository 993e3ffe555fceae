"""What happened to a document last, and when it appeared, was answered or ended."""

import datetime as dt

from making import question
from search_app.model.document import Clock, Document, Event, EventKind
from search_app.model.happening import (
    HappeningKind,
    appearance,
    delay_exceeded,
    end_without_answer,
    first_answer,
    latest,
    reassignment,
)


def lived(*events: tuple[EventKind, int | None], day: int | None = 1, **fields: object) -> Document:
    """Return a question with events on days of March 2024; None is an unknown day."""
    return question(
        1,
        date=dt.date(2024, 3, day) if day else None,
        events=tuple(Event(kind=k, date=dt.date(2024, 3, d) if d else None) for k, d in events),
        **fields,
    )


def test_the_last_event_counts_and_of_one_day_the_last() -> None:
    document = lived(
        (EventKind.ASKED, 1),
        (EventKind.REASSIGNED, 12),
        (EventKind.ANSWERED, 19),
        (EventKind.CORRECTED, 19),
    )
    assert latest(document) == (HappeningKind.CORRECTED, dt.date(2024, 3, 19))
    assert first_answer(document) == (HappeningKind.ANSWERED, dt.date(2024, 3, 19))
    assert reassignment(document) == (HappeningKind.REASSIGNED, dt.date(2024, 3, 12))
    assert appearance(document) == (HappeningKind.NEW, dt.date(2024, 3, 1))


def test_the_question_itself_is_news_until_something_follows() -> None:
    assert latest(lived((EventKind.ASKED, 1))) == (HappeningKind.NEW, dt.date(2024, 3, 1))
    undated = lived((EventKind.ASKED, 5), day=None)
    assert latest(undated) == (HappeningKind.NEW, dt.date(2024, 3, 5))


def test_an_unknown_day_is_no_news() -> None:
    document = lived((EventKind.WITHDRAWN, None), day=None)
    assert latest(document) is None
    assert end_without_answer(document) is None
    assert latest(lived((EventKind.WITHDRAWN, None))) == (HappeningKind.NEW, dt.date(2024, 3, 1))


def test_a_question_ends_withdrawn_or_lapsed() -> None:
    document = lived((EventKind.WITHDRAWN, 4), (EventKind.LAPSED, 8))
    assert end_without_answer(document) == (HappeningKind.LAPSED, dt.date(2024, 3, 8))


def test_a_question_is_overdue_from_the_day_after_the_two_months() -> None:
    asked = ((EventKind.ASKED, 31),)
    overdue = lived(*asked, day=31, clock=Clock.OVERDUE)
    assert delay_exceeded(overdue) == (HappeningKind.OVERDUE, dt.date(2024, 6, 1))
    assert delay_exceeded(lived(*asked, day=31, clock=Clock.WAITING)) is None
