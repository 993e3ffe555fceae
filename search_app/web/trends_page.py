"""How did several searches fare over time, side by side? The lines, the table and its file."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from babel.numbers import format_percent

from search_app.model.query import HistogramUnit
from search_app.web import labels
from search_app.web.answer_types.figures import Trends

SERIES_MAX = 8
TEXTS_MAX = 5
# Months of more than so many years would be lines and a table that nobody reads.
MONTHS_MAX = 120
# The drawing is this high and wide in its own units; it is stretched to the page.
HEIGHT, WIDTH = 100, 1000
_MONTHS = 12
_SMALL_SHARE = 0.1
# Of fewer documents no share is told: a single one would draw a peak of 100 %.
DOCUMENTS_MIN = 10
# What stands in the place of such a share.
_UNKNOWN = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One search over time.

    label: what tells it from the others. url: of the search. total: how many documents it finds.
    counts, all_counts: of its documents, and of all that the same filters leave without its words,
    by the first day of each period.
    """

    label: str
    url: str
    total: int
    counts: Mapping[dt.date, int]
    all_counts: Mapping[dt.date, int]

    def share(self, period: dt.date) -> float | None:
        """Return the share (0 to 1) of the documents of a period that have the words.

        None: the period has too few documents to tell.
        """
        whole = self.all_counts.get(period, 0)
        return self.counts.get(period, 0) / whole if whole >= DOCUMENTS_MIN else None


class Line(NamedTuple):
    """One series as it is drawn. number: 1 to SERIES_MAX.

    points: of its polylines ("0,100 500,20"), one up to each period that has nothing to draw.
    words: those over-represented in it, () where series are not compared so.
    """

    number: int
    label: str
    url: str
    total: str
    points: tuple[str, ...]
    words: tuple[str, ...]


class TableRow(NamedTuple):
    """One period. cells: for each series its documents, and their share ("12 %", or "–")."""

    label: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendsPage:
    """What `trends.html` prints.

    unit: "par mois". is_share: the lines are shares of all documents of a period, not numbers.
    highest: what the top of the drawing stands for. ticks: what is written below it.
    """

    unit: str
    is_share: bool
    lines: tuple[Line, ...]
    rows: tuple[TableRow, ...]
    highest: str
    ticks: tuple[str, ...]


def periods_of(series: Sequence[Series], unit: HistogramUnit) -> list[dt.date]:
    """Return the first day of each period from the first to the last that has a document."""
    starts = sorted({start for one in series for start in one.counts})
    if not starts:
        return []
    first, last = starts[0], starts[-1]
    if unit is HistogramUnit.YEAR:
        return [dt.date(year, 1, 1) for year in range(first.year, last.year + 1)]
    begin, end = (day.year * _MONTHS + day.month - 1 for day in (first, last))
    months = range(max(begin, end - MONTHS_MAX + 1), end + 1)
    return [dt.date(month // _MONTHS, month % _MONTHS + 1, 1) for month in months]


def trends_page(
    series: Sequence[Series],
    unit: HistogramUnit,
    *,
    is_share: bool,
    words: Sequence[tuple[str, ...]],
) -> TrendsPage:
    """Return what the page says. words: for each series those over-represented in it."""
    periods = periods_of(series, unit)
    values = [
        [one.share(p) if is_share else one.counts.get(p, 0) for p in periods] for one in series
    ]
    highest = max((value for line in values for value in line if value is not None), default=0)
    return TrendsPage(
        unit=labels.UNITS[unit],
        is_share=is_share,
        lines=tuple(
            Line(
                number=number,
                label=one.label,
                url=one.url,
                total=labels.counted(one.total, "document"),
                points=_points(line, highest),
                words=found,
            )
            for number, (one, line, found) in enumerate(
                zip(series, values, words, strict=True), start=1
            )
        ),
        rows=tuple(
            TableRow(
                labels.period(period, unit),
                tuple(
                    (labels.number(one.counts.get(period, 0)), _percent(one.share(period)))
                    for one in series
                ),
            )
            for period in periods
        ),
        highest=_percent(highest) if is_share else labels.number(int(highest)),
        ticks=tuple(
            labels.period(periods[place], unit)
            for place in sorted({0, len(periods) // 2, len(periods) - 1})
        )
        if periods
        else (),
    )


def table_cells(
    series: Sequence[Series], unit: HistogramUnit
) -> list[tuple[str | int | float | None, ...]]:
    """Return the rows of the file: a period, then the numbers and the share of each series."""
    return [
        (
            _name_of(start, unit),
            *(
                cell
                for one in series
                for cell in (one.counts.get(start, 0), _rounded(one.share(start)))
            ),
        )
        for start in periods_of(series, unit)
    ]


def trends_as_json(generation: str, series: Sequence[Series], unit: HistogramUnit) -> Trends:
    """Return the same as JSON."""
    periods = periods_of(series, unit)
    return {
        "generation": generation,
        "unit": unit.value,
        "series": [{"label": one.label, "url": one.url, "total": one.total} for one in series],
        "periods": [
            {
                "start": _name_of(start, unit),
                "counts": [one.counts.get(start, 0) for one in series],
                "shares": [_rounded(one.share(start)) for one in series],
            }
            for start in periods
        ],
    }


def _name_of(start: dt.date, unit: HistogramUnit) -> str:
    return start.strftime("%Y" if unit is HistogramUnit.YEAR else "%Y-%m")


def _points(line: Sequence[float | None], highest: float) -> tuple[str, ...]:
    """Return the points of a line from left to right; a single one is a level line.

    It has several parts where a period between has no value.
    """
    step = WIDTH / max(len(line) - 1, 1)
    half = step / 2 if len(line) > 1 else WIDTH
    parts: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(line):
        if value is None:
            parts.append([])
        else:
            height = HEIGHT - HEIGHT * value / highest if highest else HEIGHT
            parts[-1].append((place * step, height))
    return tuple(
        " ".join(f"{x:.0f},{y:.1f}" for x, y in (_level(part[0], half) if len(part) == 1 else part))
        for part in parts
        if part
    )


def _level(point: tuple[float, float], half: float) -> list[tuple[float, float]]:
    x, y = point
    return [(max(x - half, 0), y), (min(x + half, WIDTH), y)]


def _percent(share: float | None) -> str:
    """Return a share (0 to 1) in per cent, a small one with a decimal."""
    if share is None:
        return _UNKNOWN
    is_small = 0 < share < _SMALL_SHARE
    return str(format_percent(share, "#,##0.0\u00a0%" if is_small else None, locale="fr"))


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 6)
