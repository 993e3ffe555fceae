"""In which order do the best matches come? A closer look at those that BM25 puts first.

score = bm25 · (1 + share) + neighbours + exact

bm25: the sum over fields and words that `execute` gives. share: the part of the query's words, by
idf, that the document has (0 to 1). neighbours: BM25 of each two words of the query that follow
each other in the document as well. exact: BM25 of the words in the very form typed. No part is
negative, so a document looked at never falls behind one that was not.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from search_app.engine.embedded.inversion import Array, Ints
from search_app.engine.embedded.matches import Matches
from search_app.engine.embedded.schema import STEMMED_FIELDS, STEMMED_OF
from search_app.engine.embedded.snapshot import K1, Postings, Snapshot
from search_app.french import analyze, analyze_strict
from search_app.model.expr import Scope, Word
from search_app.model.results import ScoreParts

LOOKED_AT = 1_000
WEIGHT_OF_NEIGHBOURS = 0.5
WEIGHT_OF_EXACT = 0.1
# Words between two neighbours, beyond those between them in the query.
_SLACK = 1
_SPACING = np.int64(1 << 32)
_FIELDS = STEMMED_FIELDS[Scope.ANY]
_STRICT = {strict: _FIELDS[stemmed] for strict, stemmed in STEMMED_OF.items()}


class Ranking:
    """The parts of the score of the documents looked at, in ascending order of their numbers."""

    def __init__(self, snapshot: Snapshot, matches: Matches, words: Sequence[Word]) -> None:
        self._snapshot = snapshot
        place = np.arange(len(matches.documents))
        if len(place) > LOOKED_AT:
            place = np.sort(np.argpartition(-matches.scores, LOOKED_AT - 1)[:LOOKED_AT])
        self._place = place
        self._documents = matches.documents[place]
        self._scores = matches.scores
        typed = [word.text for word in words if word.scope is Scope.ANY]
        text = " ".join(dict.fromkeys(typed))
        self._bm25: Array = matches.scores[place]
        self._share = self._share_of_words([analyze(word) for word in typed])
        self._neighbours = self._of_neighbours(analyze(text))
        self._exact = self._of_exact(dict.fromkeys(form for _, form in analyze_strict(text)))

    def scores(self) -> Array:
        """Return the score of every match."""
        scores = self._scores.copy()
        scores[self._place] = self._bm25 * (1 + self._share) + self._neighbours + self._exact
        return scores

    def parts(self, document: int) -> ScoreParts | None:
        """Return what the score of a document is made of; None when it was not looked at."""
        at = int(np.searchsorted(self._documents, document))
        if at == len(self._documents) or self._documents[at] != document:
            return None
        return ScoreParts(
            bm25=float(self._bm25[at]),
            share=float(self._share[at]),
            neighbours=float(self._neighbours[at]),
            exact=float(self._exact[at]),
        )

    def _share_of_words(self, words: list[list[tuple[int, str]]]) -> Array:
        share = np.zeros(len(self._documents), np.float32)
        total = 0.0
        for terms in filter(None, words):
            _, term = terms[-1]
            has = np.zeros(len(self._documents), np.bool_)
            frequency = 0
            for field in _FIELDS:
                counts, in_field = self._counts(field, term)
                has |= counts > 0
                frequency = max(frequency, in_field)
            weight = self._idf(frequency)
            total += weight
            share += weight * has
        return share / total if total else share

    def _of_neighbours(self, terms: list[tuple[int, str]]) -> Array:
        score = np.zeros(len(self._documents), np.float32)
        for (here, one), (there, other) in pairwise(terms):
            if one == other:
                continue
            reach = there - here + _SLACK
            for field, weight in _FIELDS.items():
                counts = self._pairs(field, one, other, reach)
                if counts.any():
                    frequency = max(self._counts(field, term)[1] for term in (one, other))
                    score += WEIGHT_OF_NEIGHBOURS * self._bm25_of(field, counts, frequency, weight)
        return score

    def _of_exact(self, forms: dict[str, None]) -> Array:
        score = np.zeros(len(self._documents), np.float32)
        for form in forms:
            if not analyze(form):
                continue
            for field, weight in _STRICT.items():
                counts, frequency = self._counts(field, form)
                score += WEIGHT_OF_EXACT * self._bm25_of(field, counts, frequency, weight)
        return score

    def _idf(self, frequency: int) -> float:
        return math.log(max(self._snapshot.size, 1) / (frequency + 1)) + 1

    def _bm25_of(self, field: str, counts: Array, frequency: int, weight: float) -> Array:
        norms = self._norms(field)
        return weight * self._idf(frequency) * (K1 + 1) * counts / (counts + norms)

    def _norms(self, field: str) -> Array:
        return self._snapshot.norms(field).take(self._documents)

    def _counts(self, field: str, term: str) -> tuple[Array, int]:
        """Return how often each document has the term, and how many of all documents have it."""
        counts = np.zeros(len(self._documents), np.float32)
        postings = self._snapshot.postings(field, term.encode())
        inside, at = self._found(postings)
        counts[inside] = postings.frequencies.take(at)
        return counts, postings.count

    def _pairs(self, field: str, one: str, other: str, reach: int) -> Array:
        """Return how often `other` follows `one` within `reach` places, in each document."""
        first, second = self._places(field, one), self._places(field, other)
        if not (len(first) and len(second)):
            return np.zeros(len(self._documents), np.float32)
        before = np.searchsorted(first, second) - 1
        near = (before >= 0) & (second - first[np.maximum(before, 0)] <= reach)
        return np.bincount(second[near] // _SPACING, minlength=len(self._documents))

    def _places(self, field: str, term: str) -> Ints:
        """Return where a term stands, numbered over the documents looked at."""
        postings = self._snapshot.postings(field, term.encode())
        inside, at = self._found(postings)
        counts, positions = postings.positions_at(at)
        return np.repeat(inside, counts) * _SPACING + positions

    def _found(self, postings: Postings) -> tuple[Ints, Ints]:
        """Return the documents looked at that are in a posting list: their places in each."""
        documents = postings.documents
        if not len(documents):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        at = np.searchsorted(documents, self._documents.astype(documents.dtype))
        np.minimum(at, len(documents) - 1, out=at)
        inside = np.flatnonzero(documents.take(at) == self._documents)
        return inside, at.take(inside)
