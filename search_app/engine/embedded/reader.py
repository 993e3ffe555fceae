"""How is a published generation searched? One snapshot per generation, swapped when it changes."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from whoosh.index import open_dir
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from search_app.engine.embedded import generations
from search_app.engine.embedded.columns import Columns, read_columns
from search_app.engine.embedded.compile import compile_expr
from search_app.engine.embedded.execute import Executor, Matches, OutOfTimeError
from search_app.engine.embedded.passages import mark, passages
from search_app.engine.embedded.schema import DOCUMENT_JSON, schema_digest
from search_app.french import digest as analyzer_digest
from search_app.model.document import Document
from search_app.model.errors import IndexDamagedError, IndexIncompatibleError
from search_app.model.expr import Expr, Scope
from search_app.model.query import Query
from search_app.model.results import Generation, Hit, Results


class OpenGeneration:
    """A snapshot: what it answers never changes. Raises IndexDamagedError when files are amiss."""

    def __init__(self, folder: Path, manifest: Generation) -> None:
        self.manifest = manifest
        try:
            self._columns: Columns = read_columns(folder)
            self._whoosh = open_dir(folder, readonly=True)
            self._searcher: Searcher = self._whoosh.searcher(weighting=BM25F())
        except Exception as error:  # Whoosh raises many kinds on a file that is not whole
            raise IndexDamagedError(path=str(folder), detail=repr(error)) from error
        self._lexicons: dict[str, Sequence[str]] = {}
        # Whoosh's readers keep a position in their files: one search at a time.
        self._one_at_a_time = threading.Lock()

    def close(self) -> None:
        self._searcher.close()
        self._whoosh.close()

    def get(self, document_id: str) -> Document | None:
        with self._one_at_a_time:
            number = self._searcher.document_number(id=document_id)
        return None if number is None else self._document(number)

    def documents(self) -> Iterator[Document]:
        for number in np.flatnonzero(self._columns.live):
            yield self._document(int(number))

    def search(self, query: Query, timeout_s: float) -> Results:
        started = time.monotonic()
        deadline = started + timeout_s
        unfinished: list[str] = []
        try:
            matches = self._match(query.expr, deadline)
        except OutOfTimeError:
            matches = Matches(np.zeros_like(self._columns.live), np.zeros(self._columns.size))
            unfinished.append("matching")
        masks = self._columns.filter_masks(query.filters)
        selected = np.logical_and.reduce([matches.mask, *masks.values()])
        ordered = self._columns.ordered(selected, matches.scores, query.sort)
        first = (query.page - 1) * query.page_size
        hits = []
        for number in map(int, ordered[first : first + query.page_size]):
            in_time = time.monotonic() < deadline
            hits.append(self._hit(number, matches, query.expr, with_passages=in_time))
        if time.monotonic() >= deadline and "matching" not in unfinished:
            unfinished.append("snippets")
        return Results(
            hits=tuple(hits),
            total=int(selected.sum()),
            matched=int(matches.mask.sum()),
            facets=self._columns.facet_counts(matches.mask, masks, query.filters),
            generation=self.manifest.id,
            took_ms=(time.monotonic() - started) * 1000,
            unfinished=tuple(unfinished),
        )

    def _match(self, expr: Expr, deadline: float) -> Matches:
        if not self._one_at_a_time.acquire(timeout=deadline - time.monotonic()):
            raise OutOfTimeError
        try:
            compiled = compile_expr(expr, self._lexicon)
            return Executor(self._searcher, self._columns, deadline).run(compiled)
        finally:
            self._one_at_a_time.release()

    def _hit(self, number: int, matches: Matches, expr: Expr, *, with_passages: bool) -> Hit:
        document = self._document(number)
        return Hit(
            document=document,
            score=float(matches.scores[number]),
            title=mark(document.title, expr, Scope.TITLE),
            snippets=passages(document, expr) if with_passages else (),
        )

    def _document(self, number: int) -> Document:
        with self._one_at_a_time:
            stored = self._searcher.stored_fields(number)
        return DOCUMENT_JSON.validate_json(stored["document"])

    def _lexicon(self, field: str) -> Sequence[str]:
        if field not in self._lexicons:
            terms = self._searcher.reader().lexicon(field)
            self._lexicons[field] = [term.decode() for term in terms]
        return self._lexicons[field]


class EmbeddedEngine:
    """Answers from the current generation of the folder `index`; looks for a new one each time."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._current: _Lent | None = None
        self._swap = threading.Lock()

    def search(self, query: Query, timeout_s: float) -> Results:
        with self._lease() as opened:
            return opened.search(query, timeout_s)

    def get(self, document_id: str) -> Document | None:
        with self._lease() as opened:
            return opened.get(document_id)

    def documents(self) -> Iterator[Document]:
        with self._lease() as opened:
            yield from opened.documents()

    def generation(self) -> Generation:
        with self._lease() as opened:
            return opened.manifest

    def close(self) -> None:
        with self._swap:
            self._retire()

    @contextmanager
    def _lease(self) -> Iterator[OpenGeneration]:
        """Lend the published generation; one swapped out is closed when its last user is done."""
        with self._swap:
            stamp = generations.pointer_stamp(self._index)
            if self._current is None or stamp != self._current.stamp:
                opened = _open_current(self._index)
                self._retire()
                self._current = _Lent(opened, stamp)
            lent = self._current
            lent.users += 1
        try:
            yield lent.opened
        finally:
            with self._swap:
                lent.users -= 1
                lent.close_if_unused()

    def _retire(self) -> None:
        if self._current:
            self._current.is_retired = True
            self._current.close_if_unused()
            self._current = None


@dataclass
class _Lent:
    """stamp: of the pointer when it was opened. users: requests at work on it."""

    opened: OpenGeneration
    stamp: tuple[int, int, int]
    users: int = 0
    is_retired: bool = False

    def close_if_unused(self) -> None:
        if self.is_retired and not self.users:
            self.opened.close()


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
