"""What does one generation answer? The same for ever, because its files never change."""

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
from pydantic import ValidationError
from zstandard import ZstdError

from search_app.engine.embedded.generations.manifest import damaged_files, read_manifest
from search_app.engine.embedded.generations.notes import read_notes
from search_app.engine.embedded.highlighting.marks import Marking
from search_app.engine.embedded.highlighting.snippets import marked, searched
from search_app.engine.embedded.matching.answer_times import answer_times
from search_app.engine.embedded.matching.cache import Matching
from search_app.engine.embedded.matching.copies import Copies
from search_app.engine.embedded.matching.doc_sets import nothing
from search_app.engine.embedded.matching.execute import OutOfTimeError
from search_app.engine.embedded.matching.histogram import histogram
from search_app.engine.embedded.matching.indexed_words import TermPlaces
from search_app.engine.embedded.matching.snapshot import open_snapshot
from search_app.engine.embedded.ranking.closeness import found_in
from search_app.engine.embedded.ranking.folded import Folded
from search_app.engine.embedded.ranking.selection import Selection
from search_app.engine.embedded.ranking.similar import similar
from search_app.engine.embedded.ranking.slips import forms_a_letter_away
from search_app.engine.embedded.schema import DOCUMENT_JSON
from search_app.engine.embedded.vocabulary import no_vocabulary, read_vocabulary, written_in
from search_app.french import letters
from search_app.model.answer_times import AnswerTimes
from search_app.model.column import NumericColumn
from search_app.model.document import Document
from search_app.model.errors import IndexDamagedError
from search_app.model.expr import Expr
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import COPIES_MAX, Generation, Hit, Results, Unfinished
from search_app.model.vocabulary import Vocabulary

