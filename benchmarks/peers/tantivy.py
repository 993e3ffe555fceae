"""How fast is Tantivy? It gets the terms through its whitespace tokenizer; facets are aggregations.

Its own filter removes the stop words, so that the words beside them keep their positions.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from benchmarks.peers.port import (
    FACET_VALUES,
    FACETS,
    FIELD_WEIGHTS,
    STOP_WORD,
    TOP,
    Found,
    Part,
    Question,
    Record,
)

_MEMORY_BYTES = 256_000_000
_COUNTS = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in FACETS}


def version() -> str:
    return f"tantivy-py {tantivy.__version__.partition(',')[0].removeprefix('tantivy v')}"


def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    for field in FIELD_WEIGHTS:
        schema.add_text_field(f"{field}_terms", tokenizer_name="terms", index_option="position")
        schema.add_bytes_field(field, stored=True)  # bytes: a text field is always indexed
    schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        schema.add_text_field(
            name, stored=True, fast=True, tokenizer_name="raw", index_option="basic"
        )
    return schema.build()


class _Builder:
    def __init__(self, index: Path, jobs: int) -> None:
        self._index = _with_terms(tantivy.Index(_schema(), str(index)))
        self._writer = self._index.writer(heap_size=_MEMORY_BYTES, num_threads=jobs)

    def add(self, records: Sequence[Record]) -> None:
        for record in records:
            document = tantivy.Document()
            document.add_text("id", record["id"])
            document.add_bytes("title", record["title"].encode())
            document.add_bytes("text", record["text"].encode())
            document.add_text("title_terms", record["title_terms"])
            document.add_text("text_terms", record["text_terms"])
            for name, values in record["facets"].items():
                for value in values:
                    document.add_text(name, value)
            self._writer.add_document(document)

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()


def _with_terms(index: tantivy.Index) -> tantivy.Index:
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    terms = words.filter(tantivy.Filter.custom_stopword([STOP_WORD])).build()
    index.register_tokenizer("terms", terms)
    return index


class _Reader:
    parts: tuple[Part, ...] = ("top", "facets")

    def __init__(self, index: Path) -> None:
        self._index = _with_terms(tantivy.Index.open(str(index)))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def answer(self, question: Question, part: Part) -> Any:
        query = self._query(question)
        best = self._searcher.search(query, TOP, count=True)
        counts = self._searcher.aggregate(query, _COUNTS) if part == "facets" else {}
        return best, best.hits, counts

    def found(self, answer: Any) -> Found:
        best, _, counts = answer
        facets = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]}
            for name, found in counts.items()
        }
        return Found(total=best.count, facets=facets)

    def bytes_touched(self, question: Question) -> None:  # noqa: ARG002 - the port's
        return None

    def _query(self, question: Question) -> Query:
        match question.operator:
            case "all":
                wanted = Query.all_query()
            case "phrase":
                wanted = _any(self._in_fields(self._phrase, list(question.terms)))
            case "or":
                wanted = _any([q for t in question.terms for q in self._in_fields(self._term, t)])
            case "and":
                words = [_any(self._in_fields(self._term, term)) for term in question.terms]
                wanted = Query.boolean_query([(Occur.Must, word) for word in words])
        if question.filter:
            chosen = Query.term_query(self._schema, *question.filter, index_option="basic")
            unscored = Query.const_score_query(chosen, 0.0)
            wanted = Query.boolean_query([(Occur.Must, wanted), (Occur.Must, unscored)])
        return wanted

    def _in_fields(self, make: Callable[[str, Any], Query], wanted: Any) -> list[Query]:
        return [
            Query.boost_query(make(f"{field}_terms", wanted), weight)
            for field, weight in FIELD_WEIGHTS.items()
        ]

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term, index_option="freq")

    def _phrase(self, field: str, terms: list[str]) -> Query:
        return Query.phrase_query(self._schema, field, terms)


def _any(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


builder = _Builder
reader = _Reader
