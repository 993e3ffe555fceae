"""How do documents become segments? Runs in memory, inverted when they are large, merged."""

from itertools import chain
from typing import Any

import numpy as np
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from search_app.engine.embedded.codec import ColumnarCodec, ColumnarSegment
from search_app.engine.embedded.columns import joined_sets
from search_app.engine.embedded.inversion import Array, Ints, merge
from search_app.engine.embedded.run import Run
from search_app.engine.embedded.schema import IndexedDocument
from search_app.engine.embedded.segment import (
    FacetSets,
    SegmentArrays,
    SegmentData,
    write_segment,
)
from search_app.model.facet import FacetField

# Inverting takes about eight times four bytes for each token.
TOKENS_PER_MB = 30_000


class ColumnarWriter(SegmentWriter):
    """Whoosh's writer, with arrays in place of its posting pool.

    Documents come by `add_indexed`; deletions, lock, table of contents are Whoosh's. memory_mb:
    how much a run may take before it is written as a segment.
    """

    def __init__(self, index: FileIndex, *, memory_mb: int) -> None:
        super().__init__(index, codec=ColumnarCodec(), compound=False)
        self._tokens_max = memory_mb * TOKENS_PER_MB
        self._runs: list[ColumnarSegment] = []
        self._run = Run()

    def add_indexed(self, document: IndexedDocument) -> None:
        self._run.add(document)
        if self._run.tokens >= self._tokens_max:
            self._write_run()

    def commit(self, **_: Any) -> None:
        """Write what is left, merge by size and deletions, publish Whoosh's table of contents."""
        try:
            self._write_run()
            self._commit_toc(self._merged([*self.segments, *self._runs]))
        except BaseException:
            self._cleanup_on_error()
            raise
        self._finish()

    def _close_segment(self) -> None:
        """Nothing is open between two runs."""

    def _write_run(self) -> None:
        if not self._run.size:
            return
        segment = ColumnarSegment(self.indexname)
        segment.set_doc_count(self._run.size)
        write_segment(segment.path_in(self.storage.folder), self._run.data())
        self._runs.append(segment)
        self._run = Run()

    def _merged(self, segments: list[ColumnarSegment]) -> list[ColumnarSegment]:
        """Merge the last segments while each is not twice as large as all after it together.

        So there are at most log2(documents) of them, and each document is written again at most
        that often. A segment that is mostly deleted is always among the merged.
        """
        first = len(segments)
        behind = 0
        for place in range(len(segments) - 1, -1, -1):
            live = segments[place].doc_count()
            if live < 2 * behind or 2 * live < segments[place].doc_count_all():
                first = place
            behind += live
        kept, joined = segments[:first], segments[first:]
        kept = [segment for segment in kept if segment.doc_count()]
        if len(joined) == 1 and not joined[0].has_deletions():
            return [*kept, *joined]
        return [*kept, *self._joined(joined)]

    def _joined(self, segments: list[ColumnarSegment]) -> list[ColumnarSegment]:
        size = sum(segment.doc_count() for segment in segments)
        if not size:
            return []
        joined = ColumnarSegment(self.indexname)
        joined.set_doc_count(size)
        folder = self.storage.folder
        parts = [SegmentArrays(segment.path_in(folder)) for segment in segments]
        live = [live_mask(segment) for segment in segments]
        write_segment(joined.path_in(folder), _joined_data(parts, live))
        return [joined]


def live_mask(segment: ColumnarSegment) -> Array:
    """Return which documents of a segment are not deleted."""
    live = np.ones(segment.doc_count_all(), dtype=np.bool_)
    live[list(segment.deleted_docs())] = False
    return live


def _joined_data(parts: list[SegmentArrays], live: list[Array]) -> SegmentData:
    maps: list[Ints] = []
    base = 0
    for mask in live:
        maps.append(np.where(mask, base + np.cumsum(mask) - 1, -1))
        base += int(mask.sum())
    names = sorted({name for part in parts for name in part.field_names})
    postings, lengths = {}, {}
    for name in names:
        having = [(p, m) for p, m in zip(parts, maps, strict=True) if name in p.field_names]
        postings[name] = merge(
            [p.fields[name].as_postings() for p, _ in having], [m for _, m in having]
        )
        found = [part.lengths(name) for part in parts]
        if any(length is not None for length in found):
            lengths[name] = np.concatenate(
                [
                    np.zeros(int(mask.sum()), np.int32) if length is None else length[mask]
                    for length, mask in zip(found, live, strict=True)
                ]
            )
    pairs = list(zip(parts, live, strict=True))
    return SegmentData(
        postings=postings,
        lengths=lengths,
        facets={field: _joined_facet(field, parts, live) for field in FacetField},
        days=np.concatenate([part.days[mask] for part, mask in pairs]),
        blocks=chain.from_iterable(p.documents.blocks_of(mask) for p, mask in pairs),
    )


def _joined_facet(field: FacetField, parts: list[SegmentArrays], live: list[Array]) -> FacetSets:
    facets = (part.facet(field) for part in parts)
    return joined_sets(
        (sets, codes[mask]) for (sets, codes), mask in zip(facets, live, strict=True)
    )
