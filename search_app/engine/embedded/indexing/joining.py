"""How do several segments become one? Without the documents that were deleted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.indexing.merging import MergedPostings
from search_app.engine.embedded.segments.documents import Block
from search_app.engine.embedded.segments.segment import (
    FacetSets,
    FieldData,
    SegmentData,
    joined_sets,
    open_segment,
)
from search_app.model.column import NumericColumn
from search_app.model.facet import FacetField


class Joining:
    """Joins the segments whose files are `paths`. live: masks of the documents that are kept."""

    def __init__(self, paths: Sequence[Path], live: Sequence[Array]) -> None:
        self.paths = paths
        self.live = live
        self._parts = list(map(open_segment, paths))

    def field_names(self, shares: int) -> list[list[str]]:
        """Return the names of all fields, in shares with about as many positions each."""
        sizes: Counter[str] = Counter()
        for part in self._parts:
            for name, arrays in part.fields.items():
                sizes[name] += len(arrays.positions)
        names: list[list[str]] = [[] for _ in range(shares)]
        for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
            min(names, key=lambda share: sum(map(sizes.__getitem__, share))).append(name)
        return names

    def data(self) -> SegmentData:
        """Return what the joined segment is written from."""
        pairs = list(zip(self._parts, self.live, strict=True))
        return SegmentData(
            fields=self.fields(*self.field_names(1)),
            facets={field: self._facet(field) for field in FacetField},
            numbers={
                column: np.concatenate([part.numbers[column][mask] for part, mask in pairs])
                for column in NumericColumn
            },
            frequent=(part.frequent[mask].ravel() for part, mask in pairs),
            blocks=self._blocks(),
        )

    def fields(self, names: Sequence[str]) -> Iterator[FieldData]:
        """Join some of the fields."""
        maps = _document_maps(self.live)
        for name in names:
            having = [(p, m) for p, m in zip(self._parts, maps, strict=True) if name in p.fields]
            fields, numbers = [part.fields[name] for part, _ in having], [m for _, m in having]
            found = [part.lengths(name) for part in self._parts]
            is_scored = any(length is not None for length in found)
            lengths = self._lengths(found) if is_scored else None
            yield FieldData(name, MergedPostings(fields, numbers, self._let_go), lengths)

    def _lengths(self, found: Sequence[Array | None]) -> Array:
        return np.concatenate(
            [
                np.zeros(int(mask.sum()), np.int32) if lengths is None else lengths[mask]
                for lengths, mask in zip(found, self.live, strict=True)
            ]
        )

    def _facet(self, field: FacetField) -> FacetSets:
        facets = (part.facet(field) for part in self._parts)
        return joined_sets(
            (sets, codes[mask]) for (sets, codes), mask in zip(facets, self.live, strict=True)
        )

    def _blocks(self) -> Iterator[Block]:
        for part, mask in zip(self._parts, self.live, strict=True):
            yield from part.documents.blocks_of(mask)
            part.let_go()

    def _let_go(self) -> None:
        for part in self._parts:
            part.let_go()


def _document_maps(live: Sequence[Array]) -> list[Ints]:
    """Return the new number of each document of each segment, -1 for one that is left out."""
    maps: list[Ints] = []
    base = 0
    for mask in live:
        maps.append(np.where(mask, base + np.cumsum(mask) - 1, -1))
        base += int(mask.sum())
    return maps
