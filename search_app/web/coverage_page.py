"""What does the page say of how much of the official record the corpus holds?"""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from search_app.model.corpus_notes import CorpusNotes, Series
from search_app.model.document import Chamber
from search_app.model.facet import FacetField
from search_app.model.query import HistogramUnit
from search_app.web import labels
from search_app.web.answer_types.others import Coverage

# Of the ranges of numbers that are missing in a series; the JSON has them all.
RANGES_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """One line of a table. months: those with numbers missing, each with how many it has."""

    legislature: str
    type: str
    held: str
    expected: str
    missing: str
    ranges: str
    months: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChamberCoverage:
    """The series of one chamber. label: "Sénat". is_senat: what is known of its numbers is less."""

    label: str
    is_senat: bool
    rows: tuple[SeriesRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage:
    """What `coverage.html` prints. known_until: the newest day that a question tells of, or "".

    chambers: those of which a question is held. fetched: path, day on which it came, day on which
    it was last the newest.
    """

    chambers: tuple[ChamberCoverage, ...]
    known_until: str
    fetched: tuple[tuple[str, str, str], ...]
    report_url: str


def coverage_page(notes: CorpusNotes, report_url: str) -> CoveragePage:
    """report_url: where readers may report what is missing, or ""."""
    known_until = max(notes.known_until.values(), default=None)
    return CoveragePage(
        chambers=tuple(
            ChamberCoverage(
                label=labels.CHAMBERS[chamber],
                is_senat=chamber is Chamber.SENAT,
                rows=tuple(map(_row, series)),
            )
            for chamber, series in groupby(notes.series, key=lambda series: series.chamber)
        ),
        known_until=labels.day(known_until) if known_until else "",
        fetched=tuple(
            (one.path, labels.day(one.fetched), labels.day(one.checked)) for one in notes.fetched
        ),
        report_url=report_url,
    )


def coverage_as_json(notes: CorpusNotes) -> Coverage:
    """Return what `/coverage.json` answers: all ranges of missing numbers, and every month."""
    return {
        "known_until": {path: day.isoformat() for path, day in sorted(notes.known_until.items())},
        "series": [
            {
                "chamber": series.chamber,
                "legislature": series.legislature,
                "type": series.type,
                "held": series.held,
                "expected": series.highest,
                "missing": series.missing_count,
                "missing_numbers": [list(numbers) for numbers in series.missing],
                "months": [
                    {
                        "month": _iso_month(month.month),
                        "held": month.held,
                        "missing": month.missing,
                    }
                    for month in series.months
                ],
            }
            for series in notes.series
        ],
        "fetched": [
            {
                "path": one.path,
                "fetched": one.fetched.isoformat(),
                "checked": one.checked.isoformat(),
            }
            for one in notes.fetched
        ],
    }


def _iso_month(month: dt.date | None) -> str | None:
    return month.isoformat()[:7] if month else None


def _row(series: Series) -> SeriesRow:
    ranges = [
        str(first) if first == last else f"{first} à {last}"
        for first, last in series.missing[:RANGES_SHOWN]
    ]
    if len(series.missing) > RANGES_SHOWN:
        ranges.append("…")
    return SeriesRow(
        legislature=labels.facet_value(FacetField.LEGISLATURE, series.legislature),
        type=labels.TYPES[series.type],
        held=labels.number(series.held),
        expected=labels.number(series.highest),
        missing=labels.number(series.missing_count),
        ranges=", ".join(ranges),
        months=tuple(
            (_month(month.month), labels.number(month.held), labels.number(month.missing))
            for month in series.months
            if month.missing
        ),
    )


def _month(month: dt.date | None) -> str:
    return labels.period(month, HistogramUnit.MONTH) if month else labels.UNKNOWN_DATE
