"""Which condition could be dropped from a search without results, and what would that find?"""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search_app.engine.port import Searcher
from search_app.french import analyze
from search_app.model.expr import And, Expr, Phrase, Scope, all_of, is_plain, parts_of
from search_app.model.query import Query
from search_app.search.compounds import joined
from search_app.search.context import CountDocuments
from search_app.search.pipeline import counted
from search_app.syntax import parse_plainly, without_quotation_marks

# The most looser queries that are run, chosen by hand.
ASKED_MAX = 12
# One part of a typed text: a quotation with what is attached to it, as in `titre:"…"~2`, or else
# what stands between two spaces.
_PARTS = re.compile(r'[^\s"]*"[^"]*"[^\s"]*|\S+')


@dataclass(frozen=True, slots=True, kw_only=True)
class LooserQuery:
    """A query with fewer conditions. total: the number of documents that it finds, 1 or more."""

    query: Query
    total: int


def looser_queries(
    searcher: Searcher, query: Query, *, timeout_s: float
) -> tuple[LooserQuery, ...]:
    """Return the looser queries that find something, those that find most documents first.

    Each lacks one condition of `query`; some lack all filters, or all words but one. A query with
    fewer words counts only if a document has all of these. At most ASKED_MAX queries are run, all
    of them within `timeout_s` seconds.
    """
    deadline = time.monotonic() + timeout_s
    found = []

    def count_documents(expr: Expr) -> int:
        return searcher.count(expr, max(deadline - time.monotonic(), 0))

    for looser in list(dict.fromkeys(_looser(query, count_documents)))[:ASKED_MAX]:
        left_s = deadline - time.monotonic()
        if left_s <= 0:
            break
        results = counted(searcher, looser, timeout_s=left_s)
        if results.total and (results.complete or looser.text == query.text):
            found.append(LooserQuery(query=looser, total=results.total))
    return tuple(sorted(found, key=lambda looser: -looser.total))


def _looser(query: Query, count_documents: CountDocuments) -> Iterator[Query]:
    first_page = replace(query, page=1)
    if query.is_filtered:
        yield query.unfiltered()
    for field, values in query.filters:
        yield first_page.without(field) if len(values) > 1 else first_page.toggled(field, values[0])
    for field, values in query.excluded:
        yield from (first_page.excluding(field, value) for value in values)
    if query.ids:
        yield replace(first_page, ids=())
    if query.dates:
        yield replace(first_page, dates=None)
    yield from _without_quotation_marks(first_page)
    yield from _with_fewer_words(first_page, count_documents)


def _without_quotation_marks(query: Query) -> Iterator[Query]:
    """Yield the query with its quotations as plain words, where it is made of these alone."""
    parts = parts_of(query.expr)
    if all(map(_is_quotation_or_word, parts)) and any(isinstance(p, Phrase) for p in parts):
        text = without_quotation_marks(query.text)
        yield replace(query, text=text, expr=parse_plainly(text))


def _is_quotation_or_word(part: Expr) -> bool:
    return is_plain(part) or (isinstance(part, Phrase) and part.scope is Scope.ANY)


def _with_fewer_words(query: Query, count_documents: CountDocuments) -> Iterator[Query]:
    """Yield the query without each one of its words, then with each one alone.

    Words that are one in a text, such as « L. 521-1 », are one, and small words go with the word
    behind them. Yield nothing where the words of the text are not, one by one, the children of an
    And: they could then not be left out of both.
    """
    typed = _PARTS.findall(query.text)
    if not isinstance(query.expr, And) or len(typed) != len(query.expr.children):
        return
    things = list(_things(query.expr, typed, joined(query.expr, count_documents)))
    places = range(len(things))
    for kept in (
        *([p for p in places if p != dropped] for dropped in places),
        *((p,) for p in places if len(things) > 1),
    ):
        if kept:
            (_, first, _), *others = (things[place] for place in kept)
            text = " ".join((first, *(f"{small}{text}" for small, text, _ in others)))
            parts = [things[place][2] for place in kept]
            yield replace(query, text=text, expr=all_of(parts, in_order=query.expr.in_order))


def _things(expr: And, typed: Sequence[str], meant: Expr) -> Iterator[tuple[str, str, Expr]]:
    """Yield each thing that is asked for: the small words before it, it as typed, and its part.

    typed: the text of each child of `expr`. meant: `expr` with words joined that are one thing.
    """
    start = end = 0
    small = ""
    for part in parts_of(meant):
        while not _is_end_of(part, expr.children[start : end + 1]):
            end += 1
        end += 1
        text = " ".join(typed[start:end])
        if is_plain(part) and not analyze(part.text):
            small += f"{text} "
        else:
            yield small, text, part
            small = ""
        start = end


def _is_end_of(part: Expr, children: Sequence[Expr]) -> bool:
    """Tell whether a part was made of the children; what they begin with may have been left out."""
    if not is_plain(part) or part == children[-1]:
        return is_plain(part) == is_plain(children[-1])
    texts = "".join(child.text for child in children if is_plain(child))
    return is_plain(part) and "".join(texts.split()).endswith("".join(part.text.split()))
