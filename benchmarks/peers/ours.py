"""How fast is the program's engine on the compared fields alone, without the rest of the product?

It indexes what the other engines index: the stems of title and text, the stored documents and the
facets. `product` measures everything else. This module reaches behind the engine's port, because
the compared work is only a part of what `publish` and `search` do.
"""

import json
import time
from collections.abc import Iterator, Sequence
from copy import copy
from datetime import date
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import query as wq
from whoosh.index import create_in

from benchmarks.peers.port import FIELD_WEIGHTS, TOP, Found, Part, Question, Record
from search_app.engine.embedded.indexing.buffer import Run
from search_app.engine.embedded.indexing.writer import ColumnarWriter
from search_app.engine.embedded.matching.cache import Matching
from search_app.engine.embedded.matching.compile import Compiler
from search_app.engine.embedded.matching.doc_sets import values_at
from search_app.engine.embedded.matching.execute import Executor
from search_app.engine.embedded.matching.snapshot import Snapshot, open_snapshot
from search_app.engine.embedded.schema import STEMMED_OF, IndexedDocument, new_schema
from search_app.engine.embedded.scoring import score_stems
from search_app.engine.embedded.segments.frequent_stems import FrequentStems
from search_app.engine.embedded.segments.segment import FieldArrays, FieldData
from search_app.model.column import NO_NUMBER, NumericColumn
from search_app.model.document import AuthorityName, Document, DocumentType, Kind, Source
from search_app.model.expr import MatchAll, Or, Scope, Word
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query

TIMEOUT_S = 600.0
_MEMORY_MB = 256
_FACETS = {
    "party": FacetField.PARTY,
    "ministry": FacetField.MINISTRY,
    "topic": FacetField.TOPIC,
    "year": FacetField.YEAR,
}


def version() -> str:
    return f"search-app {package_version('search-app')}"


class _Stems(Run):
    """A run of documents that indexes the stems of title and text, and not the words as written.

    It collects no frequent stems either: only the ranking reads them, and it is not compared here.
    """

    def fields(self, frequent: FrequentStems) -> Iterator[FieldData]:
        texts, self._texts = self._texts, {}
        for name, stream in texts.items():
            words = self._words.expanded(*stream.arrays(self.size))
            yield FieldData(STEMMED_OF[name], *self._words.stemmed(*words))
        yield from super().fields(frequent)


class _Builder:
    def __init__(self, index: Path, jobs: int) -> None:
        self._index = index
        files = create_in(str(index), new_schema())
        self._writer = ColumnarWriter(files, memory_mb=_MEMORY_MB, jobs=jobs, run=_Stems)

    def add(self, records: Sequence[Record]) -> None:
        for record in records:
            self._writer.add_indexed(_indexed(record))

    def finish(self) -> None:
        self._writer.commit()
        score_stems(self._index)


def _indexed(record: Record) -> IndexedDocument:
    """Return the record with the compared fields alone."""
    values = {field: tuple(record["facets"][name]) for name, field in _FACETS.items()}
    texts = {"title_strict": record["title"], "text_strict": record["text"]}
    stored = {
        "id": record["id"],
        "title": record["title"],
        "text": record["text"],
        "date": record["date"],
        "facets": record["facets"],
    }
    day = date.fromisoformat(record["date"]).toordinal() if record["date"] else NO_NUMBER
    numbers = {NumericColumn.DATE: day}
    return IndexedDocument(
        texts={name: text for name, text in texts.items() if text},
        keywords={"id": (record["id"].encode(),)},
        facets=tuple(values.get(field, ()) for field in FacetField),
        numbers=tuple(numbers.get(column, NO_NUMBER) for column in NumericColumn),
        json=json.dumps(stored, ensure_ascii=False).encode(),
    )


