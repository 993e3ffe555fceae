"""How many documents have each value of each facet? Documents are coded by small numbers."""

from collections.abc import Iterable, Sequence
from functools import cached_property, partial

import numpy as np

from search_app.caches import kept
from search_app.engine.embedded.arrays import (
    Array,
    Ints,
    joined,
    mask_of,
    top_k,
    true_places,
)
from search_app.engine.embedded.segments.segment import SegmentArrays, joined_sets
from search_app.model.column import NO_NUMBER, NumericColumn
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query, Sort
from search_app.model.results import FacetCount

MASKS_KEPT = 16
# Makes a FacetCount of a tuple in half of the time of its own constructor. A page has hundreds.
_FACET_COUNT = partial(tuple.__new__, FacetCount)
LATEST_FIRST = {
    Sort.NEWEST: NumericColumn.DATE,
    Sort.ANSWERED: NumericColumn.ANSWERED,
    Sort.CHANGED: NumericColumn.CHANGED,
    Sort.WITHDRAWN: NumericColumn.WITHDRAWN,
    Sort.REASSIGNED: NumericColumn.REASSIGNED,
    Sort.OVERDUE: NumericColumn.OVERDUE,
}
"""The column by which each order has the latest day first."""


class FacetColumn:
    """One facet of all documents.

    Each document has one *set* of values, and there are few different sets. Hits are counted by set
    with one `bincount`, and then the sets of each value are added up; this costs the same whether a
    document has one value or several. values: sorted; NO_VALUE stands for having none. codes: the
    number of each document's set.
    """

    def __init__(self, sets: Sequence[tuple[str, ...]], codes: Array) -> None:
        self.codes = codes
        self._sets = len(sets)
        pairs = [(value, n) for n, values in enumerate(sets) for value in values or (NO_VALUE,)]
        pairs.sort()
        self.values: Array = np.array(list(dict.fromkeys(value for value, _ in pairs)), object)
        index = {value: number for number, value in enumerate(self.values)}
        self._pair_values = np.array([index[value] for value, _ in pairs], np.int64)
        self._pair_sets = np.array([n for _, n in pairs], np.int64)
        self._starts = np.searchsorted(self._pair_values, np.arange(len(self.values)))

    def counts(self, documents: Ints) -> Array:
        """Return how many of the documents have each value."""
        return self._counts(self.codes.take(documents))

    @cached_property
    def totals(self) -> Array:
        """The number of documents that have each value, deleted ones included."""
        return self._counts(self.codes)

    def _counts(self, codes: Array) -> Array:
        by_set = np.bincount(codes, minlength=self._sets)
        if not len(self.values):
            return by_set
        return np.add.reduceat(by_set.take(self._pair_sets), self._starts)

    def mask(self, wanted: Iterable[str]) -> Array:
        """Return a mask of the documents that have one of the wanted values."""
        names = set(wanted)
        numbers = [number for number, value in enumerate(self.values) if value in names]
        has_one = np.zeros(self._sets, dtype=np.bool_)
        has_one[self._pair_sets[np.isin(self._pair_values, numbers)]] = True
        return has_one.take(self.codes)


