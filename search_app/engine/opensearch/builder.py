"""How is a new generation built? In indexes of its own, which nobody asks until the alias moves.

It starts from a copy of the current generation, which the cluster makes of hard links, or from
nothing. Documents are sent in batches; the same batch sent twice changes nothing.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from opensearchpy.exceptions import NotFoundError
from pydantic import TypeAdapter

from search_app.engine.embedded.indexing.names import NamesFound
from search_app.engine.embedded.matching.execute import OutOfTimeError
from search_app.engine.embedded.schema import indexed
from search_app.engine.opensearch import aside, generations
from search_app.engine.opensearch.batches import Batches
from search_app.engine.opensearch.cluster import Cluster
from search_app.engine.opensearch.copies import tell_groups
from search_app.engine.opensearch.fields import Terms, sent
from search_app.engine.opensearch.format_digest import format_digest
from search_app.engine.opensearch.generations import (
    CHANGE_TIMEOUT_S,
    aside_index,
    asked,
    documents_index,
)
from search_app.engine.opensearch.new_indexes import (
    make_copy,
    make_empty,
    manifest_of,
    verify,
)
from search_app.engine.opensearch.reading import all_ids_of
from search_app.engine.opensearch.term_sending import send_counts
from search_app.engine.opensearch.words import TermCounts
from search_app.engine.opensearch.writer_lock import exclusive
from search_app.french import digest as analyzer_digest
from search_app.model.corpus_notes import NO_NOTES, CorpusNotes
from search_app.model.document import Document
from search_app.model.errors import (
    EngineUnavailableError,
    IndexDamagedError,
    IndexMissingError,
    IndexWriteError,
    SearchIndexError,
)
from search_app.model.results import Generation

# Terms that are counted in memory until they are sent: some 300 MB.
TERMS_COUNTED_MAX = 2_000_000
_NOTES_JSON = TypeAdapter(CorpusNotes)


class OpenSearchBuilder:
    """Builds the next generation of one name in a cluster, as `IndexBuilder` says.

    full: build from nothing. shards, replicas: of the indexes that are made. Raises IndexBusyError
    when another process builds, and EngineUnavailableError.
    """

    def __init__(
        self, cluster: Cluster, name: str, *, full: bool, shards: int, replicas: int
    ) -> None:
        self._cluster = cluster
        self._name = name
        self._full = full
        self._shards = shards
        self._replicas = replicas
        self._unusable = ""
        self._has_changed = False

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(exclusive(self._cluster, self._name))
            generations.discard_leftovers(self._cluster, self._name)
            self._ids: set[str] = set()
            self._sequence = 0
            self._base = None if self._full else self._extensible()
            names = self._read_file(aside.NAMES) if self._base else b""
            self._names = NamesFound(_names_of(names))
            self._terms, self._counts = Terms(), TermCounts()
            self._has_no_counts = self._base is None
            self._id = generations.new_id(self._cluster, self._name)
            self._documents = documents_index(self._name, self._id)
            self._aside = aside_index(self._name, self._id)
            self._is_published = False
            stack.callback(self._discard_unless_published)
            with self._writing():
                if self._base:
                    make_copy(self._cluster, self._name, self._base, self._id, self._replicas)
                else:
                    make_empty(
                        self._cluster,
                        self._name,
                        self._id,
                        shards=self._shards,
                        replicas=self._replicas,
                    )
            self._batches = Batches(self._cluster)
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
        return self._read_file(aside.LEDGER) if self._base else b""

    def current(self) -> tuple[int, bytes]:
        published = generations.OpenSearchGenerations(self._cluster, self._name).published()
        if not published:
            return 0, b""
        current = self._current_id()
        generation = next((g for g in published if g.id == current), published[0])
        index = aside_index(self._name, generation.id)
        with suppress(SearchIndexError, NotFoundError):
            return generation.documents, aside.read_file(self._cluster, index, aside.LEDGER)
        return generation.documents, b""

    def unusable(self) -> str:
        return self._unusable

    def add(self, document: Document) -> None:
        self._sequence += 1
        made = sent(indexed(document), self._sequence, self._terms)
        with self._writing():
            self._batches.index(self._documents, document.id, made.source)
            self._counts.add(made.terms)
            if len(self._counts) > TERMS_COUNTED_MAX:
                self._send_counts()
        self._names.add(document)
        self._ids.add(document.id)
        self._has_changed = True

    def remove(self, document_id: str) -> None:
        with self._writing():
            self._batches.delete(self._documents, document_id)
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
            schema_digest=format_digest(),
            analyzer_digest=analyzer_digest(),
            corpus_digest=corpus_digest,
            rejected=rejected,
        )
        with self._writing():
            self._send_counts()
            self._batches.flush()
            names = TypeAdapter(dict[str, Any]).dump_json(self._names.found())
            for name, data in (
                (aside.LEDGER, ledger),
                (aside.NAMES, names),
                (aside.NOTES, _NOTES_JSON.dump_json(notes)),
            ):
                aside.write_file(self._cluster, self._aside, name, data)
            for index in (self._documents, self._aside):
                asked(self._cluster, "POST", f"/{index}/_refresh")
            tell_groups(self._cluster, self._documents, self._terms)
            verify(self._cluster, self._documents, self._ids)
            before = self._to_keep()
            manifest = manifest_of(self._cluster, self._documents, generation, self._sequence)
            generations.write_manifest(self._cluster, self._name, manifest)
            for index in (self._documents, self._aside):
                asked(self._cluster, "PUT", f"/{index}/_block/write")
            generations.make_current(self._cluster, self._name, self._id)
        self._is_published = True
        with suppress(SearchIndexError, NotFoundError):  # the next build removes what is left
            kept = {self._id, before}
            older = [i for i in generations.all_ids(self._cluster, self._name) if i not in kept]
            generations.remove_indexes(self._cluster, self._name, older)
        return generation

    def _extensible(self) -> str | None:
        """Return the id of the current generation, or None when it cannot be built upon."""
        try:
            current = generations.current_id(self._cluster, self._name)
            manifest = generations.read_manifest(self._cluster, self._name, current)
        except IndexMissingError:
            return None
        except IndexDamagedError as error:
            self._unusable = error.detail
            return None
        if manifest is None:
            self._unusable = f"{current} was never published"
            return None
        made = manifest.generation
        if (made.schema_digest, made.analyzer_digest) != (format_digest(), analyzer_digest()):
            self._unusable = "it is of another version"
            return None
        self._sequence = manifest.sequence
        self._ids = all_ids_of(self._cluster, documents_index(self._name, current))
        return current

    def _send_counts(self) -> None:
        send_counts(self._counts, self._batches, self._aside, is_empty=self._has_no_counts)
        self._counts = TermCounts()
        self._has_no_counts = False

    def _read_file(self, file: str) -> bytes:
        index = aside_index(self._name, self._base or "")
        return aside.read_file(self._cluster, index, file)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Raise an IndexWriteError in place of what hinders writing."""
        try:
            yield
        except OutOfTimeError as error:
            detail = f"no answer in {CHANGE_TIMEOUT_S:g} s"
            raise IndexWriteError(path=self._documents, detail=detail) from error
        except NotFoundError as error:
            detail = "the index that is being built was removed"
            raise IndexWriteError(path=self._documents, detail=detail) from error

    def _to_keep(self) -> str:
        """Return the id of the generation to roll back to."""
        if self._has_changed or self._base is None:
            return self._current_id()
        return generations.id_before(self._cluster, self._name, self._base)

    def _current_id(self) -> str:
        try:
            return generations.current_id(self._cluster, self._name)
        except SearchIndexError:
            return ""

    def _discard_unless_published(self) -> None:
        if not self._is_published:
            with suppress(EngineUnavailableError, NotFoundError):
                generations.remove_indexes(self._cluster, self._name, [self._id])


def _names_of(data: bytes) -> dict[str, dict[str, Any]]:
    return TypeAdapter(dict[str, dict[str, Any]]).validate_json(data) if data else {}
