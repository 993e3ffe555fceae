"""What is known of every document, in columns? Filters, facets, days, and the orders by them."""

from collections.abc import Sequence
from functools import cached_property

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
from search_app.engine.embedded.matching.facet_table import (
    FacetColumn,
    FacetCounts,
    FacetTable,
)
from search_app.engine.embedded.segments.segment import SegmentArrays, joined_sets
from search_app.model.column import NO_NUMBER, NumericColumn
from search_app.model.facet import FacetField
from search_app.model.query import Query, Sort

MASKS_KEPT = 16
LATEST_FIRST = {
    Sort.NEWEST: NumericColumn.DATE,
    Sort.ANSWERED: NumericColumn.ANSWERED,
    Sort.CHANGED: NumericColumn.CHANGED,
    Sort.WITHDRAWN: NumericColumn.WITHDRAWN,
    Sort.REASSIGNED: NumericColumn.REASSIGNED,
    Sort.OVERDUE: NumericColumn.OVERDUE,
}
"""The column by which each order has the latest day first."""


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

    def facet_counts(self, matched: Ints, selected: Ints, query: Query) -> FacetCounts:
        """Count each facet over the matched documents that pass the filters of all other facets.

        selected: the matched documents that pass all filters.
        """
        table, others = self._table, self._others(selected)
        counts = table.counts(selected) if others is None else self._totals - table.counts(others)
        for field, _ in (*query.filters, *query.excluded):
            found = self.filtered(matched, query, but=field)
            counts[table.places[field]] = self.facets[field].counts(found)
        return table.ordered(counts, query)

    @cached_property
    def _table(self) -> FacetTable:
        return FacetTable(self.facets)

    @cached_property
    def _totals(self) -> Array:
        """How many documents have each value, deleted ones included."""
        return self._table.counts(np.arange(len(self.live)))

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
