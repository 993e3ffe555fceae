"""How is the next generation made? Beside the current one, verified, then published in one step."""

import os
import shutil
import socket
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout
from whoosh.index import FileIndex, create_in, open_dir
from whoosh.writing import IndexWriter

from search_app.engine.embedded import generations
from search_app.engine.embedded.columns import FILE_NAME as COLUMNS_FILE
from search_app.engine.embedded.columns import write_columns
from search_app.engine.embedded.reader import OpenGeneration
from search_app.engine.embedded.schema import (
    DOCUMENT_JSON,
    indexed_fields,
    new_schema,
    schema_digest,
)
from search_app.french import digest as analyzer_digest
from search_app.model.document import Document
from search_app.model.errors import (
    IndexBusyError,
    SearchIndexError,
    VerificationError,
)
from search_app.model.results import Generation

LOCK = "LOCK"
LOCK_OWNER = "LOCK.owner"
WRITER_MEMORY_MB = 256
_NOT_LINKED = {generations.MANIFEST, COLUMNS_FILE}


class EmbeddedBuilder:
    """Starts from a hard-linked copy of the current generation, or from nothing when `full`.

    Raises IndexBusyError when another process builds in the same folder.
    """

    def __init__(self, index: Path, *, full: bool) -> None:
        self._index = index
        self._full = full
        self._lock = FileLock(index / LOCK, timeout=0)

    def __enter__(self) -> Self:
        self._index.mkdir(parents=True, exist_ok=True)
        self._acquire()
        try:
            generations.discard_unpublished(self._index)
            self._id = generations.new_generation_id(self._index)
            self._folder = generations.folder_of(self._index, self._id)
            self._folder.mkdir(parents=True)
            self._whoosh = self._opened()
            self._digests = self._read_digests()
            self._writer: IndexWriter = self._whoosh.writer(limitmb=WRITER_MEMORY_MB)
        except BaseException:
            self._lock.release()
            raise
        self._open = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self._open:
                self._writer.cancel()
                self._whoosh.close()
            if not (self._folder / generations.MANIFEST).exists():
                shutil.rmtree(self._folder)
        finally:
            (self._index / LOCK_OWNER).unlink(missing_ok=True)
            self._lock.release()

    def digests(self) -> dict[str, str]:
        return dict(self._digests)

    def add(self, document: Document, digest: str) -> None:
        if document.id in self._digests:
            self._writer.delete_by_term("id", document.id)
        self._writer.add_document(**indexed_fields(document, digest))
        self._digests[document.id] = digest

    def remove(self, document_id: str) -> None:
        self._writer.delete_by_term("id", document_id)
        del self._digests[document_id]

    def publish(self, *, corpus_digest: str, rejected: int) -> Generation:
        self._writer.commit()
        self._open = False
        with self._whoosh.reader() as reader:
            stored = [
                (number, DOCUMENT_JSON.validate_json(fields["document"]))
                for number, fields in reader.iter_docs()
            ]
            write_columns(self._folder, reader.doc_count_all(), stored)
        self._whoosh.close()
        generation = Generation(
            id=self._id,
            created=datetime.now(UTC),
            documents=len(self._digests),
            schema_digest=schema_digest(),
            analyzer_digest=analyzer_digest(),
            corpus_digest=corpus_digest,
            rejected=rejected,
        )
        self._verify(generation, [document.id for _, document in stored])
        generations.publish(self._index, self._folder, generation)
        generations.prune(self._index)
        return generation

    def _verify(self, generation: Generation, ids: list[str]) -> None:
        """Open what was written as a reader would, and ask for every document."""
        if sorted(ids) != sorted(self._digests):
            detail = f"{len(self._digests)} documents put in, {len(ids)} found"
            raise VerificationError(path=str(self._folder), detail=detail)
        opened = OpenGeneration(self._folder, generation)
        try:
            lost = [one for one in ids if opened.get(one) is None]
        finally:
            opened.close()
        if lost:
            detail = f"{len(lost)} documents cannot be read back, {lost[0]} first"
            raise VerificationError(path=str(self._folder), detail=detail)

    def _acquire(self) -> None:
        owner = self._index / LOCK_OWNER
        try:
            self._lock.acquire()
        except Timeout as error:
            held_by = owner.read_text("utf-8").strip() if owner.exists() else "another process"
            raise IndexBusyError(path=str(self._index), detail=held_by) from error
        now = datetime.now(UTC).isoformat(timespec="seconds")
        owner.write_text(f"process {os.getpid()} on {socket.gethostname()} since {now}\n", "utf-8")

    def _opened(self) -> FileIndex:
        base = None if self._full else self._base()
        if base is None:
            return create_in(self._folder, new_schema())
        for file in base.iterdir():
            if file.name not in _NOT_LINKED and not file.name.endswith("LOCK"):
                (self._folder / file.name).hardlink_to(file)
        return open_dir(self._folder)

    def _base(self) -> Path | None:
        """Return the current generation's folder if this version of the program can extend it."""
        try:
            folder = generations.folder_of(self._index, generations.current_id(self._index))
            manifest = generations.read_manifest(folder)
        except SearchIndexError:
            return None
        same = (manifest.schema_digest, manifest.analyzer_digest)
        return folder if same == (schema_digest(), analyzer_digest()) else None

    def _read_digests(self) -> dict[str, str]:
        with self._whoosh.reader() as reader:
            stored = (fields for _, fields in reader.iter_docs())
            return {DOCUMENT_JSON.validate_json(f["document"]).id: f["digest"] for f in stored}
