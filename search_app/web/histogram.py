"""How are the dates of the documents found drawn? As a histogram of years, months or days.

Each bar is a link to the same search within the period that it stands for. A slot is the place of
one period in the drawing; a period without documents leaves it empty.
"""

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import NamedTuple

from search_app.model.expr import DateRange
from search_app.model.query import HistogramUnit, Query
from search_app.model.results import Results
from search_app.web import labels
from search_app.web.links import Link, QueryUrl

# Of the highest bar, and of the lowest, in pixels.
HEIGHT = 56
HEIGHT_MIN = 4
# The years from the first to the last get a slot each, unless they are more than this, because some
# document claims to be centuries old: then only the last SLOTS_MAX years that have documents do.
SLOTS_MAX = 60
# The width is divided by at least this number, so that a few bars are not drawn very wide.
SLOTS_MIN = 8
# How many periods are written under the bars, at most.
TICKS_MAX = 7
_MONTHS_IN_YEAR = 12


class Bar(NamedTuple):
    """The bar of one period.

    label: the period ("mai 2023"). total: "12 documents". number: "12". x, width: shares of
    the width of the drawing ("12.5%"). y, height: in pixels, y from the top of the drawing.
    """

    label: str
    total: str
    number: str
    url: str
    x: str
    width: str
    y: int
    height: int


class Tick(NamedTuple):
    """What is written under a slot ("mai"). centre: its place, a share of the width ("12.5%")."""

    centre: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistogramView:
    """The bars of a search, and what is written and linked around them.

    unit: "par mois". ticks: under every few slots, whether these have a bar or not. wider: links to
    the periods around the one shown, the widest first. undated: how many of the documents found
    have no date ("12 documents"), "" when all have one.
    """

    unit: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    wider: tuple[Link, ...]
    undated: str


def unit_for(dates: DateRange | None) -> HistogramUnit:
    """Return the unit to draw dates in: a single year by months, a month by days, else years."""
    if dates is None or dates.first is None or dates.last is None:
        return HistogramUnit.YEAR
    if dates.first.year != dates.last.year:
        return HistogramUnit.YEAR
    return HistogramUnit.MONTH if dates.first.month != dates.last.month else HistogramUnit.DAY


def histogram_view(results: Results, query: Query, *, search_url: QueryUrl) -> HistogramView:
    """Lay out the bars for the answer to `query`. search_url: gives the address of a query."""
    unit = query.histogram
    found = {bucket.start: bucket.count for bucket in results.histogram}
    slots = _slots(list(found), unit)
    highest = max(found.values(), default=1)
    step = 100 / max(len(slots), SLOTS_MIN)
    tick_every = -(-len(slots) // TICKS_MAX)
    bars = []
    for place, start in enumerate(slots):
        count = found.get(start, 0)
        if not count:
            continue
        height = max(HEIGHT_MIN, round(count / highest * HEIGHT))
        bars.append(
            Bar(
                labels.period(start, unit),
                labels.counted(count, "document"),
                labels.number(count),
                search_url(replace(query, dates=_span(start, unit), page=1)),
                f"{place * step:.1f}%",
                f"{step:.1f}%",
                HEIGHT - height,
                height,
            )
        )
    return HistogramView(
        unit=labels.UNITS[unit],
        bars=tuple(bars),
        ticks=tuple(
            Tick(f"{(place + 0.5) * step:.1f}%", labels.short_period(start, unit))
            for place, start in enumerate(slots)
            if place % tick_every == 0
        ),
        wider=_wider_periods(query, search_url),
        undated=labels.counted(results.undated, "document") if results.undated else "",
    )


def _slots(starts: list[dt.date], unit: HistogramUnit) -> list[dt.date]:
    """Return the first day of each period that gets a slot, in ascending order.

    starts: those of the periods that have documents, in ascending order. Days fill their whole
    month, months their whole year, and years the span from the first to the last.
    """
    if not starts:
        return []
    first, last = starts[0], starts[-1]
    match unit:
        case HistogramUnit.YEAR:
            if last.year - first.year >= SLOTS_MAX:
                return starts[-SLOTS_MAX:]
            return [dt.date(year, 1, 1) for year in range(first.year, last.year + 1)]
        case HistogramUnit.MONTH:
            return [dt.date(first.year, month, 1) for month in range(1, _MONTHS_IN_YEAR + 1)]
        case HistogramUnit.DAY:
            days = calendar.monthrange(first.year, first.month)[1]
            return [first.replace(day=day) for day in range(1, days + 1)]


def _span(start: dt.date, unit: HistogramUnit) -> DateRange:
    """Return the days of the period that begins on `start`."""
    match unit:
        case HistogramUnit.YEAR:
            return DateRange(start, start.replace(month=12, day=31))
        case HistogramUnit.MONTH:
            days = calendar.monthrange(start.year, start.month)[1]
            return DateRange(start, start.replace(day=days))
        case HistogramUnit.DAY:
            return DateRange(start, start)


def _wider_periods(query: Query, search_url: QueryUrl) -> tuple[Link, ...]:
    """Return links to all dates, to the year and to the month that contain the dates shown."""
    dates = query.dates
    if dates is None:
        return ()
    links = [Link(label="Toutes les dates", url=search_url(replace(query, dates=None, page=1)))]
    if dates.first and dates.last and dates.first.year == dates.last.year:
        for unit in (HistogramUnit.YEAR, HistogramUnit.MONTH):
            month = 1 if unit is HistogramUnit.YEAR else dates.first.month
            start = dates.first.replace(month=month, day=1)
            span = _span(start, unit)
            if span == dates or dates.last > (span.last or dates.last):
                break
            url = search_url(replace(query, dates=span, page=1))
            links.append(Link(label=labels.period(start, unit), url=url))
    return tuple(links)
