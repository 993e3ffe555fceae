"""How many hits fall into each year, month or day? They are counted by day, with one `bincount`."""

import datetime as dt

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.model.column import NO_NUMBER
from search_app.model.expr import DateRange
from search_app.model.query import HistogramUnit
from search_app.model.results import DateBucket

_NUMPY_UNITS = {HistogramUnit.YEAR: "Y", HistogramUnit.MONTH: "M", HistogramUnit.DAY: "D"}
_EPOCH = dt.date(1970, 1, 1).toordinal()


def histogram(days: Array, unit: HistogramUnit) -> tuple[tuple[DateBucket, ...], int]:
    """Return the buckets that hold a hit, ascending, and the number of hits without a date.

    days: the ordinal of each hit's date, NO_NUMBER where it has none.
    """
    known = days[days != NO_NUMBER]
    undated = len(days) - len(known)
    if not len(known):
        return (), undated
    first = int(known.min())
    by_day = np.bincount(known - first)
    found = np.flatnonzero(by_day)
    starts = (found + (first - _EPOCH)).astype("datetime64[D]")
    starts = starts.astype(f"datetime64[{_NUMPY_UNITS[unit]}]")
    begins = np.flatnonzero(np.r_[True, starts[1:] != starts[:-1]])
    counts = np.add.reduceat(by_day[found], begins)
    dates = starts[begins].astype("datetime64[D]").tolist()
    return tuple(map(DateBucket, dates, counts.tolist())), undated


def dated(hits: Ints, days: Array, dates: DateRange | None) -> Ints:
    """Return the hits dated inside `dates`. days: the ordinal of each document's date."""
    if dates is None:
        return hits
    found = days[hits]
    inside = found != NO_NUMBER
    if dates.first:
        inside &= found >= dates.first.toordinal()
    if dates.last:
        inside &= found <= dates.last.toordinal()
    return hits[inside]
