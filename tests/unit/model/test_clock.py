"""The two months of article 135, counted as a person with a calendar would."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.model.clock import clock_of, due_on, due_once_signalled_on
from search_app.model.document import (
    Chamber,
    Clock,
    Document,
    DocumentType,
    Event,
    EventKind,
    Kind,
    Source,
    Status,
)


def question(
    asked: dt.date | None,
    answered: dt.date | None = None,
    *,
    of_type: DocumentType = DocumentType.QE,
    status: Status | None = Status.PENDING,
    signalled: dt.date | None = None,
) -> Document:
    events = (
        Event(kind=EventKind.ASKED, date=asked),
        Event(kind=EventKind.SIGNALLED, date=signalled),
        Event(kind=EventKind.ANSWERED, date=answered),
    )
    return Document(
        id="q",
        kind=Kind.QUESTION,
        type=of_type,
        title="",
        text="",
        source=Source(path="q"),
        status=Status.ANSWERED if answered else status,
        events=tuple(event for event in events if event.date),
    )


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2022-07-05", "2022-09-05"),
        ("2022-12-31", "2023-02-28"),
        ("2023-12-31", "2024-02-29"),
        ("2023-11-30", "2024-01-30"),
        ("2024-12-24", "2025-02-24"),
        ("2024-07-31", "2024-09-30"),
    ],
)
def test_months_are_those_of_the_calendar(asked: str, due: str) -> None:
    assert due_on(question(dt.date.fromisoformat(asked))) == dt.date.fromisoformat(due)


@given(st.dates(max_value=dt.date(9990, 1, 1)))
def test_two_months_later_is_the_same_day_or_the_last_of_a_shorter_month(asked: dt.date) -> None:
    due = due_on(question(asked))
    assert due
    assert (due.year - asked.year) * 12 + due.month - asked.month == 2
    assert due.day == asked.day or (
        due.day < asked.day and (due + dt.timedelta(days=1)).month != due.month
    )


ASKED = dt.date(2024, 3, 12)
DUE = dt.date(2024, 5, 12)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("document", "known_until", "expected"),
    [
        (question(ASKED, DUE), None, Clock.IN_TIME),
        (question(ASKED, DUE + DAY), None, Clock.LATE),
        (question(ASKED), DUE, Clock.WAITING),
        (question(ASKED), DUE + DAY, Clock.OVERDUE),
        (question(ASKED), None, None),
        (question(None), DUE, None),
        (question(ASKED, status=None), DUE + DAY, None),
        (question(ASKED, status=Status.WITHDRAWN), DUE + DAY, None),
        (question(ASKED, status=Status.LAPSED), DUE + DAY, None),
        (question(ASKED, status=Status.ANSWERED), DUE + DAY, None),
        (question(ASKED, DUE, of_type=DocumentType.QG), None, None),
        (question(ASKED, of_type=DocumentType.QOSD), DUE + DAY, None),
    ],
)
def test_what_is_not_known_is_not_computed(
    document: Document, known_until: dt.date | None, expected: Clock | None
) -> None:
    assert clock_of(document, known_until) is expected


def test_the_rule_is_that_of_the_assemblee() -> None:
    asked = replace(question(ASKED), chamber=Chamber.SENAT)
    assert (due_on(asked), clock_of(asked, DUE + DAY)) == (None, None)


def test_a_signalled_question_has_ten_days() -> None:
    assert due_once_signalled_on(question(ASKED)) is None
    assert due_once_signalled_on(question(ASKED, signalled=DUE)) == dt.date(2024, 5, 22)
