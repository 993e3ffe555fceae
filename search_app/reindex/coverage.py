"""How much of the official record does the corpus hold, and which numbers are missing?"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from search_app.model.corpus_notes import MonthCoverage, Series
from search_app.model.document import Chamber, DocumentType
from search_app.reindex.ledger import Ledger

_OFFICIAL_ID = re.compile(r"QANR5L([0-9]{1,2})(QE|QG|QOSD)([0-9]{1,6})")
# Year and month, number, and a letter for what is no written question; or, for a question without
# its day, legislature, type and number (see `ingest.identity`).
_SENAT_ID = re.compile(r"SEQ[0-9]{4}([0-9]{4,6})([GS]?)")
_SENAT_ID_WITHOUT_DAY = re.compile(r"SENAT[0-9]{1,2}(QE|QG|QOSD)([0-9]{1,6})")
_SENAT_TYPES = {"": DocumentType.QE, "G": DocumentType.QG, "S": DocumentType.QOSD}

_Numbers = dict[int, dt.date | None]


class _SeriesKey(NamedTuple):
    """What the questions of one series have in common. legislature: its number."""

    chamber: Chamber
    legislature: int
    type: DocumentType


def coverage(ledger: Ledger) -> tuple[Series, ...]:
    """Return the series of the questions in a ledger.

    Those of the Assemblée come first, and in each chamber the newest legislature. The Sénat numbers
    its questions by legislature of the Assemblée, too; a question of which the ledger does not know
    the legislature is in no series.
    """
    numbers: dict[_SeriesKey, _Numbers] = {}
    for document_id, entries in ledger.by_document.items():
        question = next((e.question for e in entries if e.question), None)
        if found := _place(document_id, question.legislature if question else ""):
            asked = next((e.question.asked for e in entries if e.question and e.question.asked), 0)
            series, number = found
            numbers.setdefault(series, {})[number] = dt.date.fromordinal(asked) if asked else None
    chambers, types = list(Chamber), list(DocumentType)
    return tuple(
        _series(key, numbers[key])
        for key in sorted(
            numbers,
            key=lambda key: (
                chambers.index(key.chamber),
                -key.legislature,
                types.index(key.type),
            ),
        )
    )


def _place(document_id: str, legislature: str) -> tuple[_SeriesKey, int] | None:
    """Return the series of a question, and its number there; None for any other document.

    legislature: that of the question, as the ledger knows it.
    """
    if official := _OFFICIAL_ID.fullmatch(document_id):
        of_type = DocumentType(official[2])
        return _SeriesKey(Chamber.ASSEMBLEE, int(official[1]), of_type), int(official[3])
    if not legislature.isdecimal():
        return None
    if dated := _SENAT_ID.fullmatch(document_id):
        of_type = _SENAT_TYPES[dated[2]]
        return _SeriesKey(Chamber.SENAT, int(legislature), of_type), int(dated[1])
    if undated := _SENAT_ID_WITHOUT_DAY.fullmatch(document_id):
        of_type = DocumentType(undated[1])
        return _SeriesKey(Chamber.SENAT, int(legislature), of_type), int(undated[2])
    return None


def _series(key: _SeriesKey, held: _Numbers) -> Series:
    in_order = sorted(held)
    missing = tuple(_gaps(in_order))
    present = Counter(_month(day) for day in held.values())
    absent: Counter[dt.date | None] = Counter()
    for first, last in missing:
        absent[_month(held[min(last + 1, in_order[-1])])] += last - first + 1
    months = sorted({*present, *absent}, key=lambda month: month or dt.date.max)
    return Series(
        chamber=key.chamber,
        legislature=str(key.legislature),
        type=key.type,
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
