"""How is a new generation built? In a folder beside the current one, where it is also verified.

Readers see nothing of it until it is published, which changes one pointer.
"""

import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whoosh.index import FileIndex

from search_app.engine.embedded.generation import OpenGeneration
from search_app.engine.embedded.generations import folders
from search_app.engine.embedded.generations.lock import exclusive
from search_app.engine.embedded.generations.manifest import (
    LEDGER,
    FileSums,
    Manifest,
    file_sums,
    read_manifest,
)
from search_app.engine.embedded.generations.notes import NOTES_FILE, write_notes
from search_app.engine.embedded.indexing.names import NamesFound
from search_app.engine.embedded.indexing.runs import helper
from search_app.engine.embedded.indexing.writer import ColumnarWriter
from search_app.engine.embedded.matching.snapshot import open_snapshot
from search_app.engine.embedded.reader import open_generation
from search_app.engine.embedded.schema import indexed, new_schema, schema_digest
from search_app.engine.embedded.scoring import score_stems
from search_app.engine.embedded.segments.names import NAMES_FILE, read_names, write_names
from search_app.engine.embedded.segments.stem_scores import STEM_SCORES_FILE
from search_app.engine.embedded.segments.vocabulary import VOCABULARY_FILE
from search_app.engine.embedded.vocabulary import make_vocabulary
from search_app.engine.embedded.whoosh_view.table import create_table, open_table
from search_app.engine.embedded.writing import naming
from search_app.french import digest as analyzer_digest
from search_app.model.corpus_notes import NO_NOTES, CorpusNotes
from search_app.model.document import Document
from search_app.model.errors import (
    IndexDamagedError,
    IndexMissingError,
    IndexWriteError,
    SearchIndexError,
    VerificationError,
)
from search_app.model.results import Generation

# About how many documents are read again before a generation is published, chosen by hand.
PROBES = 100
# To start a process takes as long as it spares with so many documents.
_DOCUMENTS_FOR_A_HELPER = 10_000
# Files that each generation writes anew. All others are immutable, and so they can be shared.
_NOT_LINKED = {LEDGER, NAMES_FILE, NOTES_FILE, STEM_SCORES_FILE, VOCABULARY_FILE}


