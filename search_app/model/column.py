"""Which numbers does an engine keep for each document? The only place where one is declared."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from search_app.model.document import Document, DocumentType, Status
from search_app.model.happening import (
    Happening,
    delay_exceeded,
    end_without_answer,
    latest,
    reassignment,
)

NO_NUMBER = 0
_LATEST_DAY = dt.date.max.toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The declaration of one number.

    key: its name in the files of an index.
    number_of: returns the number of a document, from 1 to `highest`, or NO_NUMBER when the document
        has none.
    highest: the greatest number that a document can have, at most 2**31 - 1.
    """

    key: str
    number_of: Callable[[Document], int]
    highest: int


def _day_of(happening: Happening | None) -> int:
    return happening.day.toordinal() if happening else NO_NUMBER


class NumericColumn(Enum):
    """All numbers that documents can be sorted, counted and filtered by.

    To add one, add a member: the engine writes, verifies, merges and reads it. A day is its
    proleptic Gregorian ordinal: 1 is 1 January of the year 1. DATE is the day of a document, and
    ANSWERED that of the answer to a question. DELAY is how many days that answer to a written
    question took, and WAITING is the day of a written question that waits for one. CHANGED,
    WITHDRAWN, REASSIGNED and OVERDUE are days of what happened to a document (`happening`).
    """

    DATE = Column(
        key="date",
        number_of=lambda d: d.date.toordinal() if d.date else NO_NUMBER,
        highest=_LATEST_DAY,
    )
    ANSWERED = Column(
        key="answered",
        number_of=lambda d: d.answered_on.toordinal() if d.answered_on else NO_NUMBER,
        highest=_LATEST_DAY,
    )
    DELAY = Column(
        key="delay",
        number_of=lambda d: (
            max((d.answered_on - d.asked_on).days, NO_NUMBER)
            if d.type is DocumentType.QE and d.asked_on and d.answered_on
            else NO_NUMBER
        ),
        highest=_LATEST_DAY,
    )
    WAITING = Column(
        key="waiting",
        number_of=lambda d: (
            d.asked_on.toordinal()
            if d.type is DocumentType.QE and d.asked_on and d.status is Status.PENDING
            else NO_NUMBER
        ),
        highest=_LATEST_DAY,
    )

    CHANGED = Column(
        key="changed",
        number_of=lambda d: _day_of(latest(d)),
        highest=_LATEST_DAY,
    )
    WITHDRAWN = Column(
        key="withdrawn",
        number_of=lambda d: _day_of(end_without_answer(d)),
        highest=_LATEST_DAY,
    )
    REASSIGNED = Column(
        key="reassigned",
        number_of=lambda d: _day_of(reassignment(d)),
        highest=_LATEST_DAY,
    )
    OVERDUE = Column(
        key="overdue",
        number_of=lambda d: _day_of(delay_exceeded(d)),
        highest=_LATEST_DAY,
    )

    def __init__(self, declared: Column) -> None:
        self.key = declared.key
        self.number_of = declared.number_of
        self.highest = declared.highest
