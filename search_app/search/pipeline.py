"""How is one search run? Understood, asked, asked again when few documents have all the words."""

import time
from collections.abc import Sequence
from dataclasses import replace

from search_app.engine.port import Searcher
from search_app.model.expr import Expr
from search_app.model.query import Query, Sort
from search_app.model.results import Results
from search_app.model.vocabulary import Correction, Expansion
from search_app.search.compounds import regrouped
from search_app.search.correct import corrected
from search_app.search.expand import expanded
from search_app.search.relax import is_few, relaxed, with_any_word
from search_app.search.runs import passage_of
from search_app.search.understand import canonical, has_words, understand


def search(searcher: Searcher, query: Query, *, timeout_s: float) -> Results:
    """Return one page of results.

    timeout_s: limit in seconds for everything. Filters never relax a query: the words decide over
    the whole index, so that the counts beside the filters keep their meaning.
    """
    started = time.monotonic()
    deadline = started + timeout_s
    widened, corrections, expansions = _widened(searcher, query, deadline)
    understood = understand(widened)
    asked, complete = _relaxed(searcher, understood, widened.expr, deadline)
    results = searcher.search(
        replace(understood, expr=canonical(asked)), max(deadline - time.monotonic(), 0.001)
    )
    meant = understand(query).expr
    if asked is not understood.expr:
        results = replace(results, relaxed=None if complete else asked, complete=complete or None)
        meant = with_any_word(meant)
    return replace(
        results,
        meant=meant,
        corrections=corrections,
        expansions=expansions,
        took_ms=(time.monotonic() - started) * 1000,
    )


def _relaxed(searcher: Searcher, query: Query, typed: Expr, deadline: float) -> tuple[Expr, int]:
    """Return what to ask for, and how many documents have all the words, when that was counted.

    Sorted otherwise than by relevance, a document with half of the words could come before one with
    all of them: there it comes in only when no document has all.
    """
    expr = query.expr
    looser = relaxed(expr) if query.relaxed else None
    if looser is None:
        return expr, 0
    complete = _count(searcher, expr, deadline)
    is_enough = complete > 0 if query.sort is not Sort.RELEVANCE else not is_few(typed, complete)
    if is_enough or _count(searcher, looser, deadline) <= complete:
        return expr, complete
    return looser, complete


def _widened(
    searcher: Searcher, query: Query, deadline: float
) -> tuple[Query, tuple[Correction, ...], tuple[Expansion, ...]]:
    """Put other spellings and other names beside the words of a query, and find its passage."""
    expr = query.expr
    corrections: Sequence[Correction] = ()
    expansions: tuple[Expansion, ...] = ()

    def together(asked: Expr) -> int:
        return _count(searcher, asked, deadline)

    is_widened = (query.corrected or query.expanded) and has_words(expr)
    if is_widened:
        expr = regrouped(expr, together)
    if is_widened and query.corrected:
        expr, corrections = corrected(expr, searcher.vocabulary, together)
    passage = passage_of(canonical(expr))
    if is_widened and query.expanded:
        expr, expansions = expanded(expr, searcher.vocabulary)
    written = tuple(_written(searcher, correction) for correction in corrections)
    return replace(query, expr=expr, passage=passage), written, expansions


def _written(searcher: Searcher, correction: Correction) -> Correction:
    return replace(correction, written=" ".join(map(searcher.written, correction.used.split())))


def _count(searcher: Searcher, expr: Expr, deadline: float) -> int:
    left_s = deadline - time.monotonic()
    return searcher.count(canonical(expr), left_s) if left_s > 0 else 0
