"""Which documents does a Whoosh query tree match, with which scores? Arrays over all documents."""

import time
from dataclasses import dataclass

import numpy as np
from whoosh import query as wq
from whoosh.matching import Matcher
from whoosh.searching import Searcher

from search_app.engine.embedded.columns import Columns, Mask, Scores


class OutOfTimeError(Exception):
    """The deadline passed before every document was looked at."""


@dataclass(frozen=True, slots=True)
class Matches:
    """mask[n]: document n matches. scores[n]: its score, 0 where it does not match."""

    mask: Mask
    scores: Scores


class Executor:
    """Evaluates one query on one generation. deadline: `time.monotonic()` to stop at."""

    def __init__(self, searcher: Searcher, columns: Columns, deadline: float) -> None:
        self._searcher = searcher
        self._columns = columns
        self._deadline = deadline

    def run(self, query: wq.Query) -> Matches:
        """Return the matches among live documents. Raises OutOfTimeError."""
        matches = self._evaluate(query)
        mask = matches.mask & self._columns.live
        return Matches(mask, np.where(mask, matches.scores, 0.0))

    def _look_at_the_clock(self) -> None:
        if time.monotonic() > self._deadline:
            raise OutOfTimeError

    def _evaluate(self, query: wq.Query) -> Matches:
        self._look_at_the_clock()
        match query:
            case wq.Term():
                return self._term(query)
            case wq.Phrase():
                return self._phrase(query)
            case wq.And():
                return self._all(query.subqueries)
            case wq.Or():
                return self._some(query.subqueries, query.minmatch or 1)
            case wq.Not():
                return self._constant(~self._evaluate(query.query).mask, 0.0)
            case wq.ConstantScoreQuery():
                return self._constant(self._evaluate(query.child).mask, query.score)
            case wq.NumericRange():
                return self._constant(self._days_between(query.start, query.end), 0.0)
            case wq.Every():
                return self._constant(self._columns.live, 0.0)
        return self._constant(self._none(), 0.0)

    def _none(self) -> Mask:
        return np.zeros(self._columns.size, dtype=np.bool_)

    def _constant(self, mask: Mask, score: float) -> Matches:
        return Matches(mask, np.where(mask, score, 0.0))

    def _days_between(self, first: int, last: int | None) -> Mask:
        days = self._columns.days
        return (days >= first) & (days <= (last or np.iinfo(np.int32).max))

    def _all(self, children: list[wq.Query]) -> Matches:
        mask = self._columns.live.copy()
        scores = np.zeros(self._columns.size)
        for child in children:
            matches = self._evaluate(child)
            mask &= matches.mask
            scores += matches.scores
        return Matches(mask, np.where(mask, scores, 0.0))

    def _some(self, children: list[wq.Query], minimum: int) -> Matches:
        matching = np.zeros(self._columns.size, dtype=np.int32)
        scores = np.zeros(self._columns.size)
        for child in children:
            matches = self._evaluate(child)
            matching += matches.mask
            scores += matches.scores
        mask = matching >= minimum
        return Matches(mask, np.where(mask, scores, 0.0))

    def _postings(self, field: str, term: str) -> Matcher | None:
        # Asked first: Whoosh fails on an absent term of an empty index (logarithm of zero).
        if (field, term.encode()) not in self._searcher.reader():
            return None
        return self._searcher.postings(field, term.encode())

    def _term(self, query: wq.Term) -> Matches:
        matches = self._constant(self._none(), 0.0)
        matcher = self._postings(query.fieldname, query.text)
        while matcher is not None and matcher.is_active():
            matches.mask[matcher.id()] = True
            matches.scores[matcher.id()] = matcher.score() * query.boost
            matcher.next()
        return matches

    def _phrase(self, query: wq.Phrase) -> Matches:
        """Follow the words' positions: each 1 to `slop` places after the word before it."""
        matches = self._all([wq.Term(query.fieldname, word) for word in query.words])
        ends: dict[int, set[int]] | None = None
        for word in query.words:
            found = self._positions(query.fieldname, word, matches.mask)
            if ends is not None:
                for number, positions in found.items():
                    self._look_at_the_clock()
                    before = ends.get(number, set())
                    reached = {p + step for p in before for step in range(1, query.slop + 1)}
                    found[number] = positions & reached
            ends = found
        mask = self._none()
        mask[[number for number, positions in (ends or {}).items() if positions]] = True
        return Matches(mask, np.where(mask, matches.scores * query.boost, 0.0))

    def _positions(self, field: str, term: str, among: Mask) -> dict[int, set[int]]:
        positions: dict[int, set[int]] = {}
        matcher = self._postings(field, term)
        while matcher is not None and matcher.is_active():
            if among[matcher.id()]:
                self._look_at_the_clock()
                positions[matcher.id()] = set(matcher.value_as("positions"))
            matcher.next()
        return positions