# How many words are kept with the form that documents write them in.
_WRITTEN_KEPT = 4_096
# Seconds: far more than the search for all documents takes, which warms the tables.
WARMING_TIMEOUT_S = 60.0
_LOG = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class OpenGeneration:
    """One generation that is open: a `Searcher`, which several threads may use at once.

    Raises IndexDamagedError when a file is missing or does not have the right form. Other damage
    shows only when a file is read. It is then logged, and what it hides is missing in the answers.
    """

    def __init__(self, folder: Path, generation: Generation) -> None:
        self.generation = generation
        self.notes = read_notes(folder)
        self._folder = folder
        self.snapshot = open_snapshot(folder)
        self._columns = self.snapshot.columns
        self._matching = Matching(self.snapshot)
        self._written: dict[str, str] = {}

    def warm(self) -> None:
        """Work out now the tables that the first searches would otherwise wait for."""
        self._unless_damaged(self._work_out_tables, None)

    def get(self, document_id: str) -> Document | None:
        def find() -> Document | None:
            number = self._number(document_id)
            return None if number is None else self._document(number)

        return self._unless_damaged(find, None)

    def ids(self) -> set[str]:
        """Return the ids of all documents."""
        return set(self.snapshot.numbers_by_id(NumericColumn.CHANGED))

    def newest_days(self) -> dict[str, dt.date | None]:
        days = self._unless_damaged(
            lambda: self.snapshot.numbers_by_id(NumericColumn.CHANGED), dict[str, int]()
        )
        return {i: dt.date.fromordinal(day) if day else None for i, day in days.items()}

    def documents(self) -> Iterator[Document]:
        return map(self._document, np.flatnonzero(self._columns.live).tolist())

    def damaged(self) -> list[str]:
        return damaged_files(self._folder, read_manifest(self._folder).files)

    def count(self, expr: Expr, timeout_s: float) -> int:
        def find() -> int:
            try:
                return len(self._matching.of(expr, time.monotonic() + timeout_s).documents)
            except OutOfTimeError:
                return 0

        return self._unless_damaged(find, 0)

    def search(self, query: Query, timeout_s: float) -> Results:
        """Return a page of hits. `Unfinished.INDEX` says that damaged files hide some of it."""
        missing = (Unfinished.MATCHING, Unfinished.INDEX)
        nothing_found = Results.nothing(self.generation.id, missing)
        return self._unless_damaged(lambda: self._search(query, timeout_s), nothing_found)

    def scan(self, query: Query, timeout_s: float) -> Iterator[Document]:
        return map(self._document, map(int, self._selected(query, timeout_s).in_order()))

    def answer_times(
        self, query: Query, field: FacetField, timeout_s: float
    ) -> dict[str, AnswerTimes]:
        def find() -> dict[str, AnswerTimes]:
            documents = self._selected(query, timeout_s).documents
            return answer_times(self._columns, documents, field, self._columns.newest_day)

        return self._unless_damaged(find, {})

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return self._unless_damaged(
            lambda: read_vocabulary(self._folder, self.snapshot), no_vocabulary()
        )

    def written(self, word: str) -> str:
        if word not in self._written:
            if len(self._written) >= _WRITTEN_KEPT:
                self._written.clear()
            self._written[word] = self._unless_damaged(
                lambda: written_in(self.snapshot, word, self._document), word
            )
        return self._written[word]

    def similar(self, document_id: str, count: int) -> tuple[Document, ...]:
        def find() -> tuple[Document, ...]:
            number = self._number(document_id)
            if number is None:
                return ()
            found = similar(self.snapshot, number, self._document(number), count)
            return tuple(map(self._document, found))

        return self._unless_damaged(find, ())

    @cached_property
    def _copies(self) -> Copies:
        return Copies(self.snapshot)

    def _work_out_tables(self) -> None:
        everything = self._search(Query(folded=True), WARMING_TIMEOUT_S)
        _LOG.info(
            "%s: %d documents, %d words",
            self.generation.id,
            everything.total,
            len(self.vocabulary.words),
        )

    def _forms_like(self, word: str) -> list[str]:
        return forms_a_letter_away(letters(word), self.vocabulary.words)

    def _unless_damaged(self, find: Callable[[], Answer], otherwise: Answer) -> Answer:
        """Return what `find` returns, or `otherwise` when it fails because a file is damaged."""
        try:
            return find()
        except Exception:  # noqa: BLE001 - damaged bytes raise errors of many kinds
            self._blame_files()
            return otherwise

    def _blame_files(self) -> None:
        """Log the error that is being handled, if a file is damaged; else raise it, as a fault."""
        if not self._damaged:
            raise  # noqa: PLE0704 - called where an error is handled
        _LOG.exception("damaged: %s in %s", ", ".join(self._damaged), self._folder)

    @cached_property
    def _damaged(self) -> list[str]:
        return self.damaged()

    def _selected(self, query: Query, timeout_s: float) -> Selection:
        """Return what a query finds. Raises TimeoutError."""
        try:
            matches = self._matching.of(query.expr, time.monotonic() + timeout_s)
        except OutOfTimeError as error:
            raise TimeoutError(f"no matches in {timeout_s:g} s") from error
        return Selection(self.snapshot, matches, query, self._forms_like)

    def _search(self, query: Query, timeout_s: float) -> Results:
        deadline = (started := time.monotonic()) + timeout_s
        unfinished: list[Unfinished] = []
        try:
            matches = self._matching.of(query.expr, deadline)
        except OutOfTimeError:
            matches = nothing()
            unfinished.append(Unfinished.MATCHING)
        selection = Selection(self.snapshot, matches, query, self._forms_like)
        last = query.page * query.page_size
        folded = Folded(selection, self._copies) if query.folded else None
        shown = (folded or selection).first(last)[last - query.page_size :]
        numbers = selection.documents.take(shown)
        lacking = self._matching.lacking(query.expr, numbers, deadline)
        found = found_in(self.snapshot, query.expr, numbers)
        marking = Marking(query.expr, self.snapshot.forms)
        places = TermPlaces(self.snapshot, numbers, marking.stems, marking.written)
        hits = []
        for place, parts in zip(shown.tolist(), found, strict=True):
            number, score = int(selection.documents[place]), float(selection.scores[place])
            in_time = time.monotonic() < deadline
            try:
                document = self._document(number)
                words_in = places.words_in(number, searched(document, query))
                texts = marked(document, query, marking, words_in, with_passages=in_time)
                copies, copies_total = folded.copies(place, COPIES_MAX) if folded else ((), 0)
                hits.append(
                    Hit(
                        document=document,
                        score=score,
                        **texts._asdict(),
                        score_parts=selection.ranking.parts(number),
                        found=parts,
                        lacks=lacking.get(number, ()),
                        copies=tuple(map(self._document, copies)),
                        copies_total=copies_total,
                    )
                )
            except IndexDamagedError:
                self._blame_files()
                unfinished.append(Unfinished.INDEX)
        if time.monotonic() >= deadline and not unfinished:
            unfinished.append(Unfinished.SNIPPETS)
        buckets, undated = histogram(selection.days, query.histogram)
        return Results(
            hits=tuple(hits),
            total=len(selection.documents),
            matched=len(matches.documents),
            facets=self._columns.facet_counts(selection.eligible, selection.documents, query),
            histogram=buckets,
            undated=undated,
            generation=self.generation.id,
            took_ms=(time.monotonic() - started) * 1000,
            unfinished=tuple(unfinished),
            folded_away=folded.away if folded else 0,
        )

    def _number(self, document_id: str) -> int | None:
        live = self.snapshot.live_with("id", document_id)
        return live[0] if live else None

    def _document(self, number: int) -> Document:
        segment, place = self.snapshot.place(number)
        try:
            return DOCUMENT_JSON.validate_json(segment.documents[place])
        except (ZstdError, ValidationError) as error:
            detail = f"document {number}: {error}"
            raise IndexDamagedError(path=self.generation.id, detail=detail) from error
