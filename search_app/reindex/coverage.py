"""How much of the official record does the corpus hold, and which numbers are missing?"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from search_app.model.corpus_notes import MonthCoverage, Series
from search_app.model.document import Chamber, DocumentType
from search_app.reindex.ledger import Ledger

_OFFICIAL_ID = re.compile(r"QANR5L([0-9]{1,2})(QE|QG|QOSD)([0-9]{1,6})")
_Numbers = dict[int, dt.date | None]


def coverage(ledger: Ledger) -> tuple[Series, ...]:
    """Return the series of the questions in a ledger, the newest legislature first."""
    numbers: dict[tuple[int, DocumentType], _Numbers] = {}
    for document_id, entries in ledger.by_document.items():
        if official := _OFFICIAL_ID.fullmatch(document_id):
            asked = next((e.question.asked for e in entries if e.question and e.question.asked), 0)
            series = int(official[1]), DocumentType(official[2])
            day = dt.date.fromordinal(asked) if asked else None
            numbers.setdefault(series, {})[int(official[3])] = day
    order = list(DocumentType)
    found = sorted(numbers.items(), key=lambda one: (-one[0][0], order.index(one[0][1])))
    return tuple(_series(str(legislature), kind, held) for (legislature, kind), held in found)


def _series(legislature: str, of_type: DocumentType, held: _Numbers) -> Series:
    in_order = sorted(held)
    missing = tuple(_gaps(in_order))
    present = Counter(_month(day) for day in held.values())
    absent: Counter[dt.date | None] = Counter()
    for first, last in missing:
        absent[_month(held[min(last + 1, in_order[-1])])] += last - first + 1
    months = sorted({*present, *absent}, key=lambda month: month or dt.date.max)
    return Series(
        chamber=Chamber.ASSEMBLEE,
        legislature=legislature,
        type=of_type,
        held=len(held),
        highest=in_order[-1],
        missing=missing,
        months=tuple(
            MonthCoverage(month=month, held=present[month], missing=absent[month])
            for month in months
        ),
    )


def _gaps(in_order: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the ranges between the numbers, from 1 on. in_order: ascending."""
    before = 0
    for number in in_order:
        if number > before + 1:
            yield before + 1, number - 1
        before = number


def _month(day: dt.date | None) -> dt.date | None:
    """Return the first day of a month; a missing number counts where the next one was asked."""
    return day.replace(day=1) if day else None
