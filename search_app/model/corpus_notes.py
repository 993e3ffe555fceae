"""What does a generation tell of its corpus as a whole? How much of the record it holds.

A reindex works this out, the engine keeps it with the generation, and pages and commands show it.
"""

import datetime as dt
from dataclasses import dataclass, field

from search_app.model.document import Chamber, DocumentType


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCoverage:
    """One month of a series. month: its first day, or None for questions without a day.

    held: how many questions were asked in it. missing: how many numbers are missing beside theirs.
    """

    month: dt.date | None
    held: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The questions of one type in one legislature of a chamber, numbered from 1.

    highest: the highest number that is held. missing: the ranges of numbers below it that are not,
    both ends included. months: in their order. The Assemblée gives every number; whether the Sénat
    does, no source tells.
    """

    chamber: Chamber
    legislature: str
    type: DocumentType
    held: int
    highest: int
    missing: tuple[tuple[int, int], ...]
    months: tuple[MonthCoverage, ...]

    @property
    def missing_count(self) -> int:
        return sum(last - first + 1 for first, last in self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedSource:
    """A file of the official record as it was brought last.

    checked: the day on which its server last said that it is the newest.
    """

    path: str
    fetched: dt.date
    checked: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusNotes:
    """known_until: for each `Source.snapshot`, the newest day that its questions tell of.

    series: by chamber, legislature (the newest first) and type. fetched: by path. unmatched: the
    names that the authority files do not have, each with how many documents have it.
    """

    known_until: dict[str, dt.date] = field(default_factory=dict)
    series: tuple[Series, ...] = ()
    fetched: tuple[FetchedSource, ...] = ()
    unmatched: tuple[tuple[str, int], ...] = ()


NO_NOTES = CorpusNotes()
