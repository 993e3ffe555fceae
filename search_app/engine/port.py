"""What must an engine do? Find documents for an expression, and build the index to find them in.

An engine executes queries that `search` has understood before. It knows nothing of spelling, of
other names or of pages.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol, Self

from search_app.model.answer_times import AnswerTimes
from search_app.model.corpus_notes import NO_NOTES, CorpusNotes
from search_app.model.document import Document
from search_app.model.expr import Expr
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Generation, Results
from search_app.model.vocabulary import Vocabulary


class Searcher(Protocol):
    """Answers from one generation. Several threads may use it at once, and it writes nothing."""

    @property
    def generation(self) -> Generation:
        """The generation that answers."""

    @property
    def notes(self) -> CorpusNotes:
        """What is known of the corpus as a whole; empty when the file of it cannot be read."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words and names of the generation: the same object as long as it is open."""

    def search(self, query: Query, timeout_s: float) -> Results:
        """Return a page of the documents that match `query.expr` and pass the filters.

        Words stand for the terms that `french` makes of them. Hits of equal score or date come in
        the order in which the documents were added. With `query.folded`, documents that have a
        `text_key` or an `answer_key` in common, or a chain of them, are one hit, the first of them.
        What could not be done in `timeout_s` seconds is missing, and `Results.unfinished` says so.
        `Results.relaxed` and `partial` are left to the callers: only they know whether other
        expressions than this one are worth asking for.
        """

    def scan(self, query: Query, timeout_s: float) -> Iterator[Document]:
        """Yield all documents that `search` counts in `total`, in the order of the query.

        They come as the pages of the search do, one after the other and none folded, whatever page
        the query asks for. They are read one by one as they are asked for: of all of them only
        numbers are held. Raises TimeoutError at the call when `timeout_s` seconds are not enough to
        match, IndexDamagedError at a document that cannot be read, and EngineUnavailableError where
        a part of the index does not answer: none is left out in silence.
        """

    def count(self, expr: Expr, timeout_s: float) -> int:
        """Return how many documents match, or 0 when that cannot be told in `timeout_s` seconds."""

    def answer_times(
        self, query: Query, field: FacetField, timeout_s: float
    ) -> dict[str, AnswerTimes]:
        """Return how long the written questions of a result took to be answered, or wait.

        They are those among the documents that `search` counts in `total`. The keys are the values
        that these have in `field`, and "" for all of the result, with a value or without.
        Raises TimeoutError when `timeout_s` seconds are not enough to match, and
        EngineUnavailableError when a part of the index does not answer. It is empty when a damaged
        file hides them.
        """

    def get(self, document_id: str) -> Document | None:
        """Return the document that has the id, or None."""

    def documents(self) -> Iterator[Document]:
        """Yield every document, in no particular order."""

    def newest_days(self) -> dict[str, dt.date | None]:
        """Return the day of what happened last to each document, by sorted ids; None if unknown.

        It is empty when a damaged file hides them.
        """

    def written(self, word: str) -> str:
        """Return a folded word with the accents and capitals that documents write it with.

        Return the word as it is when no document has it.
        """

    def similar(self, document_id: str, count: int) -> tuple[Document, ...]:
        """Return at most `count` other documents, those first that are most like this one."""

    def damaged(self) -> list[str]:
        """Read all files, and return the names of those that are not as they were written."""


class Engine(Protocol):
    """Lends searchers. Several threads may use it at once, and it writes nothing."""

    def searcher(self) -> AbstractContextManager[Searcher]:
        """Lend a searcher of the current generation, or of the one before while that is opened.

        All answers of one searcher come from one generation, whatever is published meanwhile. It
        must not be used after it was given back. Raises IndexMissingError, IndexIncompatibleError
        or IndexDamagedError.
        """

    def close(self) -> None:
        """Close all files. The engine must not be used afterwards."""


class IndexBuilder(Protocol):
    """Builds the next generation beside the current one, in a `with` statement.

    What was not published when the statement ends is discarded.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def ids(self) -> set[str]:
        """Return the ids of the documents that the new generation has so far."""

    def ledger(self) -> bytes:
        """Return the ledger of the generation that is built upon, or b"" when there is none."""

    def current(self) -> tuple[int, bytes]:
        """Return how many documents the current generation has, and its ledger.

        That is also known when it is not built upon. When nothing tells which one is current, the
        newest counts. The number is 0 when there is none, the ledger b"" when it cannot be read.
        """

    def unusable(self) -> str:
        """Return why a published generation cannot be built upon, or "" when it can."""

    def add(self, document: Document) -> None:
        """Add a document. It replaces the one that has the same id."""

    def remove(self, document_id: str) -> None:
        """Remove the document that has the id."""

    def publish(
        self,
        *,
        corpus_digest: str,
        rejected: int,
        ledger: bytes,
        notes: CorpusNotes = NO_NOTES,
    ) -> Generation:
        """Verify the new generation, make it the current one in one step, and return it.

        The generation that was current is kept to roll back to. When no document was added or
        removed, the one before it is kept instead.

        corpus_digest, rejected: kept in the `Generation`. ledger: kept for the next builder as it
        is. notes: what `Searcher.notes` returns. Raises VerificationError or IndexWriteError; the
        current generation then stays.
        """


class Generations(Protocol):
    """The generations that are published, for whoever operates the program."""

    def current(self) -> Generation:
        """Return the generation that answers. Raises IndexMissingError."""

    def published(self) -> tuple[Generation, ...]:
        """Return all generations, the newest first."""

    def rollback(self) -> Generation:
        """Make the generation before the current one current, and return it.

        Raises NoEarlierGenerationError.
        """

    def prune(self) -> tuple[str, ...]:
        """Remove all generations but the current one, and return the ids of those removed."""
