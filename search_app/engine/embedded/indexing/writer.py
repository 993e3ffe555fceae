"""How do documents become segments? In runs, each written when it is large enough, then merged."""

from collections import deque
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from search_app.engine.embedded.indexing.buffer import Run
from search_app.engine.embedded.indexing.joining import Joining
from search_app.engine.embedded.indexing.runs import Processes, RunWriter
from search_app.engine.embedded.schema import IndexedDocument
from search_app.engine.embedded.segments.segment import open_segment
from search_app.engine.embedded.segments.segment_writer import write_segment
from search_app.engine.embedded.whoosh_view.codec import ColumnarCodec, ColumnarSegment, live_mask

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
        self._pool: Processes | None = None
        self._here: RunWriter | None = None
        self._writing: deque[Future[None]] = deque()

    def add_indexed(self, document: IndexedDocument) -> None:
        self._documents.append(document)
        self._characters += document.characters
        if self._characters >= self._characters_max:
            if self._jobs > 1 and not self._pool:
                self._pool = Processes(self._jobs, self._kind)
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
            self._here = None  # the words of pieces take memory that the merge needs
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
            self._pool.end()

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
            self._writing.append(self._pool.write(path, self._documents))
        else:
            self._here = self._here or RunWriter(self._kind)
            self._here.write(path, self._documents)
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
        path = joined.path_in(self.storage.folder)
        joining = Joining(
            [segment.path_in(self.storage.folder) for segment in segments],
            [live_mask(segment) for segment in segments],
        )
        data = joining.data()
        if self._pool:
            files = self._pool.fields_joined(joining, beside=path)
            data = replace(data, fields=iter(()), field_files=files)
            write_segment(path, data)
            for file, _ in files:
                file.unlink()
        else:
            write_segment(path, data)
        return [joined]
