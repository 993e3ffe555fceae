"""How is one search run? Understood, asked, asked again when few documents have all the words."""

import time
from dataclasses import replace

from search_app.engine.port import Engine
from search_app.model.expr import Expr
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.model.vocabulary import Correction, Expansion
from search_app.search.correct import corrected
from search_app.search.expand import expanded
from search_app.search.relax import is_few, relaxations
from search_app.search.understand import has_words, understand


def search(engine: Engine, query: Query, *, timeout_s: float) -> Results:
    """Return one page of results.

    timeout_s: limit in seconds for everything. Filters never relax a query: the words decide over
    the whole index, so that the counts beside the filters keep their meaning.
    """
    started = time.monotonic()
    widened, corrections, expansions = _widened(engine, query, started + timeout_s)
    understood = understand(widened)
    left_s = timeout_s - (time.monotonic() - started)
    results = engine.search(understood, max(left_s, 0.001))
    results = replace(results, corrections=corrections, expansions=expansions)
    if results.unfinished or not is_few(understood.expr, results.matched):
        return results
    for expr in relaxations(understood.expr):
        left_s = timeout_s - (time.monotonic() - started)
        if left_s <= 0:
            return replace(results, unfinished=(*results.unfinished, "relaxation"))
        looser = engine.search(replace(understood, expr=expr), left_s)
        if looser.matched > results.matched:
            took_ms = (time.monotonic() - started) * 1000
            return replace(
                looser,
                relaxed=None if results.matched else expr,
                complete=results.matched or None,
                took_ms=took_ms,
                corrections=corrections,
                expansions=expansions,
            )
    return results


def _widened(
    engine: Engine, query: Query, deadline: float
) -> tuple[Query, tuple[Correction, ...], tuple[Expansion, ...]]:
    """Put other spellings and other names beside the words of a query."""
    if not (query.corrected or query.expanded) or not has_words(query.expr):
        return query, (), ()
    vocabulary = engine.vocabulary()
    expr = query.expr
    corrections: tuple[Correction, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    if query.corrected:
        expr, corrections = corrected(
            expr, vocabulary, lambda asked: _matched(engine, asked, deadline)
        )
    if query.expanded:
        expr, expansions = expanded(expr, vocabulary)
    return replace(query, expr=expr), corrections, expansions


def _matched(engine: Engine, expr: Expr, deadline: float) -> int:
    left_s = deadline - time.monotonic()
    return engine.search(Query(expr=expr, page_size=1), left_s).matched if left_s > 0 else 0
