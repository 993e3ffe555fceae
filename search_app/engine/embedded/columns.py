"""Which values does each document have in each facet? Codes of all segments, for bincount."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from search_app.engine.embedded.inversion import Array, Ints
from search_app.engine.embedded.schema import UNKNOWN_DAY
from search_app.engine.embedded.segment import SegmentArrays
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query, Sort
from search_app.model.results import FacetCount

MASKS_KEPT = 64


@dataclass(frozen=True, slots=True)
class _FacetColumn:
    """values: sorted, NO_VALUE for documents that have none. `codes` has one code for each document
    when no document has two values; otherwise pair i says that `documents[i]` has `codes[i]`.
    """

    values: tuple[str, ...]
    codes: Array
    documents: Array | None

    def counts(self, hits: Ints, size: int) -> Array:
        if self.documents is None:
            return np.bincount(self.codes[hits], minlength=len(self.values))
        return np.bincount(
            self.codes[_mask(hits, size)[self.documents]], minlength=len(self.values)
        )

    def mask(self, wanted: Iterable[str], size: int) -> Array:
        codes = [code for code, value in enumerate(self.values) if value in set(wanted)]
        has_one = np.isin(self.codes, codes)
        return has_one if self.documents is None else _mask(self.documents[has_one], size)


class Columns:
    """The columns of one generation, over the document numbers of all its segments in a row.

    live: mask of those not deleted. days: ordinal of each document's date.
    """

    def __init__(self, segments: Sequence[SegmentArrays], live: Array) -> None:
        self.live = live
        self.days: Array = np.concatenate(
            [np.zeros(0, np.int32), *(segment.days for segment in segments)]
        )
        self._facets = {field: _column(field, segments) for field in FacetField}
        self._filter_mask = lru_cache(maxsize=MASKS_KEPT)(
            _FilterMasks(self._facets, len(live)).mask
        )

    @property
    def size(self) -> int:
        """Document numbers in use, deleted ones included."""
        return len(self.live)

    def filtered(self, hits: Ints, query: Query, but: FacetField | None = None) -> Ints:
        """Return those of `hits` that pass the query's filters, those on `but` left aside."""
        for field, values in query.filters:
            if field is not but:
                hits = hits[self._filter_mask(field, values)[hits]]
        for field, values in query.excluded:
            if field is not but:
                hits = hits[~self._filter_mask(field, values)[hits]]
        return hits

    def facet_counts(
        self, matched: Ints, selected: Ints, query: Query
    ) -> dict[FacetField, tuple[FacetCount, ...]]:
        """Count every facet over the matched documents, without the facet's own filters.

        selected: the matched documents that pass all filters.
        """
        counts = {}
        for field, column in self._facets.items():
            own, unwanted = query.selected(field), query.unwanted(field)
            hits = self.filtered(matched, query, but=field) if own or unwanted else selected
            totals = column.counts(hits, self.size)
            counts[field] = _ordered_counts(column.values, totals, own, unwanted)
        return counts

    def best(self, hits: Ints, scores: Array, sort: Sort, count: int) -> Ints:
        """Return the indices in `hits` of the first `count`; ties in the order of the documents."""
        days = self.days[hits]
        match sort:
            case Sort.RELEVANCE:
                return _highest(scores, count)
            case Sort.NEWEST:
                return _highest(days, count)
            case Sort.OLDEST:
                last = -np.iinfo(np.int32).max
                return _highest(np.where(days == UNKNOWN_DAY, last, -days), count)


class _FilterMasks:
    def __init__(self, facets: dict[FacetField, _FacetColumn], size: int) -> None:
        self._facets = facets
        self._size = size

    def mask(self, field: FacetField, values: tuple[str, ...]) -> Array:
        return self._facets[field].mask(values, self._size)


def _column(field: FacetField, segments: Sequence[SegmentArrays]) -> _FacetColumn:
    """Join the segments' codes under one sorted list of values."""
    facets = [segment.facet(field) for segment in segments]
    values = sorted({NO_VALUE, *(value for facet in facets for value in facet.values)})
    index = {value: code for code, value in enumerate(values)}
    kind = np.uint8 if len(values) < np.iinfo(np.uint8).max else np.uint32
    codes, documents, base = [np.zeros(0, kind)], [np.zeros(0, np.int32)], 0
    for facet in facets:
        renamed = np.array([index[value] for value in facet.values], kind)
        counts = np.diff(facet.starts)
        codes.append(renamed[facet.codes] if len(renamed) else np.zeros(0, kind))
        documents.append(np.repeat(np.arange(base, base + len(counts), dtype=np.int32), counts))
        base += len(counts)
    without = np.setdiff1d(np.arange(base, dtype=np.int32), np.concatenate(documents))
    pair_documents = np.concatenate([*documents, without])
    pair_codes = np.concatenate([*codes, np.full(len(without), index[NO_VALUE], kind)])
    if len(np.unique(pair_documents)) < len(pair_documents):
        return _FacetColumn(tuple(values), pair_codes, pair_documents)
    dense = np.empty(base, kind)
    dense[pair_documents] = pair_codes
    return _FacetColumn(tuple(values), dense, None)


def _ordered_counts(
    values: tuple[str, ...], totals: Array, chosen: tuple[str, ...], unwanted: tuple[str, ...]
) -> tuple[FacetCount, ...]:
    """Highest first, ties by value; a value of the query is there even when nothing has it."""
    found = {values[code]: int(totals[code]) for code in np.flatnonzero(totals)}
    found |= {value: 0 for value in (*chosen, *unwanted) if value not in found}
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(value=v, count=n, selected=v in chosen) for v, n in ordered)


def _highest(keys: Array, count: int) -> Ints:
    """Return the indices of the `count` highest keys, highest first, ties by index."""
    if count < len(keys):
        bound = np.partition(keys, len(keys) - count)[len(keys) - count]
        above = np.flatnonzero(keys > bound)
        level = np.flatnonzero(keys == bound)[: count - len(above)]
        chosen = np.sort(np.concatenate([above, level]))
    else:
        chosen = np.arange(len(keys))
    return chosen[np.argsort(-keys[chosen], kind="stable")]


def _mask(numbers: Ints, size: int) -> Array:
    mask = np.zeros(size, dtype=np.bool_)
    mask[numbers] = True
    return mask
