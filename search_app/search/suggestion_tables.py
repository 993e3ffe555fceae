"""Which names, words, titles and numbers can be suggested from a generation?"""

import time
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from itertools import chain

from search_app.authority import label, renamed
from search_app.engine.port import Searcher
from search_app.french import beginnings_of, words
from search_app.model.errors import QueryError
from search_app.model.expr import Expr
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.vocabulary import Vocabulary
from search_app.search.completions import Completions
from search_app.search.kept import KeptWith
from search_app.search.understand import canonical, understand
from search_app.syntax import parse, parse_plainly

SUGGESTED = tuple(field for field in FacetField if field.words.suggestion)
# The numbers below were chosen by hand.
# The most numbers that are looked up because they begin with the one typed.
_NUMBERS_MAX = 50
# The most texts whose numbers of documents are kept.
_COUNTS_KEPT = 20_000


class Tables:
    """What suggestions from one vocabulary are made of."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.counts = vocabulary.values
        self.values = {
            field: {label(field, value): value for value in vocabulary.values.get(field, ())}
            for field in SUGGESTED
        }
        self.names = {field: beginnings_of(list(names)) for field, names in self.values.items()}
        mined = (acronym.upper() for acronym in vocabulary.acronyms)
        known = vocabulary.words.keys()
        listed = (name for name in _listed_names() if known >= set(words(name)))
        self.acronyms = beginnings_of(list(dict.fromkeys(chain(listed, mined))))
        self.titles = vocabulary.titles
        self.words = Completions(vocabulary)
        self._numbers = vocabulary.numbers
        self._documents: dict[tuple[str, date], int] = {}

    def numbers(self, typed: str) -> list[str]:
        """Return numbers of questions that begin with the digits typed, the shortest first."""
        first = bisect_left(self._numbers, typed)
        last = bisect_left(self._numbers, typed + ":")
        found = sorted(self._numbers[first:last], key=lambda number: (len(number), number))
        return found[:_NUMBERS_MAX]

    def documents(self, searcher: Searcher, text: str, *, today: date, deadline: float) -> int:
        """Return how many documents have all that a text asks for.

        The number is kept: while somebody types, the same completions come again and again. It is
        0 when it cannot be counted before the deadline, a time of `time.monotonic()`.
        """
        key = text, today
        kept = self._documents.get(key)
        if kept is not None:
            return kept
        counted = searcher.count(_asked(text, today), max(deadline - time.monotonic(), 0.0))
        if time.monotonic() < deadline:
            if len(self._documents) >= _COUNTS_KEPT:
                self._documents.clear()
            self._documents[key] = counted
        return counted


def _asked(text: str, today: date) -> Expr:
    """Return what a text asks for, without other spellings and names."""
    try:
        expr = parse(text, today=today)
    except QueryError:
        expr = parse_plainly(text)
    return canonical(understand(Query(expr=expr)).expr)


def _listed_names() -> Iterator[str]:
    return chain.from_iterable(names.official for names in renamed())


tables_of = KeptWith(Tables).of
