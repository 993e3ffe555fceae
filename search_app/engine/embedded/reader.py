"""How is a published generation searched? One snapshot per generation, swapped when it changes."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
from pydantic import ValidationError
from whoosh.index import open_dir
from zstandard import ZstdError

from search_app.engine.embedded import generations
from search_app.engine.embedded.codec import ColumnarSegment
from search_app.engine.embedded.columns import Columns
from search_app.engine.embedded.compile import compile_expr
from search_app.engine.embedded.execute import Executor, OutOfTimeError
from search_app.engine.embedded.histogram import dated, histogram
from search_app.engine.embedded.matches import nothing
from search_app.engine.embedded.names import read_vocabulary, written_form
from search_app.engine.embedded.passages import mark, passages, whole_texts
from search_app.engine.embedded.rank import Ranking
from search_app.engine.embedded.schema import DOCUMENT_JSON, STEMMED_OF, schema_digest
from search_app.engine.embedded.segment import SegmentArrays
from search_app.engine.embedded.similar import similar
from search_app.engine.embedded.snapshot import Snapshot
from search_app.engine.embedded.wanted import wanted
from search_app.engine.embedded.writer import live_mask
from search_app.french import digest as analyzer_digest
from search_app.model.document import Document
from search_app.model.errors import IndexDamagedError, IndexIncompatibleError
from search_app.model.expr import Expr, Scope
from search_app.model.query import Query
from search_app.model.results import Generation, Hit, Results
from search_app.model.vocabulary import Vocabulary

_FORMS_LOOKED_AT = 2


class OpenGeneration:
    """A snapshot: what it answers never changes. Raises IndexDamagedError when files are amiss."""

    def __init__(self, folder: Path, manifest: Generation) -> None:
        self.manifest = manifest
        self._folder = folder
        try:
            self.snapshot = open_snapshot(folder)
        except Exception as error:  # a file that is not whole fails in many ways
            raise IndexDamagedError(path=str(folder), detail=repr(error)) from error
        self._columns = self.snapshot.columns
        self._lexicons: dict[str, Sequence[str]] = {}
        self._written: dict[str, str] = {}

    def get(self, document_id: str) -> Document | None:
        number = self._number(document_id)
        return None if number is None else self._document(number)

    def _number(self, document_id: str) -> int | None:
        documents = self.snapshot.postings("id", document_id.encode()).documents
        live = documents[self.snapshot.live.take(documents)].tolist()
        return live[0] if live else None

    def ids(self) -> set[str]:
        """Return the ids of all documents."""
        found = set()
        for base, arrays in self.snapshot.fields("id"):
            live = self._columns.live[base + arrays.documents]
            # One id, one posting: in a segment no document is there twice.
            found |= {
                term.decode() for term, kept in zip(arrays.terms(), live, strict=True) if kept
            }
        return found

    def documents(self) -> Iterator[Document]:
        for number in np.flatnonzero(self._columns.live).tolist():
            yield self._document(number)

    def damaged(self) -> list[str]:
        """Return the names of the arrays whose bytes are not those written."""
        return [name for arrays in self.snapshot.segments for name in arrays.damaged_arrays()]

    def count(self, expr: Expr, timeout_s: float) -> int:
        executor = Executor(self.snapshot, time.monotonic() + timeout_s)
        try:
            return len(executor.run(compile_expr(expr, self.lexicon)).documents)
        except OutOfTimeError:
            return 0

    def search(self, query: Query, timeout_s: float) -> Results:
        started = time.monotonic()
        deadline = started + timeout_s
        unfinished: list[str] = []
        try:
            matches = Executor(self.snapshot, deadline).run(compile_expr(query.expr, self.lexicon))
        except OutOfTimeError:
            matches = nothing()
            unfinished.append("matching")
        in_dates = dated(matches.documents, self._columns.days, query.dates)
        selected = self._columns.filtered(in_dates, query)
        ranking = Ranking(self.snapshot, matches, wanted(query.expr))
        scores = ranking.scores()
        if query.is_filtered:
            scores = scores[np.searchsorted(matches.documents, selected)]
        last = query.page * query.page_size
        shown = self._columns.best(selected, scores, query.sort, last)[last - query.page_size :]
        hits = []
        for place in shown.tolist():
            in_time = time.monotonic() < deadline
            number, score = int(selected[place]), float(scores[place])
            hit = self._hit(number, score, query, with_passages=in_time)
            hits.append(replace(hit, parts=ranking.parts(number)))
        if time.monotonic() >= deadline and not unfinished:
            unfinished.append("snippets")
        buckets, undated = histogram(self._columns.days[selected], query.histogram)
        return Results(
            hits=tuple(hits),
            total=len(selected),
            matched=len(matches.documents),
            facets=self._columns.facet_counts(in_dates, selected, query),
            histogram=buckets,
            undated=undated,
            generation=self.manifest.id,
            took_ms=(time.monotonic() - started) * 1000,
            unfinished=tuple(unfinished),
        )

    def _hit(self, number: int, score: float, query: Query, *, with_passages: bool) -> Hit:
        document = self._document(number)
        chosen = whole_texts if query.whole_texts else passages
        return Hit(
            document=document,
            score=score,
            title=mark(document.title, query.expr, Scope.TITLE),
            snippets=chosen(document, query.expr) if with_passages else (),
        )

    def _document(self, number: int) -> Document:
        segment, place = self.snapshot.place(number)
        try:
            return DOCUMENT_JSON.validate_json(segment.documents[place])
        except (ZstdError, ValidationError) as error:
            detail = f"document {number}: {error}"
            raise IndexDamagedError(path=self.manifest.id, detail=detail) from error

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return read_vocabulary(self._folder, self.snapshot)

    def written(self, word: str) -> str:
        if word not in self._written:
            numbers = [self.snapshot.postings(name, word.encode()) for name in STEMMED_OF]
            some = chain(*(postings.documents[:_FORMS_LOOKED_AT].tolist() for postings in numbers))
            self._written[word] = written_form(word, map(self._document, some))
        return self._written[word]

    def similar(self, document_id: str, count: int) -> tuple[Document, ...]:
        number = self._number(document_id)
        if number is None:
            return ()
        found = similar(self.snapshot, number, self._document(number), count)
        return tuple(map(self._document, found))

    def lexicon(self, field: str) -> Sequence[str]:
        if field not in self._lexicons:
            found = {term for _, arrays in self.snapshot.fields(field) for term in arrays.terms()}
            self._lexicons[field] = sorted(term.decode() for term in found)
        return self._lexicons[field]


def open_snapshot(folder: Path) -> Snapshot:
    segments = whoosh_segments(folder)
    arrays = [SegmentArrays(segment.path_in(folder)) for segment in segments]
    live = np.concatenate([np.zeros(0, np.bool_), *map(live_mask, segments)])
    return Snapshot(folder, arrays, Columns(arrays, live))


def whoosh_segments(folder: Path) -> list[ColumnarSegment]:
    """Return the segments that Whoosh's table of contents names."""
    return list(open_dir(str(folder), readonly=True)._read_toc().segments)  # noqa: SLF001


