"""Which numbers does an engine keep for each document? The only place where one is declared."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from search_app.model.document import Document

NO_NUMBER = 0


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


class NumericColumn(Enum):
    """All numbers that documents can be sorted, counted and filtered by.

    To add one, add a member: the engine writes, verifies, merges and reads it. DATE is the
    proleptic Gregorian ordinal of a document's day: 1 is 1 January of the year 1.
    """

    DATE = Column(
        key="date",
        number_of=lambda d: d.date.toordinal() if d.date else NO_NUMBER,
        highest=dt.date.max.toordinal(),
    )

    def __init__(self, declared: Column) -> None:
        self.key = declared.key
        self.number_of = declared.number_of
        self.highest = declared.highest
