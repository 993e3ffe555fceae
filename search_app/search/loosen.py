"""What could be dropped from a search without results, and how many documents would that give?"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from search_app.engine.port import Searcher
from search_app.model.expr import And, all_of
from search_app.model.query import Query
from search_app.search.pipeline import search

ASKED_MAX = 12
# A quotation with what is written to it, or anything between two spaces.
_PARTS = re.compile(r'[^\s"]*"[^"]*"[^\s"]*|\S+')


@dataclass(frozen=True, slots=True, kw_only=True)
class LooserQuery:
    """A looser query. total: documents that it finds, 1 or more."""

    query: Query
    total: int


def looser_queries(
    searcher: Searcher, query: Query, *, timeout_s: float
) -> tuple[LooserQuery, ...]:
    """Ask the query again without one of its conditions at a time; the most documents first.

    Fewer words must all be found to be worth a mention; with the same words, some of them will do.

    At most ASKED_MAX searches, all of them within `timeout_s` seconds.
    """
    deadline = time.monotonic() + timeout_s
    found = []
    for looser in list(dict.fromkeys(_looser(query)))[:ASKED_MAX]:
        left_s = deadline - time.monotonic()
        if left_s <= 0:
            break
        results = search(searcher, replace(looser, page=1, page_size=1), timeout_s=left_s)
        if results.total and (results.relaxed is None or looser.text == query.text):
            found.append(LooserQuery(query=looser, total=results.total))
    return tuple(sorted(found, key=lambda looser: -looser.total))


def _looser(query: Query) -> Iterator[Query]:
    first_page = replace(query, page=1)
    for field, values in query.filters:
        yield first_page.without(field) if len(values) > 1 else first_page.toggled(field, values[0])
    for field, values in query.excluded:
        yield from (first_page.excluding(field, value) for value in values)
    if query.dates:
        yield replace(first_page, dates=None)
    if query.is_filtered:
        yield query.unfiltered()
    yield from _with_fewer_words(first_page)


def _with_fewer_words(query: Query) -> Iterator[Query]:
    """Leave out one word, then all but one, where each word of the text is one part of an And."""
    typed = _PARTS.findall(query.text)
    if not isinstance(query.expr, And) or len(typed) != len(query.expr.children):
        return
    places = range(len(typed))
    for kept in (
        *([p for p in places if p != dropped] for dropped in places),
        *((p,) for p in places),
    ):
        parts = [query.expr.children[place] for place in kept]
        text = " ".join(typed[place] for place in kept)
        yield replace(query, text=text, expr=all_of(parts, in_order=query.expr.in_order))
