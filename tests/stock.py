"""Whoosh's own Searcher as an oracle on the folders that we write.

Its slips are put right here, and nothing else; `test_stock_whoosh` shows each.
Exclusions: `AndNotMatcher` lets its first document pass when the excluded postings begin before it,
and fails when it is skipped to its end.
Complements: `InverseMatcher` may give a deleted document, when it comes after the last one that is
not wanted; here a complement is `Every` without the rest, worth 1 as it is alone. Filters: an empty set of documents as `filter=`
filters nothing. `minmatch` of `Or` is not implemented: such a query has no stock answer. A union of many
terms is read into memory beforehand, loses its positions, and fails within a row of words; here none is.
Of several terms that count as one (`AnyTerm`), it finds the same documents and has other scores.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import query as wq
from whoosh.index import open_dir
from whoosh.matching import AndNotMatcher
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from search_app.engine.embedded.matching.expansions import AnyTerm


class _AndNotMatcher(AndNotMatcher):
    def _find_first(self) -> None:
        self._find_next()

    def _find_next(self) -> None:
        if self.a.is_active() and self.b.is_active():
            super()._find_next()


class _AndNot(wq.AndNot):
    def matcher(self, searcher: Any, context: Any = None) -> _AndNotMatcher:
        wanted = self.a.matcher(searcher, context)
        return _AndNotMatcher(wanted, self.b.matcher(searcher, searcher.boolean_context()))


@contextmanager
def stock_searcher(folder: Path) -> Iterator[Searcher]:
    chosen = wq.Or.matcher_type
    wq.Or.matcher_type = wq.Or.DEFAULT_MATCHER
    try:
        with open_dir(str(folder), readonly=True).searcher(weighting=BM25F()) as searcher:
            yield searcher
    finally:
        wq.Or.matcher_type = chosen


def has_stock_answer(query: wq.Query) -> bool:
    return not any(isinstance(part, wq.Or) and part.minmatch for part in [query, *_below(query)])


def has_stock_scores(query: wq.Query) -> bool:
    return not any(isinstance(part, AnyTerm) for part in [query, *_below(query)])


def stock_scores(
    searcher: Searcher, query: wq.Query, among: Collection[int] | None = None
) -> dict[int, float]:
    """Return the score of every hit, by document number. among: passed as `filter=`."""
    if among is not None and not among:
        return {}
    found = searcher.search(_repaired(query), limit=None, scored=True, filter=among)
    return {hit.docnum: hit.score for hit in found}


def _below(query: wq.Query) -> Iterator[wq.Query]:
    for child in query.children():
        yield child
        yield from _below(child)


def _repaired(query: wq.Query) -> wq.Query:
    match query:
        case wq.AndNot():
            return _AndNot(_repaired(query.a), _repaired(query.b))
        case wq.Not():
            return _AndNot(wq.Every(boost=query.boost), _repaired(query.query))
    return query if query.is_leaf() else query.apply(_repaired)
