"""How well does the program answer the queries of a judged collection?

The queries are run as the site runs them, through the same search with the same settings.
"""

import time
from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date
from statistics import fmean, median

from search_app.engine.port import IndexBuilder, Searcher
from search_app.evaluation.collection import Collection, JudgedQuery
from search_app.evaluation.measures import DEPTH, ndcg, recall, reciprocal_rank
from search_app.model.document import Document
from search_app.model.errors import QueryError
from search_app.model.expr import Expr, Keyword, KeywordIs
from search_app.model.query import Query
from search_app.model.results import Hit, Results
from search_app.model.slug import slug_of
from search_app.search import search
from search_app.syntax import parse, parse_plainly

_COUNT_S = 10.0
TODAY = date(2000, 1, 1)  # no judgement depends on a relative date


def fill(builder: IndexBuilder, collection: Collection) -> None:
    """Build and publish an index of the documents of a collection."""
    with builder:
        for document in collection.documents:
            builder.add(document)
        builder.publish(corpus_digest="", rejected=0, ledger=b"")


def missing(searcher: Searcher, collection: Collection) -> int:
    """Return how many of the judged documents the searcher does not have.

    An article may be named by the slug of its id, which used to be the id.
    """
    return sum(
        searcher.get(name) is None and not searcher.count(KeywordIs(Keyword.SLUG, name), _COUNT_S)
        for name in collection.judged()
    )


def evaluate(
    searcher: Searcher,
    collection: Collection,
    *,
    timeout_s: float,
    progress: Callable[[Sequence[JudgedQuery]], Iterable[JudgedQuery]] = iter,
) -> dict[str, float]:
    """Return the mean of each measure over all queries, and the median time in milliseconds.

    "judged@10" is the share of the first hits that were judged. The others count as irrelevant, so
    that the other measures are too low where this share is. "unfinished" is how many searches the
    time was too short for: what they did not find counts as not found.

    timeout_s: the limit of each search in seconds. progress: iterates over the queries, and may
    show how far it has come.
    """
    measured: dict[str, list[float]] = {}
    unfinished = 0
    for query in progress(collection.queries):
        gains_of = collection.gains[query.topic]
        wanted = asked_for(query, DEPTH)
        started = time.perf_counter()
        results = search(searcher, wanted, timeout_s=timeout_s)
        took_ms = (time.perf_counter() - started) * 1000
        unfinished += bool(results.unfinished)
        hits = first_hits(results, DEPTH)
        first = [_judged_name(hit.document, gains_of) for hit in hits]
        gains = [gains_of.get(id_, 0) for id_ in first]
        judged = list(gains_of.values())
        for name, value in (
            ("ndcg@10", ndcg(gains, judged)),
            ("recall@10", recall(gains, judged)),
            ("mrr@10", reciprocal_rank(gains)),
            ("success@10", float(any(gains))),
            ("judged@10", sum(id_ in gains_of for id_ in first) / len(first) if first else 1.0),
            ("p50_ms", took_ms),
        ):
            measured.setdefault(name, []).append(value)
    means = {name: fmean(values) for name, values in measured.items() if name != "p50_ms"}
    counts = {"queries": len(collection.queries), "unfinished": unfinished}
    return means | {"p50_ms": median(measured["p50_ms"])} | counts


def _judged_name(document: Document, judged: Container[str]) -> str:
    slug = slug_of(document)
    return slug if slug in judged else document.id


def asked_for(query: JudgedQuery, count: int) -> Query:
    """Return the search for the first `count` hits of a judged query."""
    return Query(text=query.text, expr=_read(query.text), page_size=count)


def first_hits(results: Results, count: int) -> list[Hit]:
    """Return the first `count` hits as a reader comes to them: the partial ones after the others.

    results: those of a page of at least `count` hits.
    """
    return [*results.hits, *results.partial.hits][:count]


def _read(text: str) -> Expr:
    """Return the expression of a text; one that is no valid query is read as plain words."""
    try:
        return parse(text, today=TODAY)
    except QueryError:
        return parse_plainly(text)
