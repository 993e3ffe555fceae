"""How is a published generation searched? One snapshot per generation, swapped when it changes."""

import threading
import time
from collections.abc import Sequence
from functools import lru_cache
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
        self._lexicon = lru_cache(maxsize=None)(self._read_lexicon)
        # Whoosh's readers keep a position in their files: one search at a time.
        self._one_at_a_time = threading.Lock()

    def close(self) -> None:
        self._searcher.close()
        self._whoosh.close()

    def get(self, document_id: str) -> Document | None:
        with self._one_at_a_time:
            number = self._searcher.document_number(id=document_id)
            return None if number is None else self._document(number)

    def search(self, query: Query, timeout_s: float) -> Results:
        started = time.monotonic()
        deadline = started + timeout_s
        with self._one_at_a_time:
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
        compiled = compile_expr(expr, self._lexicon)
        return Executor(self._searcher, self._columns, deadline).run(compiled)

    def _hit(self, number: int, matches: Matches, expr: Expr, *, with_passages: bool) -> Hit:
        document = self._document(number)
        return Hit(
            document=document,
            score=float(matches.scores[number]),
            title=mark(document.title, expr, Scope.TITLE),
            snippets=passages(document, expr) if with_passages else (),
        )

    def _document(self, number: int) -> Document:
        return DOCUMENT_JSON.validate_json(self._searcher.stored_fields(number)["document"])

    def _read_lexicon(self, field: str) -> Sequence[str]:
        return [term.decode() for term in self._searcher.reader().lexicon(field)]


class EmbeddedEngine:
    """Answers from the current generation of the folder `index`; looks for a new one each time."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._opened: OpenGeneration | None = None
        self._stamp: tuple[int, int, int] | None = None
        self._swap = threading.Lock()

    def search(self, query: Query, timeout_s: float) -> Results:
        return self._current().search(query, timeout_s)

    def get(self, document_id: str) -> Document | None:
        return self._current().get(document_id)

    def generation(self) -> Generation:
        return self._current().manifest

    def close(self) -> None:
        if self._opened:
            self._opened.close()
            self._opened = None

    def _current(self) -> OpenGeneration:
        """Return the published generation.

        A swapped-out one is left to the requests still using it; its files go with the last.
        """
        with self._swap:
            stamp = generations.pointer_stamp(self._index)
            if self._opened is None or stamp != self._stamp:
                self._opened = _open_current(self._index)
                self._stamp = stamp
            return self._opened


def _open_current(index: Path) -> OpenGeneration:
    folder = generations.folder_of(index, generations.current_id(index))
    manifest = generations.read_manifest(folder)
    if (manifest.schema_digest, manifest.analyzer_digest) != (schema_digest(), analyzer_digest()):
        raise IndexIncompatibleError(path=str(index))
    return OpenGeneration(folder, manifest)
