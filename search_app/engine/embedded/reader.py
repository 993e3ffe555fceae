"""How is the index searched while it is replaced? One open generation, swapped when it changes."""

import threading
from collections.abc import Iterator
from pathlib import Path

from search_app.engine.embedded.generation import OpenGeneration
from search_app.engine.embedded.generations import folders
from search_app.engine.embedded.generations.manifest import read_manifest, verify_files
from search_app.engine.embedded.schema import schema_digest
from search_app.french import digest as analyzer_digest
from search_app.model.document import Document
from search_app.model.errors import IndexDamagedError, IndexIncompatibleError
from search_app.model.expr import Expr
from search_app.model.query import Query
from search_app.model.results import Generation, Results
from search_app.model.vocabulary import Vocabulary


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
            stamp = folders.pointer_stamp(self._index)
            if self._opened is None or stamp != self._stamp:
                self._opened = _open_current(self._index)
                self._stamp = stamp
            return self._opened


def _open_current(index: Path) -> OpenGeneration:
    """Open what the pointer names; when it moved on and the folder went meanwhile, look again."""
    while True:
        current = folders.current_id(index)
        try:
            return open_generation(index, current)
        except IndexDamagedError:
            if folders.current_id(index) == current:
                raise


def open_generation(index: Path, generation_id: str) -> OpenGeneration:
    """Open one generation. Raises IndexIncompatibleError for one of another version."""
    folder = folders.folder_of(index, generation_id)
    manifest = read_manifest(folder)
    made = manifest.generation
    if (made.schema_digest, made.analyzer_digest) != (schema_digest(), analyzer_digest()):
        raise IndexIncompatibleError(path=str(index), detail="it is of another version")
    verify_files(folder, manifest.files)
    return OpenGeneration(folder, made)
