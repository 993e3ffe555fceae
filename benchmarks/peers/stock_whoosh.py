"""How fast is Whoosh as it comes, with its own codec, searcher and collectors, in one process?"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import whoosh
from whoosh import query as wq
from whoosh.analysis import Analyzer, Token
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.scoring import BM25F
from whoosh.sorting import Count, FieldFacet

from benchmarks.peers.port import (
    FACETS,
    FIELD_WEIGHTS,
    TOP,
    Found,
    Part,
    Question,
    Record,
    positioned,
)

_MEMORY_MB = 256
_SEPARATOR = ","
_NOT_SEPARATOR = "\x1f"


class AnalysedTerms(Analyzer):  # type: ignore[misc]  # Whoosh is typed in parts only
    """Splits a text that was analysed beforehand into its terms."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        token = Token(positions=True)
        token.boost = 1.0
        for token.pos, token.text in positioned(value):
            yield token


def version() -> str:
    return f"whoosh3 {'.'.join(map(str, whoosh.__version__))}"


def _schema() -> Schema:
    schema = Schema(id=ID(unique=True), document=STORED())
    for field in FIELD_WEIGHTS:
        schema.add(field, TEXT(analyzer=AnalysedTerms(), phrase=True))
    for name in FACETS:
        schema.add(name, KEYWORD(commas=True) if name == "ministry" else ID(sortable=True))
    return schema


class _Builder:
    def __init__(self, index: Path, jobs: int) -> None:
        self._index = create_in(index, _schema())
        self._writer = self._index.writer(limitmb=_MEMORY_MB, procs=jobs)

    def add(self, records: Sequence[Record]) -> None:
        for record in records:
            facets = {n: _SEPARATOR.join(map(_key, vs)) for n, vs in record["facets"].items()}
            self._writer.add_document(
                id=record["id"],
                title=record["title_terms"],
                text=record["text_terms"],
                document={n: record[n] for n in ("title", "text", "facets", "date")},
                **facets,
            )

    def finish(self) -> None:
        self._writer.commit()


def _key(value: str) -> str:
    return value.replace(_SEPARATOR, _NOT_SEPARATOR)


class _Reader:
    parts: tuple[Part, ...] = ("top", "facets")

    def __init__(self, index: Path) -> None:
        self._searcher = open_dir(index, readonly=True).searcher(weighting=BM25F())

    def answer(self, question: Question, part: Part) -> Any:
        counted = {name: FieldFacet(name, allow_overlap=name == "ministry") for name in FACETS}
        chosen = question.filter and wq.Term(question.filter[0], _key(question.filter[1]))
        results = self._searcher.search(
            _query(question),
            limit=TOP,
            filter=chosen,
            groupedby=counted if part == "facets" else None,
            maptype=Count,
        )
        best = [(results.docnum(i), results.score(i)) for i in range(results.scored_length())]
        counts = {name: results.groups(name) for name in results.facet_names()}
        return len(results), best, counts

    def found(self, answer: Any) -> Found:
        total, _, counts = answer
        facets = {
            name: {v.replace(_NOT_SEPARATOR, _SEPARATOR): n for v, n in found.items() if v}
            for name, found in counts.items()
        }
        return Found(total=total, facets=facets)

    def bytes_touched(self, question: Question) -> None:  # noqa: ARG002 - the port's
        return None


def _query(question: Question) -> wq.Query:
    match question.operator:
        case "all":
            return wq.Every()
        case "phrase":
            return wq.Or([wq.Phrase(f, list(question.terms), boost=w) for f, w in _WEIGHTS])
        case "or":
            return wq.Or([wq.Term(f, t, boost=w) for t in question.terms for f, w in _WEIGHTS])
        case "and":
            return wq.And(
                [wq.Or([wq.Term(f, t, boost=w) for f, w in _WEIGHTS]) for t in question.terms]
            )


_WEIGHTS = tuple(FIELD_WEIGHTS.items())

builder = _Builder
reader = _Reader
