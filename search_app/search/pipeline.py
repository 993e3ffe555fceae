"""How is one search run?

Words are joined, split and corrected, other names are put beside them, and small words are dropped.
When few documents have all the words that are left, half of them will do. What comes out of this is
one expression, which the engine answers.
"""

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
from search_app.search.writings import with_other_writings


def search(searcher: Searcher, query: Query, *, timeout_s: float) -> Results:
    """Return one page of results.

    timeout_s: the limit in seconds for all that is asked of the searcher. Whether a query is
    relaxed depends on its words and the whole index, never on its filters: otherwise a filter could
    change which documents the counts beside the other filters stand for.
    """
    started = time.monotonic()
    deadline = started + timeout_s
    widened, corrections, expansions = _widened(searcher, query, deadline)
    understood = understand(widened)
    asked, complete = _relaxed(searcher, understood, widened.expr, deadline)
    # Without any time left the engine is asked all the same: it says what is unfinished.
    left_s = max(deadline - time.monotonic(), 0.001)
    results = searcher.search(replace(understood, expr=canonical(asked)), left_s)
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
    """Return the expression to ask for, and how many documents have all the words.

    The number is 0 when it was not needed. In another order than that of relevance, a document with
    half of the words could come before one with all of them; the looser expression is then asked
    for only when no document has all.
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
    """Return the query with other spellings and names beside its words and with its passage set,
    and what was put beside the words.
    """
    expr = query.expr
    corrections: Sequence[Correction] = ()
    expansions: tuple[Expansion, ...] = ()

    def count_documents(asked: Expr) -> int:
        return _count(searcher, asked, deadline)

    is_widened = (query.corrected or query.expanded) and has_words(expr)
    if is_widened:
        expr = regrouped(expr, count_documents)
        expr = with_other_writings(expr, searcher.vocabulary, count_documents)
    if is_widened and query.corrected:
        expr, corrections = corrected(expr, searcher.vocabulary, count_documents)
    passage = passage_of(canonical(expr))
    if is_widened and query.expanded:
        expr, expansions = expanded(expr, searcher.vocabulary)
    written = tuple(_written(searcher, correction) for correction in corrections)
    return replace(query, expr=expr, passage=passage), written, expansions


def _written(searcher: Searcher, correction: Correction) -> Correction:
    """Return the correction with the accents that documents write it with."""
    return replace(correction, written=" ".join(map(searcher.written, correction.used.split())))


def _count(searcher: Searcher, expr: Expr, deadline: float) -> int:
    """Return how many documents match; 0 when the deadline does not leave time to count them."""
    left_s = deadline - time.monotonic()
    return searcher.count(canonical(expr), left_s) if left_s > 0 else 0