class Columns:
    """The columns of one generation, over the document numbers of all its segments in a row.

    live: mask of those not deleted. numbers: those of all documents, by column.
    """

    def __init__(self, segments: Sequence[SegmentArrays], live: Array) -> None:
        self.live = live
        self.numbers: dict[NumericColumn, Array] = {
            column: joined([segment.numbers[column] for segment in segments])
            for column in NumericColumn
        }
        self.facets = {field: _column(field, segments) for field in FacetField}
        self._filter_mask = kept("filters", MASKS_KEPT, _FilterMasks(self.facets).mask)

    def filtered(self, hits: Ints, query: Query, but: FacetField | None = None) -> Ints:
        """Return the hits that pass the query's filters, other than those on the facet `but`."""
        for field, values in query.filters:
            if field is not but:
                hits = hits.take(true_places(self._filter_mask(field, values).take(hits)))
        for field, values in query.excluded:
            if field is not but:
                hits = hits.take(true_places(~self._filter_mask(field, values).take(hits)))
        return hits

    def facet_counts(
        self, matched: Ints, selected: Ints, query: Query
    ) -> dict[FacetField, tuple[FacetCount, ...]]:
        """Count each facet over the matched documents that pass the filters of all other facets.

        selected: the matched documents that pass all filters.
        """
        counts = {}
        others = self._others(selected)
        for field, column in self.facets.items():
            own, unwanted = query.selected(field), query.unwanted(field)
            if own or unwanted:
                found = column.counts(self.filtered(matched, query, but=field))
            elif others is not None:
                found = column.totals - column.counts(others)
            else:
                found = column.counts(selected)
            counts[field] = _ordered_counts(column.values, found, own, unwanted)
        return counts

    def _others(self, hits: Ints) -> Ints | None:
        """Return the documents that are no hits where they are fewer than the hits, else None.

        A facet may be counted over these, and the counts taken from the totals.
        """
        if 2 * len(hits) < len(self.live):
            return None
        if len(hits) == len(self.live):
            return hits[:0]
        return true_places(~mask_of(hits, len(self.live)))

    def best(self, hits: Ints, scores: Array, sort: Sort, count: int) -> Ints:
        """Return the indices in `hits` of the first `count`; ties in the order of the documents."""
        if sort is Sort.RELEVANCE:
            return top_k(scores, count)
        if sort is Sort.DELAY:
            return top_k(self._delays.take(hits), count)
        days = self.numbers[LATEST_FIRST.get(sort, NumericColumn.DATE)].take(hits)
        if sort in LATEST_FIRST:
            return top_k(days, count)
        return top_k(np.where(days == NO_NUMBER, -np.iinfo(np.int32).max, -days), count)

    @cached_property
    def newest_day(self) -> int:
        """The newest day of an answer, or of a question that waits for one; NO_NUMBER for none."""
        waiting = self.numbers[NumericColumn.WAITING]
        days = np.maximum(waiting, self.numbers[NumericColumn.ANSWERED])
        return int(days[self.live].max(initial=NO_NUMBER))

    @cached_property
    def _delays(self) -> Array:
        """The days that each written question waited for its answer, or has waited so far.

        What waits has waited until the newest day of a question or answer in the generation.
        """
        waiting, answered = (
            self.numbers[column] for column in (NumericColumn.WAITING, NumericColumn.DELAY)
        )
        return np.where(waiting == NO_NUMBER, answered, self.newest_day - waiting)


class _FilterMasks:
    def __init__(self, facets: dict[FacetField, FacetColumn]) -> None:
        self._facets = facets

    def mask(self, field: FacetField, values: tuple[str, ...]) -> Array:
        return self._facets[field].mask(values)


def _column(field: FacetField, segments: Sequence[SegmentArrays]) -> FacetColumn:
    facets = [segment.facet(field) for segment in segments]
    return FacetColumn(*facets[0]) if len(facets) == 1 else FacetColumn(*joined_sets(facets))


def _ordered_counts(
    values: Array, totals: Array, chosen: tuple[str, ...], unwanted: tuple[str, ...]
) -> tuple[FacetCount, ...]:
    """Return the counts, the highest first, equal ones by value.

    A value that the query chooses or excludes is there even when no document has it.
    """
    found = true_places(totals)
    found = found.take((-totals.take(found)).argsort(kind="stable"))
    names, counts = values.take(found).tolist(), totals.take(found).tolist()
    if not chosen and not unwanted:
        return tuple(map(_FACET_COUNT, zip(names, counts, [False] * len(names), strict=True)))
    without = sorted({*chosen, *unwanted} - {*names})
    names, counts = names + without, counts + [0] * len(without)
    selected = map(chosen.__contains__, names)
    return tuple(map(_FACET_COUNT, zip(names, counts, selected, strict=True)))
