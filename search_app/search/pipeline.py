"""How is one search run? Understood, asked, asked again when few documents have all the words."""

import time
from dataclasses import replace

from search_app.engine.port import Engine
from search_app.model.expr import Expr
from search_app.model.query import Query, Sort
from search_app.model.results import Results
from search_app.model.vocabulary import Correction, Expansion
from search_app.search.compounds import regrouped
from search_app.search.correct import corrected
from search_app.search.expand import expanded
from search_app.search.relax import is_few, relaxed
from search_app.search.understand import has_words, understand


def search(engine: Engine, query: Query, *, timeout_s: float) -> Results:
    """Return one page of results.

    timeout_s: limit in seconds for everything. Filters never relax a query: the words decide over
    the whole index, so that the counts beside the filters keep their meaning.
    """
    started = time.monotonic()
    deadline = started + timeout_s
    widened, corrections, expansions = _widened(engine, query, deadline)
    understood = understand(widened)
    asked, complete = _relaxed(engine, understood, widened.expr, deadline)
    results = engine.search(
        replace(understood, expr=asked), max(deadline - time.monotonic(), 0.001)
    )
    if asked is not understood.expr:
        results = replace(results, relaxed=None if complete else asked, complete=complete or None)
    return replace(
        results,
        corrections=corrections,
        expansions=expansions,
        took_ms=(time.monotonic() - started) * 1000,
    )


def _relaxed(engine: Engine, query: Query, typed: Expr, deadline: float) -> tuple[Expr, int]:
    """Return what to ask for, and how many documents have all the words, when that was counted.

    Sorted otherwise than by relevance, a document with half of the words could come before one with
    all of them: there it comes in only when no document has all.
    """
    expr = query.expr
    looser = relaxed(expr) if query.relaxed else None
    if looser is None:
        return expr, 0
    complete = _count(engine, expr, deadline)
    is_enough = complete > 0 if query.sort is not Sort.RELEVANCE else not is_few(typed, complete)
    if is_enough or _count(engine, looser, deadline) <= complete:
        return expr, complete
    return looser, complete


def _widened(
    engine: Engine, query: Query, deadline: float
) -> tuple[Query, tuple[Correction, ...], tuple[Expansion, ...]]:
    """Put other spellings and other names beside the words of a query."""
    if not (query.corrected or query.expanded) or not has_words(query.expr):
        return query, (), ()
    vocabulary = engine.vocabulary()

    def together(asked: Expr) -> int:
        return _count(engine, asked, deadline)

    expr = regrouped(query.expr, together)
    corrections: tuple[Correction, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    if query.corrected:
        expr, corrections = corrected(expr, vocabulary, together)
    if query.expanded:
        expr, expansions = expanded(expr, vocabulary)
    return (
        replace(query, text=_as_meant(query.text, corrections), expr=expr),
        corrections,
        expansions,
    )


def _as_meant(text: str, corrections: tuple[Correction, ...]) -> str:
    meant = f" {' '.join(text.split())} "
    for correction in corrections:
        meant = meant.replace(f" {correction.typed} ", f" {correction.used} ")
    return meant.strip()


def _count(engine: Engine, expr: Expr, deadline: float) -> int:
    left_s = deadline - time.monotonic()
    return engine.count(expr, left_s) if left_s > 0 else 0
