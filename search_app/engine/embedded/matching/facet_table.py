"""How many documents have each value of each facet? Documents are coded by small numbers."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from math import prod

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints, smallest, starts_of, true_places
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query
from search_app.model.results import FacetCount

# Makes a FacetCount of a tuple in half of the time of its own constructor. A page has hundreds.
_FACET_COUNT = partial(tuple.__new__, FacetCount)
# Facets are counted together while they have at most so many cells, or one for so many documents.
_CELLS = 1_024
_DOCUMENTS_PER_CELL = 128
# The codes of two groups are taken as one number.
_HALF, _WHOLE = np.uint16, np.uint32
# Above every count of documents.
_ABOVE_COUNTS = 1 << 32
FacetCounts = dict[FacetField, tuple[FacetCount, ...]]


class FacetColumn:
    """One facet of all documents.

    Each document has one *set* of values, and there are few different sets. values: sorted;
    NO_VALUE stands for having none. sets: how many there are. codes: the number of each document's
    set. holders[starts[v]:starts[v + 1]]: the sets that have value v.
    """

    def __init__(self, sets: Sequence[tuple[str, ...]], codes: Array) -> None:
        self.codes = codes
        self.sets = len(sets)
        pairs = [(value, n) for n, values in enumerate(sets) for value in values or (NO_VALUE,)]
        pairs.sort()
        self.values: Array = np.array(list(dict.fromkeys(value for value, _ in pairs)), object)
        index = {value: number for number, value in enumerate(self.values)}
        self._pair_values = np.array([index[value] for value, _ in pairs], np.int64)
        self.holders = np.array([n for _, n in pairs], np.int64)
        self.starts = np.searchsorted(self._pair_values, np.arange(len(self.values)))

    def counts(self, documents: Ints) -> Array:
        """Return how many of the documents have each value."""
        by_set = np.bincount(self.codes.take(documents), minlength=self.sets)
        return _sums(by_set.take(self.holders), self.starts)

    def mask(self, wanted: Iterable[str]) -> Array:
        """Return a mask of the documents that have one of the wanted values."""
        names = set(wanted)
        numbers = [number for number, value in enumerate(self.values) if value in names]
        has_one = np.zeros(self.sets, dtype=np.bool_)
        has_one[self.holders[np.isin(self._pair_values, numbers)]] = True
        return has_one.take(self.codes)


def _sums(numbers: Array, starts: Array) -> Array:
    """Return the sum of each run of some numbers. starts: where each begins; each has one."""
    return np.add.reduceat(numbers, starts) if len(starts) else numbers


class _Group:
    """Some facets that are counted in one pass over the documents.

    A *cell* is one set of values of each of the facets. cells: how many cells there are. codes: the
    number of each document's cell.
    """

    def __init__(self, columns: Sequence[FacetColumn]) -> None:
        self.columns = columns
        self._shape = [max(column.sets, 1) for column in columns]
        self.cells = prod(self._shape)
        codes = np.zeros(len(columns[0].codes), smallest(np.array([self.cells])).dtype)
        for column, sets in zip(columns, self._shape, strict=True):
            if sets > 1:
                codes *= codes.dtype.type(sets)
                codes += column.codes
        self.codes = codes

    def holders(self, column: FacetColumn) -> tuple[Ints, Ints]:
        """Return the cells that have each value of a column, and where those of each begin."""
        axis = self.columns.index(column)
        cells = np.moveaxis(np.arange(self.cells).reshape(self._shape), axis, 0)
        of_set = cells.reshape(self._shape[axis], -1)
        return of_set[column.holders].ravel(), column.starts * of_set.shape[1]


class _Pass:
    """One or two groups that are counted in one pass: the codes of two stand side by side.

    cells: how many there are, those of the other group behind those of the first.
    """

    def __init__(self, one: _Group, other: _Group | None = None) -> None:
        self.cells = one.cells + (other.cells if other else 0)
        self._codes, self._kind = one.codes, one.codes.dtype
        if other:
            pairs = np.stack([one.codes, one.cells + other.codes.astype(_HALF)], 1, dtype=_HALF)
            self._codes, self._kind = pairs.view(_WHOLE).ravel(), pairs.dtype

    def counts(self, documents: Ints) -> Array:
        """Return how many of the documents have each cell."""
        return np.bincount(self._codes.take(documents).view(self._kind), minlength=self.cells)


class FacetTable:
    """All facets of all documents, which are counted together.

    The documents are counted by cell, and then the cells of each value are added up: this costs
    the same whether a document has one value of a facet or several. places: where the values of
    each facet stand among those of all.
    """

    def __init__(self, facets: Mapping[FacetField, FacetColumn]) -> None:
        columns = list(facets.values())
        self._values = np.concatenate([column.values for column in columns])
        lengths = [len(column.values) for column in columns]
        self._bounds = starts_of(np.array(lengths))
        self.places = dict(zip(facets, map(slice, self._bounds, self._bounds[1:]), strict=False))
        # Values are put in order by their facets first.
        self._ranks = np.arange(len(columns)).repeat(lengths) * _ABOVE_COUNTS
        groups = _grouped(columns)
        self._passes = _in_passes(groups)
        holders: list[Ints] = []
        starts: list[Ints] = []
        bases = starts_of(np.array([group.cells for group in groups]))
        for column in columns:
            base, group = next(
                pair for pair in zip(bases, groups, strict=False) if column in pair[1].columns
            )
            cells, begins = group.holders(column)
            starts.append(begins + sum(map(len, holders)))
            holders.append(cells + base)
        self._holders, self._starts = np.concatenate(holders), np.concatenate(starts)

    def counts(self, documents: Ints) -> Array:
        """Return how many of the documents have each value of each facet."""
        by_cell = np.concatenate([each.counts(documents) for each in self._passes])
        return _sums(by_cell.take(self._holders), self._starts)

    def ordered(self, counts: Array, query: Query) -> FacetCounts:
        """Return the counts above 0 of each facet, the highest first, equal ones by value.

        A value that the query chooses or excludes is there even when no document has it.
        """
        found = true_places(counts)
        bounds = found.searchsorted(self._bounds).tolist()
        totals = counts.take(found)
        order = (self._ranks.take(found) - totals).argsort(kind="stable")
        names, numbers = self._values.take(found.take(order)).tolist(), totals.take(order).tolist()
        chosen, unwanted = dict(query.filters), dict(query.excluded)
        return {
            field: _facet_counts(
                names[first:end], numbers[first:end], chosen.get(field, ()), unwanted.get(field, ())
            )
            for field, first, end in zip(self.places, bounds, bounds[1:], strict=False)
        }


def _grouped(columns: Sequence[FacetColumn]) -> list[_Group]:
    """Return groups of the columns: each is in the first that it fits into, largest first."""
    most = max(_CELLS, len(columns[0].codes) // _DOCUMENTS_PER_CELL)
    groups: list[tuple[int, list[FacetColumn]]] = []
    for column in sorted(columns, key=lambda column: -column.sets):
        for number, (cells, members) in enumerate(groups):
            if cells * column.sets <= most:
                groups[number] = cells * column.sets, [*members, column]
                break
        else:
            groups.append((column.sets, [column]))
    return [_Group(members) for _, members in groups]


def _in_passes(groups: Sequence[_Group]) -> list[_Pass]:
    """Return the passes that count all groups, in their order."""
    passes: list[list[_Group]] = []
    for group in groups:
        cells = group.cells + sum(before.cells for before in passes[-1]) if passes else 0
        if passes and len(passes[-1]) == 1 and cells <= np.iinfo(_HALF).max:
            passes[-1].append(group)
        else:
            passes.append([group])
    return [_Pass(*each) for each in passes]


def _facet_counts(
    names: list[str], counts: list[int], chosen: Sequence[str], unwanted: Sequence[str]
) -> tuple[FacetCount, ...]:
    if not chosen and not unwanted:
        return tuple(map(_FACET_COUNT, zip(names, counts, [False] * len(names), strict=True)))
    without = sorted({*chosen, *unwanted} - {*names})
    names, counts = names + without, counts + [0] * len(without)
    selected = map(chosen.__contains__, names)
    return tuple(map(_FACET_COUNT, zip(names, counts, selected, strict=True)))
