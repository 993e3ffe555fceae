"""How do documents become segments? In runs, each written when it is large enough, then merged."""

import gc
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from search_app.child_processes import end_with_parent, started_quietly
from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.indexing.buffer import Run
from search_app.engine.embedded.indexing.inversion import merge
from search_app.engine.embedded.schema import IndexedDocument
from search_app.engine.embedded.segments.segment import (
    FacetSets,
    FieldData,
    SegmentArrays,
    SegmentData,
    joined_sets,
    open_segment,
    write_segment,
)
from search_app.engine.embedded.whoosh_view.codec import ColumnarCodec, ColumnarSegment, live_mask
from search_app.model.column import NumericColumn
from search_app.model.facet import FacetField

# Memory for each character of text: the document, the numbers of its pieces and the inversion of
# the largest field.
BYTES_PER_CHARACTER = 10


class ColumnarWriter(SegmentWriter):
    """Whoosh's writer, with segments of arrays in place of its posting pool.

    Documents are added by `add_indexed`. Deletions, the lock and the table of contents are
    Whoosh's.

    memory_mb: how many megabytes the documents that are not written yet may take in all processes
        together; when they take more, they are written as a segment.
    jobs: how many processes invert: this one if 1, else that many others. Methods raise
        BrokenProcessPool when one of those is killed.
    """

    def __init__(
        self, index: FileIndex, *, memory_mb: int, jobs: int, run: type[Run] = Run
    ) -> None:
        super().__init__(index, codec=ColumnarCodec(), compound=False)
        self._characters_max = memory_mb * 1_000_000 // BYTES_PER_CHARACTER // jobs
        self._jobs = jobs
        self._kind = run
        self._documents: list[IndexedDocument] = []
        self._characters = 0
        self._runs: list[ColumnarSegment] = []
        self._pool: ProcessPoolExecutor | None = None
        self._writing: deque[Future[None]] = deque()

    def add_indexed(self, document: IndexedDocument) -> None:
        self._documents.append(document)
        self._characters += document.characters
        if self._characters >= self._characters_max:
            if self._jobs > 1 and not self._pool:
                self._pool = _pool(self._jobs)
            self._write_run()

    def delete_added(self, document_id: str) -> None:
        """Delete a document that was added since the writer was opened."""
        self._write_runs()
        for segment in self._runs:
            ids = open_segment(segment.path_in(self.storage.folder)).fields["id"]
            place = ids.find(document_id.encode())
            if place is not None:
                segment.delete_document(int(ids.documents[ids.postings_of(place)][0]))

    def commit(self, **_: Any) -> None:
        """Write what is left, merge segments, write Whoosh's table of contents."""
        try:
            self._write_runs()
            self._commit_toc(self._merged([*self.segments, *self._runs]))
        except BaseException:
            self._cleanup_on_error()
            raise
        finally:
            self._end_pool()
        self._finish()

    def cancel(self) -> None:
        self._end_pool()
        super().cancel()

    def _close_segment(self) -> None:
        """Do nothing: no file is open between two runs."""

    def _end_pool(self) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def _write_runs(self) -> None:
        """Write what is left, and wait until all runs are written."""
        self._write_run()
        while self._writing:
            self._writing.popleft().result()

    def _write_run(self) -> None:
        if not self._documents:
            return
        segment = ColumnarSegment(self.indexname)
        segment.set_doc_count(len(self._documents))
        self._runs.append(segment)
        path = segment.path_in(self.storage.folder)
        if self._pool:
            if len(self._writing) > self._jobs:
                self._writing.popleft().result()
            with started_quietly():
                run = self._pool.submit(write_run, self._kind, path, self._documents)
            self._writing.append(run)
        else:
            write_run(self._kind, path, self._documents)
        self._documents, self._characters = [], 0

    def _merged(self, segments: list[ColumnarSegment]) -> list[ColumnarSegment]:
        """Merge the last segments, from the first that is not twice as large as all after it.

        So there are at most log2(documents) segments, and each document is written again at most
        that often. A segment of which more than half is deleted is merged too, with all after it.
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
        parts = [open_segment(segment.path_in(folder)) for segment in segments]
        live = [live_mask(segment) for segment in segments]
        write_segment(joined.path_in(folder), _joined_data(parts, live))
        return [joined]


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Return a pool whose processes are forked from a server process.

    Forking this process would copy its threads and the lock of the index.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    # A run makes no reference cycles, and looking for some takes a tenth of the time.
    gc.disable()
    end_with_parent()


def write_run(kind: type[Run], path: Path, documents: Sequence[IndexedDocument]) -> None:
    """Write documents as a segment. May be called in any process."""
    run = kind()
    for document in documents:
        run.add(document)
    write_segment(path, run.data())


def _joined_data(parts: list[SegmentArrays], live: list[Array]) -> SegmentData:
    maps: list[Ints] = []
    base = 0
    for mask in live:
        maps.append(np.where(mask, base + np.cumsum(mask) - 1, -1))
        base += int(mask.sum())
    pairs = list(zip(parts, live, strict=True))
    return SegmentData(
        fields=_joined_fields(parts, live, maps),
        facets={field: _joined_facet(field, parts, live) for field in FacetField},
        numbers={
            column: np.concatenate([part.numbers[column][mask] for part, mask in pairs])
            for column in NumericColumn
        },
        frequent=(part.frequent[mask].ravel() for part, mask in pairs),
        blocks=chain.from_iterable(p.documents.blocks_of(mask) for p, mask in pairs),
    )


def _joined_fields(
    parts: list[SegmentArrays], live: list[Array], maps: list[Ints]
) -> Iterator[FieldData]:
    for name in sorted({name for part in parts for name in part.field_names}):
        having = [(p, m) for p, m in zip(parts, maps, strict=True) if name in p.field_names]
        postings = merge([p.fields[name].as_postings() for p, _ in having], [m for _, m in having])
        found = [part.lengths(name) for part in parts]
        is_scored = any(length is not None for length in found)
        yield FieldData(name, postings, _joined_lengths(found, live) if is_scored else None)


def _joined_lengths(found: list[Array | None], live: list[Array]) -> Array:
    return np.concatenate(
        [
            np.zeros(int(mask.sum()), np.int32) if lengths is None else lengths[mask]
            for lengths, mask in zip(found, live, strict=True)
        ]
    )


def _joined_facet(field: FacetField, parts: list[SegmentArrays], live: list[Array]) -> FacetSets:
    facets = (part.facet(field) for part in parts)
    return joined_sets(
        (sets, codes[mask]) for (sets, codes), mask in zip(facets, live, strict=True)
    )