class EmbeddedBuilder:
    """Builds the next generation in the folder `index`.

    It starts from hard links to the files of the current generation. It starts from nothing when
    `full`, when there is no current generation, or when that cannot be built upon: a file of it is
    damaged, or another version of the program wrote it.

    jobs: the number of processes that invert documents. memory_mb: the megabytes that documents may
    take until they are written. Raises IndexBusyError when another process works in the same
    folder, and IndexWriteError when a file cannot be written.
    """

    def __init__(self, index: Path, *, full: bool, jobs: int = 1, memory_mb: int = 256) -> None:
        self._index = index
        self._full = full
        self._jobs = jobs
        self._memory_mb = memory_mb
        self._unusable = ""
        self._added: set[str] = set()
        self._has_changed = False
        self._linked: FileSums = {}

    def __enter__(self) -> Self:
        with self._writing(), ExitStack() as stack:
            stack.enter_context(exclusive(self._index))
            folders.discard_leftovers(self._index)
            self._ids: set[str] = set()
            self._base = None if self._full else self._extensible()
            self._names = NamesFound(read_names(self._base) if self._base else {})
            self._id = folders.new_generation_id(self._index)
            self._folder = folders.folder_of(self._index, self._id)
            self._folder.mkdir(parents=True)
            stack.callback(self._discard_unless_published)
            self._writer = ColumnarWriter(
                self._opened(), memory_mb=self._memory_mb, jobs=self._jobs
            )
            stack.callback(self._cancel_unless_closed)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def ids(self) -> set[str]:
        return set(self._ids)

    def ledger(self) -> bytes:
        return (self._base / LEDGER).read_bytes() if self._base else b""

    def current(self) -> tuple[int, bytes]:
        published = folders.EmbeddedGenerations(self._index).published()
        if not published:
            return 0, b""
        current = self._current_id()
        generation = next((g for g in published if g.id == current), published[0])
        try:
            ledger = folders.folder_of(self._index, generation.id) / LEDGER
            return generation.documents, ledger.read_bytes()
        except OSError:
            return generation.documents, b""

    def unusable(self) -> str:
        return self._unusable

    def add(self, document: Document) -> None:
        if document.id in self._ids:
            self.remove(document.id)
        with self._writing():
            self._writer.add_indexed(indexed(document))
        self._names.add(document)
        self._ids.add(document.id)
        self._added.add(document.id)
        self._has_changed = True

    def remove(self, document_id: str) -> None:
        if document_id in self._added:
            with self._writing():
                self._writer.delete_added(document_id)
            self._added.remove(document_id)
        else:
            self._writer.delete_by_term("id", document_id)
        self._ids.remove(document_id)
        self._has_changed = True

    def publish(
        self,
        *,
        corpus_digest: str,
        rejected: int,
        ledger: bytes,
        notes: CorpusNotes = NO_NOTES,
    ) -> Generation:
        generation = Generation(
            id=self._id,
            created=datetime.now(UTC),
            documents=len(self._ids),
            schema_digest=schema_digest(),
            analyzer_digest=analyzer_digest(),
            corpus_digest=corpus_digest,
            rejected=rejected,
        )
        with self._writing():
            self._writer.commit()
            with naming(self._folder / LEDGER):
                (self._folder / LEDGER).write_bytes(ledger)
            write_notes(self._folder, notes)
            names = self._names.found()
            write_names(self._folder, names)
            self._work_out_tables(names)
            self._verify(generation)
            before = self._to_keep()
            manifest = Manifest(generation, file_sums(self._folder, known=self._linked))
            folders.publish(self._index, self._folder, manifest)
        with suppress(OSError):  # it is published; the next build removes what is left
            folders.prune(self._index, keep={self._id, before})
        return generation

    def _work_out_tables(self, names: Mapping[str, Mapping[str, Any]]) -> None:
        """Write the scores of stems, and the vocabulary. names: what documents have."""
        is_apart = self._jobs > 1 and len(self._ids) >= _DOCUMENTS_FOR_A_HELPER
        snapshot = open_snapshot(self._folder)  # before the scores are half-written
        with helper(is_apart=is_apart) as beside:
            scored = beside.submit(score_stems, self._folder)
            make_vocabulary(self._folder, snapshot, names, beside)
            scored.result()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Raise an IndexWriteError in place of any error that hinders writing."""
        try:
            yield
        except (OSError, BrokenProcessPool) as error:
            # A pool that breaks while it is given work says so in an OSError of its own.
            if isinstance(error, BrokenProcessPool) or str(error) == "handle is closed":
                detail = "a process that inverts was killed"
                raise IndexWriteError(path=str(self._folder), detail=detail) from error
            path = error.filename or self._index
            raise IndexWriteError(path=str(path), detail=error.strerror or str(error)) from error

    def _verify(self, generation: Generation) -> None:
        """Open the new generation, compare its ids with those put in, and read some documents."""
        opened = OpenGeneration(self._folder, generation)
        if opened.ids() != self._ids:
            detail = f"{len(self._ids)} documents put in, {len(opened.ids())} found"
            raise VerificationError(path=str(self._folder), detail=detail)
        probes = sorted(self._ids)[:: len(self._ids) // PROBES + 1]
        lost = [probe for probe in probes if opened.get(probe) is None]
        if lost:
            detail = f"{len(lost)} of {len(probes)} documents cannot be found, {lost[0]} first"
            raise VerificationError(path=str(self._folder), detail=detail)

    def _extensible(self) -> Path | None:
        """Return the folder of the current generation, or None when it cannot be built upon."""
        try:
            opened = open_generation(self._index, folders.current_id(self._index))
            if damaged := opened.damaged():
                raise IndexDamagedError(path=str(self._index), detail=f"damaged: {damaged[0]}")
        except IndexMissingError:
            return None
        except SearchIndexError as error:
            self._unusable = error.detail
            return None
        self._ids = opened.ids()
        return folders.folder_of(self._index, opened.generation.id)

    def _opened(self) -> FileIndex:
        """Return the new Whoosh index: an empty one, or one with the files of the current one."""
        if self._base is None:
            return create_table(self._folder, new_schema())
        for name, sums in read_manifest(self._base).files.items():
            if name not in _NOT_LINKED:
                (self._folder / name).hardlink_to(self._base / name)
                self._linked[name] = sums
        return open_table(self._folder, new_schema(), readonly=False)

    def _to_keep(self) -> str:
        """Return the id of the generation to keep for a rollback, or "" when there is none."""
        if self._base is None or self._has_changed:
            return self._current_id()
        return folders.id_before(self._index, self._base.name)

    def _current_id(self) -> str:
        """Return the id of the current generation, or "" when there is none."""
        try:
            return folders.current_id(self._index)
        except SearchIndexError:
            return ""

    def _cancel_unless_closed(self) -> None:
        if not self._writer.is_closed:
            self._writer.cancel()

    def _discard_unless_published(self) -> None:
        if self._current_id() != self._id:
            shutil.rmtree(self._folder)