class EmbeddedEngine:
    """Answers from the current generation of the folder `index`; looks for a new one each time.

    A snapshot that was swapped out goes, with its mapped files, when its last user lets go of it.
    """

    def __init__(self, index: Path) -> None:
        self._index = index
        self._opened: OpenGeneration | None = None
        self._stamp: tuple[int, int, int] | None = None
        self._swap = threading.Lock()

    def count(self, expr: Expr, timeout_s: float) -> int:
        return self._current().count(expr, timeout_s)

    def search(self, query: Query, timeout_s: float) -> Results:
        return self._current().search(query, timeout_s)

    def get(self, document_id: str) -> Document | None:
        return self._current().get(document_id)

    def documents(self) -> Iterator[Document]:
        return self._current().documents()

    def generation(self) -> Generation:
        return self._current().manifest

    def vocabulary(self) -> Vocabulary:
        return self._current().vocabulary

    def written(self, word: str) -> str:
        return self._current().written(word)

    def similar(self, document_id: str, count: int) -> tuple[Document, ...]:
        return self._current().similar(document_id, count)

    def damaged(self) -> list[str]:
        return self._current().damaged()

    def close(self) -> None:
        self._opened = None

    def _current(self) -> OpenGeneration:
        with self._swap:
            stamp = generations.pointer_stamp(self._index)
            if self._opened is None or stamp != self._stamp:
                self._opened = _open_current(self._index)
                self._stamp = stamp
            return self._opened


def _open_current(index: Path) -> OpenGeneration:
    """Open what the pointer names; when it moved on and the folder went meanwhile, look again."""
    while True:
        current = generations.current_id(index)
        try:
            return open_generation(index, current)
        except IndexDamagedError:
            if generations.current_id(index) == current:
                raise


def open_generation(index: Path, generation_id: str) -> OpenGeneration:
    """Open one generation. Raises IndexIncompatibleError for one of another version."""
    folder = generations.folder_of(index, generation_id)
    manifest = generations.read_manifest(folder)
    if (manifest.schema_digest, manifest.analyzer_digest) != (schema_digest(), analyzer_digest()):
        raise IndexIncompatibleError(path=str(index))
    return OpenGeneration(folder, manifest)
