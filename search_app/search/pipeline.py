"""How is one search run?

Words are joined and split, those that no document has are corrected, other names are put beside
them, and small words are dropped. The engine answers the expression that is left. When few
documents match it, those with half of its words follow them; when none does, they are the result
themselves.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from search_app.engine.port import Searcher
from search_app.model.answer_times import AnswerTimes
from search_app.model.document import Document
from search_app.model.errors import IndexDamagedError
from search_app.model.expr import Expr
from search_app.model.facet import FacetField
from search_app.model.query import EXPANSIONS_MAX, Query, Sort
from search_app.model.results import PartialHits, Results, Unfinished
from search_app.model.vocabulary import Correction, Expansion
from search_app.search.compounds import regrouped
from search_app.search.correct import as_corrected, corrected
from search_app.search.expand import expanded
from search_app.search.relax import is_few, partly, relaxed, with_any_word
from search_app.search.runs import passage_of
from search_app.search.understand import canonical, has_words, understand
from search_app.search.wildcards import check_expansions
from search_app.search.writings import with_other_writings


def search(
    searcher: Searcher,
    query: Query,
    *,
    timeout_s: float,
    partial_page: int = 1,
    expansions_max: int = EXPANSIONS_MAX,
) -> Results:
    """Return one page of results, and one of the documents that have some of the words only.

    No correction is told where there was no time to match: it would say that a word is absent.

    timeout_s: the limit in seconds for all that is asked of the searcher. partial_page: the number
    of the second page, counted from 1. expansions_max: of words that `mot*` and `mot~` stand for.
    Raises QueryTooComplexError when these are more.
    """
    started = time.monotonic()
    deadline = started + timeout_s
    asked, results = _answered(searcher, query, deadline, expansions_max)
    if results.complete and is_few(results.total):
        partial = replace(asked, sort=Sort.RELEVANCE, page=partial_page)
        results = _with_partial(searcher, partial, results, deadline)
    return replace(results, took_ms=(time.monotonic() - started) * 1000)


def counted(searcher: Searcher, query: Query, *, timeout_s: float) -> Results:
    """Return the numbers of a search, with one hit alone: nothing is ranked.

    timeout_s: as `search` takes it. Raises QueryTooComplexError where `search` does.
    """
    first = replace(query, page=1, page_size=1, sort=Sort.NEWEST)
    return _answered(searcher, first, time.monotonic() + timeout_s, EXPANSIONS_MAX)[1]


def scan(
    searcher: Searcher, query: Query, *, timeout_s: float, expansions_max: int = EXPANSIONS_MAX
) -> tuple[Results, Iterator[Document]]:
    """Return the numbers of a search, and all documents of its `total` in the order of the query.

    The query is understood as `search` does. So when no document has all the words, the documents
    are those with some of them. The searcher must be kept until the last of them was asked for.

    timeout_s, expansions_max: as `search` takes them; the time is for finding the documents, not
    for reading them. Raises QueryTooComplexError where `search` does, TimeoutError when the time is
    not enough, and IndexDamagedError when a damaged file hides documents.
    """
    deadline = time.monotonic() + timeout_s
    asked, results = _all_found(searcher, query, deadline, expansions_max)
    if query.has_nothing_to_search:
        return results, iter(())
    return results, searcher.scan(asked, _left_s(deadline))


def answer_times(
    searcher: Searcher,
    query: Query,
    field: FacetField,
    *,
    timeout_s: float,
    expansions_max: int = EXPANSIONS_MAX,
) -> tuple[Results, dict[str, AnswerTimes]]:
    """Return the numbers of a search, and how long the written questions that it finds took.

    The times are as `Searcher.answer_times` gives them, the query is understood as `search` does.
    Takes and raises what `scan` does.
    """
    deadline = time.monotonic() + timeout_s
    asked, results = _all_found(searcher, query, deadline, expansions_max)
    if query.has_nothing_to_search:
        return results, {}
    return results, searcher.answer_times(asked, field, _left_s(deadline))


def _all_found(
    searcher: Searcher, query: Query, deadline: float, expansions_max: int
) -> tuple[Query, Results]:
    """Return the query to ask for all that a search finds, and the numbers of the search."""
    first = replace(query, page=1, page_size=1)
    asked, results = _answered(searcher, first, deadline, expansions_max)
    if Unfinished.INDEX in results.unfinished:
        raise IndexDamagedError(path=results.generation)
    if Unfinished.MATCHING in results.unfinished:
        raise TimeoutError("no matches in the time of a search")
    return _canonical(asked), results


def _answered(
    searcher: Searcher, query: Query, deadline: float, expansions_max: int
) -> tuple[Query, Results]:
    """Return the query that the searcher was asked in the end, and its answer to it."""
    if query.has_nothing_to_search:
        return query, Results.nothing(searcher.generation.id)
    check_expansions(searcher, query.expr, expansions_max)
    spelt, corrections = _spelt(searcher, query, deadline)
    widened, expansions = _named(searcher, spelt)
    asked = understand(widened)
    results = _answer(searcher, asked, deadline)
    if not results.matched:
        asked, results = _with_some_words(searcher, asked, results, deadline)
    if Unfinished.MATCHING in results.unfinished:
        corrections = ()
    said = as_corrected(spelt.expr) if corrections else spelt.expr
    meant = understand(replace(spelt, expr=said)).expr
    return asked, replace(
        results,
        meant=with_any_word(meant) if results.relaxed else meant,
        corrections=corrections,
        expansions=expansions,
    )


def _with_some_words(
    searcher: Searcher, query: Query, nothing: Results, deadline: float
) -> tuple[Query, Results]:
    """Return the documents with some of the words as the result, when no document has all.

    That no document has all is true of the whole index, never of what the filters leave: otherwise
    a filter could change which documents the counts beside the other filters stand for.
    """
    looser = relaxed(query.expr)
    if looser is None or Unfinished.MATCHING in nothing.unfinished:
        return query, nothing
    asked = replace(query, expr=looser)
    found = _answer(searcher, asked, deadline)
    return asked, replace(found, relaxed=found.matched > 0)


def _with_partial(searcher: Searcher, query: Query, complete: Results, deadline: float) -> Results:
    """Return the results with the documents that have some of the words only behind them."""
    partly_matching = partly(query.expr)
    if partly_matching is None:
        return complete
    found = _answer(searcher, replace(query, expr=partly_matching), deadline)
    missing = (
        Unfinished.PARTIAL if part is Unfinished.MATCHING else part for part in found.unfinished
    )
    return replace(
        complete,
        partial=PartialHits(hits=found.hits, total=found.total, folded_away=found.folded_away),
        unfinished=tuple(dict.fromkeys((*complete.unfinished, *missing))),
    )


def _answer(searcher: Searcher, query: Query, deadline: float) -> Results:
    return searcher.search(_canonical(query), _left_s(deadline))


def _canonical(query: Query) -> Query:
    return replace(query, expr=canonical(query.expr))


def _left_s(deadline: float) -> float:
    """Return the seconds that are left; some, for the searcher is to say what is unfinished."""
    return max(deadline - time.monotonic(), 0.001)


def _spelt(
    searcher: Searcher, query: Query, deadline: float
) -> tuple[Query, tuple[Correction, ...]]:
    """Return the query with its words joined, split and corrected and with its passage set, and the
    corrections made.
    """
    expr = query.expr
    corrections: Sequence[Correction] = ()

    def count_documents(asked: Expr) -> int:
        return _count(searcher, asked, deadline)

    if has_words(expr):
        if query.corrected or query.expanded:
            expr = regrouped(expr, count_documents)
            expr = with_other_writings(expr, searcher.vocabulary, count_documents)
        if query.corrected:
            spelt, corrections = corrected(
                expr, searcher.vocabulary, searcher.written, count_documents
            )
            # What could not be counted in time is not known to be absent.
            if time.monotonic() >= deadline:
                corrections = ()
            else:
                expr = spelt
    return replace(query, expr=expr, passage=passage_of(canonical(expr))), tuple(corrections)


def _named(searcher: Searcher, query: Query) -> tuple[Query, tuple[Expansion, ...]]:
    """Return the query with other names beside those in it, and these names."""
    if not (query.expanded and has_words(query.expr)):
        return query, ()
    expr, expansions = expanded(query.expr, searcher.vocabulary)
    return replace(query, expr=expr), expansions


def _count(searcher: Searcher, expr: Expr, deadline: float) -> int:
    """Return how many documents match; 0 when the deadline does not leave time to count them."""
    left_s = deadline - time.monotonic()
    return searcher.count(canonical(expr), left_s) if left_s > 0 else 0
