"""Which values does each document have in each facet? Small numbers, for bincount."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np

from search_app.engine.embedded.arrays import (
    Array,
    Ints,
    highest,
    joined,
    mask_of,
)
from search_app.engine.embedded.schema import UNKNOWN_DAY
from search_app.engine.embedded.segments.segment import SegmentArrays, joined_sets
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query, Sort
from search_app.model.results import FacetCount

MASKS_KEPT = 64


class FacetColumn:
    """One facet of all documents. A document has one *set* of values, and sets are few.

    Counting hits by set, and then adding up the sets of each value, costs the same whether a
    document has one value or several. values: sorted; NO_VALUE for documents that have none.
    codes: number of each document's set.
    """

    def __init__(self, sets: Sequence[tuple[str, ...]], codes: Array) -> None:
        self.codes = codes
        self._sets = len(sets)
        pairs = [(value, n) for n, values in enumerate(sets) for value in values or (NO_VALUE,)]
        pairs.sort()
        self.values = list(dict.fromkeys(value for value, _ in pairs))
        index = {value: number for number, value in enumerate(self.values)}
        self._pair_values = np.array([index[value] for value, _ in pairs], np.int64)
        self._pair_sets = np.array([n for _, n in pairs], np.int64)
        self._starts = np.searchsorted(self._pair_values, np.arange(len(self.values)))

    def counts(self, documents: Ints) -> Array:
        """Return how many of the documents have each value."""
        return self._counts(self.codes.take(documents))

    @cached_property
    def totals(self) -> Array:
        """How many documents have each value, deleted ones included."""
        return self._counts(self.codes)

    def _counts(self, codes: Array) -> Array:
        by_set = np.bincount(codes, minlength=self._sets)
        if not self.values:
            return by_set
        return np.add.reduceat(by_set.take(self._pair_sets), self._starts)

    def mask(self, wanted: Iterable[str]) -> Array:
        """Return which documents have one of the wanted values."""
        names = set(wanted)
        numbers = [number for number, value in enumerate(self.values) if value in names]
        has_one = np.zeros(self._sets, dtype=np.bool_)
        has_one[self._pair_sets[np.isin(self._pair_values, numbers)]] = True
        return has_one.take(self.codes)


class Columns:
    """The columns of one generation, over the document numbers of all its segments in a row.

    live: mask of those not deleted. days: ordinal of each document's date.
    """

    def __init__(self, segments: Sequence[SegmentArrays], live: Array) -> None:
        self.live = live
        self.days: Array = joined([segment.days for segment in segments])
        self.facets = {field: _column(field, segments) for field in FacetField}
        self._filter_mask = lru_cache(maxsize=MASKS_KEPT)(_FilterMasks(self.facets).mask)

    def filtered(self, hits: Ints, query: Query, but: FacetField | None = None) -> Ints:
        """Return those of `hits` that pass the query's filters, those on `but` left aside."""
        for field, values in query.filters:
            if field is not but:
                hits = hits[self._filter_mask(field, values).take(hits)]
        for field, values in query.excluded:
            if field is not but:
                hits = hits[~self._filter_mask(field, values).take(hits)]
        return hits

    def facet_counts(
        self, matched: Ints, selected: Ints, query: Query
    ) -> dict[FacetField, tuple[FacetCount, ...]]:
        """Count every facet over the matched documents, without the facet's own filters.

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
        """Return all documents but the hits, when those are fewer to count."""
        if 2 * len(hits) < len(self.live):
            return None
        if len(hits) == len(self.live):
            return hits[:0]
        return np.flatnonzero(~mask_of(hits, len(self.live)))

    def best(self, hits: Ints, scores: Array, sort: Sort, count: int) -> Ints:
        """Return the indices in `hits` of the first `count`; ties in the order of the documents."""
        if sort is Sort.RELEVANCE:
            return highest(scores, count)
        days = self.days.take(hits)
        if sort is Sort.NEWEST:
            return highest(days, count)
        return highest(np.where(days == UNKNOWN_DAY, -np.iinfo(np.int32).max, -days), count)


class _FilterMasks:
    def __init__(self, facets: dict[FacetField, FacetColumn]) -> None:
        self._facets = facets

    def mask(self, field: FacetField, values: tuple[str, ...]) -> Array:
        return self._facets[field].mask(values)


def _column(field: FacetField, segments: Sequence[SegmentArrays]) -> FacetColumn:
    facets = [segment.facet(field) for segment in segments]
    return FacetColumn(*facets[0]) if len(facets) == 1 else FacetColumn(*joined_sets(facets))


def _ordered_counts(
    values: Sequence[str], totals: Array, chosen: tuple[str, ...], unwanted: tuple[str, ...]
) -> tuple[FacetCount, ...]:
    """Highest first, ties by value; a value of the query is there even when nothing has it."""
    found = np.flatnonzero(totals)
    counts = totals.take(found)
    order = np.argsort(-counts, kind="stable")
    names = [values[number] for number in found.take(order).tolist()]
    ordered = list(map(FacetCount, names, counts.take(order).tolist()))
    if chosen or unwanted:
        ordered += [FacetCount(value, 0) for value in sorted({*chosen, *unwanted} - {*names})]
        ordered = [FacetCount(value, n, value in chosen) for value, n, _ in ordered]
    return tuple(ordered)
