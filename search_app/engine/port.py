"""What must an engine do? Adapters execute; they understand nothing and know no page."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol, Self

from search_app.model.document import Document
from search_app.model.expr import Expr
from search_app.model.query import Query
from search_app.model.results import Generation, Results
from search_app.model.vocabulary import Vocabulary


class Searcher(Protocol):
    """Answers from one generation, always the same. Safe for several threads; never writes."""

    @property
    def generation(self) -> Generation:
        """The generation that answers."""

    @property
    def vocabulary(self) -> Vocabulary:
        """What the generation knows of words and names; one object as long as it is open."""

    def search(self, query: Query, timeout_s: float) -> Results:
        """Run `query.expr` under `query.filters`; past `timeout_s` seconds name what is missing.

        Words mean what the `french` room makes of them. Ties in score or date: in the
        order in which the documents were added.
        """

    def count(self, expr: Expr, timeout_s: float) -> int:
        """Return how many documents match; 0 when `timeout_s` seconds do not suffice."""

    def get(self, document_id: str) -> Document | None:
        """Return the document of that id, or None."""

    def documents(self) -> Iterator[Document]:
        """Yield every document, in no particular order."""

    def written(self, word: str) -> str:
        """Return how documents write a folded word, accents and all; as given if none has it."""

    def similar(self, document_id: str, count: int) -> tuple[Document, ...]:
        """Return the documents that share most with this one, best first, without itself."""

    def damaged(self) -> list[str]:
        """Read everything; return the names of the files whose bytes are not those written."""


class Engine(Protocol):
    """Gives out searchers of the published generation. Safe for several threads; never writes."""

    def searcher(self) -> AbstractContextManager[Searcher]:
        """Lend a searcher of the generation that is current now, or was until a moment ago.

        What is asked of one searcher is answered from one generation, whatever is published
        meanwhile; nothing of it is used after it was given back. Raises IndexMissingError,
        IndexIncompatibleError, IndexDamagedError.
        """

    def close(self) -> None:
        """Let go of open files; the engine is not used afterwards."""


class IndexBuilder(Protocol):
    """Builds the next generation beside the current one; leaving without `publish` discards it."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def ids(self) -> set[str]:
        """Return the ids of the documents that the new generation holds so far."""

    def ledger(self) -> bytes:
        """Return what was given to `publish` with the current generation, or b""."""

    def unusable(self) -> str:
        """Return why it starts from nothing though something is published, else ""."""

    def add(self, document: Document) -> None:
        """Put a document in; it replaces one of the same id."""

    def remove(self, document_id: str) -> None:
        """Take a document out."""

    def publish(self, *, corpus_digest: str, rejected: int, ledger: bytes) -> Generation:
        """Verify what was built, then make it the current generation in one step.

        The one that was current stays to roll back to. When no document was added or removed, the
        new one takes its place, and the one before it stays.

        ledger: kept with the generation for the next builder, not looked into. Raises
        VerificationError, IndexWriteError; the current generation then stays as it was.
        """


class Generations(Protocol):
    """The published generations, for the operator."""

    def current(self) -> Generation: ...

    def published(self) -> tuple[Generation, ...]:
        """Return them all, the newest first."""

    def rollback(self) -> Generation:
        """Make the generation before the current one current. Raises NoEarlierGenerationError."""

    def prune(self) -> tuple[str, ...]:
        """Remove all but the current one; return the ids removed."""