def document_of(record: Record) -> Document:
    """Return the record as a document of the product, a written question."""

    def name(facet: str) -> AuthorityName | None:
        values = tuple(record["facets"][facet])
        return (
            AuthorityName(name=" et ".join(values), values=values, known=True) if values else None
        )

    return Document(
        id=record["id"],
        kind=Kind.QUESTION,
        type=DocumentType.QE,
        title=record["title"],
        text=record["text"],
        source=Source(path="record"),
        group=name("party"),
        ministry_asked=name("ministry"),
        topic=name("topic"),
        date=date.fromisoformat(record["date"]) if record["date"] else None,
    )


class SnapshotReader:
    """Matches, scores and counts facets; documents are not read and not ranked any further."""

    parts: tuple[Part, ...] = ("top", "facets")

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._compiler = Matching(snapshot).compiler
        # The program has more facets than the four that are compared.
        self._counted = copy(snapshot.columns)
        every = self._counted.facets
        self._counted.facets = {field: every[field] for field in _FACETS.values()}

    def answer(self, question: Question, part: Part) -> Any:
        query = _without_words(question)
        executor = Executor(self._snapshot, time.monotonic() + TIMEOUT_S)
        matches = executor.run(_tree(question, self._compiler))
        selected = self._counted.filtered(matches.documents, query)
        scores = matches.scores
        if query.filters:
            scores = values_at(selected, matches.documents, scores, self._snapshot.size)
        places = self._counted.best(selected, scores, query.sort, TOP)
        numbers = selected.take(places).tolist()
        best = list(zip(numbers, scores.take(places).tolist(), strict=True))
        counts = {}
        if part == "facets":
            counts = self._counted.facet_counts(matches.documents, selected, query)
        return len(selected), best, counts

    def found(self, answer: Any) -> Found:
        total, _, counts = answer
        facets = {
            name: {c.value: c.count for c in counts[field] if c.value != NO_VALUE}
            for name, field in _FACETS.items()
            if field in counts
        }
        return Found(total=total, facets=facets)

    def bytes_touched(self, question: Question) -> int:
        """Return the bytes that an answer with facets cannot avoid reading.

        They are the documents and scores of the stems, or the postings, length norms and positions
        of a phrase, and of each hit its facet codes and a byte of the mask when the question has a
        filter.
        """
        total: int = self.answer(question, "top")[0]
        touched = 0
        for term in question.terms:
            if question.operator != "phrase":
                touched += sum(array.nbytes for array in self._snapshot.scored(term))
                continue
            for name in FIELD_WEIGHTS:
                for _, arrays in self._snapshot.fields(name):
                    touched += _bytes_of(arrays, term.encode())
        touched += sum(total * column.codes.itemsize for column in self._counted.facets.values())
        return touched + (total if question.filter else 0)


def _bytes_of(arrays: FieldArrays, term: bytes) -> int:
    index = arrays.find(term)
    if index is None:
        return 0
    postings = arrays.postings_of(index)
    documents = arrays.documents[postings]
    norms = len(documents) * np.dtype(np.float32).itemsize
    positions = arrays.positions_of(index).nbytes
    return int(documents.nbytes + arrays.frequencies[postings].nbytes + norms + positions)


def reader(index: Path) -> SnapshotReader:
    return SnapshotReader(open_snapshot(index))


def _without_words(question: Question) -> Query:
    chosen = question.filter
    filters = ((_FACETS[chosen[0]], (chosen[1],)),) if chosen else ()
    return Query(page_size=TOP, filters=filters)


def _tree(question: Question, compiler: Compiler) -> wq.Query:
    """Return the query tree for title and text alone. The program looks for words in names, too."""

    def in_texts(words: str) -> wq.Query:
        texts, *_ = compiler.tree(Word(words)).subqueries
        return texts

    match question.operator:
        case "all":
            return compiler.tree(MatchAll())
        case "phrase":
            # Several words in one `Word` must stand side by side, so it is a phrase of stems.
            phrase = " ".join(question.words)
            return compiler.tree(Or((Word(phrase, Scope.TITLE), Word(phrase, Scope.TEXT))))
        case "or":
            return wq.Or(list(map(in_texts, question.words)))
        case "and":
            return wq.And(list(map(in_texts, question.words)))


builder = _Builder
