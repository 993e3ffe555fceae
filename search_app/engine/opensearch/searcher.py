"""What does one generation answer? The same for ever, because it is never written again."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from opensearchpy.exceptions import NotFoundError
from pydantic import TypeAdapter, ValidationError

from search_app.caches import kept
from search_app.engine.embedded.matching.execute import OutOfTimeError
from search_app.engine.embedded.ranking.similar import FIELDS as SIMILAR_FIELDS
from search_app.engine.embedded.ranking.similar import characteristic_stems
from search_app.engine.embedded.schema import DOCUMENT_JSON
from search_app.engine.opensearch import aside
from search_app.engine.opensearch.answering import Answering
from search_app.engine.opensearch.asking import Asking
from search_app.engine.opensearch.cluster import Answer, Cluster, hits_of, total_of
from search_app.engine.opensearch.counting import all_of, passing
from search_app.engine.opensearch.fields import facet_name, number_name
from search_app.engine.opensearch.finding import Finder
from search_app.engine.opensearch.generations import Manifest, aside_index, documents_index
from search_app.engine.opensearch.reading import (
    DOCUMENTS_PER_SLICE,
    VALUES_PER_SLICE,
    document_of,
    in_order,
    slices,
)
from search_app.engine.opensearch.times import answer_times_of
from search_app.engine.opensearch.vocabulary import read_vocabulary
from search_app.engine.opensearch.words import WordIndex
from search_app.engine.opensearch.written import written_in
from search_app.french import analyze
from search_app.model.answer_times import AnswerTimes
from search_app.model.column import NumericColumn
from search_app.model.corpus_notes import NO_NOTES, CorpusNotes
from search_app.model.document import Document
from search_app.model.errors import EngineUnavailableError
from search_app.model.expr import Expr
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Generation, Results, Unfinished
from search_app.model.vocabulary import Vocabulary

# Seconds for what is no search: one document, the vocabulary, a slice of many documents.
READ_TIMEOUT_S = 30.0
_SIMILAR_TIMEOUT_S = 2.0
_COUNTS_KEPT = 4_096
_WRITTEN_KEPT = 4_096
_STEMS_ASKED_MAX = 5_000
_NOTES_JSON = TypeAdapter(CorpusNotes)


class OpenSearchGeneration:
    """One generation of a cluster: a `Searcher`, which several threads may use at once."""

    def __init__(self, cluster: Cluster, name: str, manifest: Manifest) -> None:
        self._cluster = cluster
        self._manifest = manifest
        self._documents = documents_index(name, manifest.generation.id)
        self._aside = aside_index(name, manifest.generation.id)
        self._words = WordIndex()
        self._find = Finder(manifest, self._words, lambda: self.vocabulary.words)
        self._answering = Answering(manifest, self._find)
        self._counted = kept("counts", _COUNTS_KEPT, self._count)
        self._written = kept("written", _WRITTEN_KEPT, self._write)

    @property
    def generation(self) -> Generation:
        return self._manifest.generation

    @cached_property
    def notes(self) -> CorpusNotes:
        try:
            return _NOTES_JSON.validate_json(self._file(aside.NOTES))
        except (ValidationError, NotFoundError):
            return NO_NOTES

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return read_vocabulary(self._file(aside.NAMES), self._ask_aside, self._ask_documents)

    def search(self, query: Query, timeout_s: float) -> Results:
        asking = self._asking(timeout_s)
        try:
            return self._answering.search(query, asking)
        except OutOfTimeError:
            return Results.nothing(self.generation.id, (Unfinished.MATCHING,))

    def scan(self, query: Query, timeout_s: float) -> Iterator[Document]:
        asking = self._asking_for_all(timeout_s)
        try:
            first, others = self._find.scan(query, asking, self._asking_for_all(READ_TIMEOUT_S))
        except OutOfTimeError as error:
            raise TimeoutError(f"no matches in {timeout_s:g} s") from error
        return self._read([*first], others)

    def count(self, expr: Expr, timeout_s: float) -> int:
        try:
            return self._counted(expr, timeout_s)
        except (OutOfTimeError, EngineUnavailableError):
            return 0

    def answer_times(
        self, query: Query, field: FacetField, timeout_s: float
    ) -> dict[str, AnswerTimes]:
        asking = self._asking_for_all(timeout_s)
        try:
            condition = [self._find.filter_of(query, asking), *passing(query)]
            columns = [number_name(column) for column in NumericColumn]
            body = {
                "query": all_of(condition),
                "sort": in_order(),
                "_source": False,
                "docvalue_fields": [*columns, facet_name(field), facet_name(FacetField.TYPE)],
            }
            rows = [
                hit.get("fields", {})
                for found in slices(body, VALUES_PER_SLICE, asking.documents)
                for hit in found
            ]
            return answer_times_of(rows, field, self._find.newest_day(asking))
        except OutOfTimeError as error:
            raise TimeoutError(f"no answer in {timeout_s:g} s") from error

    def get(self, document_id: str) -> Document | None:
        found = self._several([document_id])
        return found[0] if found else None

    def documents(self) -> Iterator[Document]:
        body = {"query": {"match_all": {}}, "sort": in_order()}
        for found in slices(body, DOCUMENTS_PER_SLICE, self._ask_documents):
            yield from (DOCUMENT_JSON.validate_json(document_of(hit)) for hit in found)

    def newest_days(self) -> dict[str, dt.date | None]:
        name = number_name(NumericColumn.CHANGED)
        body = {
            "query": {"match_all": {}},
            "sort": in_order(),
            "_source": False,
            "docvalue_fields": [name],
        }
        days = {
            hit["_id"]: hit.get("fields", {}).get(name, (0,))[0]
            for found in slices(body, VALUES_PER_SLICE, self._ask_documents)
            for hit in found
        }
        return {i: dt.date.fromordinal(day) if day else None for i, day in sorted(days.items())}

    def written(self, word: str) -> str:
        try:
            return self._written(word)
        except (OutOfTimeError, EngineUnavailableError):
            return word

    def similar(self, document_id: str, count: int) -> tuple[Document, ...]:
        document = self.get(document_id)
        if document is None:
            return ()
        asking = self._asking(_SIMILAR_TIMEOUT_S)
        texts = f"{document.title} {document.text} {document.answer}"
        stems = list(dict.fromkeys(term for _, term in analyze(texts)))[:_STEMS_ASKED_MAX]
        try:
            holders = self._words.counts_of_stems(stems, asking.aside)
            chosen = characteristic_stems(
                document, lambda stem: holders.get(stem, 0), self._manifest.population
            )
            parts = [{"term": {field: term}} for field in SIMILAR_FIELDS for term in chosen]
            but = {"must_not": [{"term": {"id": document_id}}]}
            body = {
                "size": count,
                "query": {"bool": {"should": parts, "minimum_should_match": 1, **but}},
                "sort": ["_score", *in_order()],
            }
            found = hits_of(asking.documents(body)) if parts else ()
        except OutOfTimeError:
            return ()
        return tuple(DOCUMENT_JSON.validate_json(document_of(hit)) for hit in found)

    def damaged(self) -> list[str]:
        """Return the names of the indexes of which a part is in no node."""
        path = f"/_cluster/health/{self._documents},{self._aside}"
        health = self._cluster.ask(
            "GET", path, timeout_s=READ_TIMEOUT_S, params={"level": "indices", "timeout": "1s"}
        )
        found: Mapping[str, Any] = health["indices"]
        return sorted(name for name, index in found.items() if index["status"] == "red")

    def _count(self, expr: Expr, timeout_s: float) -> int:
        asking = self._asking_for_all(timeout_s)
        body = {
            "size": 0,
            "track_total_hits": True,
            "query": self._find.filter_of(Query(expr=expr), asking),
        }
        return total_of(asking.documents(body))

    def _write(self, word: str) -> str:
        return written_in(word, self._words, self._asking_for_all(READ_TIMEOUT_S))

    def _read(
        self, first: Sequence[str], others: Iterator[Sequence[Mapping[str, Any]]]
    ) -> Iterator[Document]:
        for start in range(0, len(first), DOCUMENTS_PER_SLICE):
            yield from self._several(first[start : start + DOCUMENTS_PER_SLICE])
        for hits in others:
            yield from self._several([hit["_id"] for hit in hits])

    def _several(self, ids: Iterable[str]) -> list[Document]:
        return self._answering.read(list(ids), self._asking_for_all(READ_TIMEOUT_S))

    def _asking(self, timeout_s: float, *, needs_all: bool = False) -> Asking:
        deadline = time.monotonic() + timeout_s
        return Asking(self._cluster, self._documents, self._aside, deadline, needs_all=needs_all)

    def _asking_for_all(self, timeout_s: float) -> Asking:
        return self._asking(timeout_s, needs_all=True)

    def _ask_aside(self, body: Mapping[str, Any]) -> Answer:
        return self._whole(lambda asking: asking.aside(body))

    def _ask_documents(self, body: Mapping[str, Any]) -> Answer:
        return self._whole(lambda asking: asking.documents(body))

    def _whole(self, ask: Callable[[Asking], Answer]) -> Answer:
        """Return an answer that no part is missing of. Raises EngineUnavailableError."""
        try:
            return ask(self._asking_for_all(READ_TIMEOUT_S))
        except OutOfTimeError as error:
            detail = f"no answer in {READ_TIMEOUT_S:g} s"
            raise EngineUnavailableError(path=self._cluster.shown, detail=detail) from error

    def _file(self, name: str) -> bytes:
        return aside.read_file(self._cluster, self._aside, name)
