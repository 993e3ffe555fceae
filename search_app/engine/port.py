"""What must an engine do? Adapters execute; they understand nothing and know no page."""

from types import TracebackType
from typing import Protocol, Self

from search_app.model.document import Document
from search_app.model.query import Query
from search_app.model.results import Generation, Results


class Engine(Protocol):
    """Reads the published generation. Safe for several threads; never writes."""

    def search(self, query: Query, timeout_s: float) -> Results:
        """Run `query.expr` under `query.filters`; past `timeout_s` seconds name what is missing.

        Words mean what the `french` room makes of them. Ties in score or date: by document id.
        Raises IndexMissingError, IndexIncompatibleError, IndexDamagedError.
        """

    def get(self, document_id: str) -> Document | None:
        """Return the document of that id, or None."""

    def generation(self) -> Generation:
        """Return the generation that would answer now."""

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

    def digests(self) -> dict[str, str]:
        """Return the record digest of each document that the new generation starts with, by id."""

    def add(self, document: Document, digest: str) -> None:
        """Put a document in; it replaces one of the same id."""

    def remove(self, document_id: str) -> None:
        """Take a document out."""

    def publish(self, *, corpus_digest: str, rejected: int) -> Generation:
        """Verify what was built, then make it the current generation in one step.

        Raises VerificationError; the current generation then stays as it was.
        """
