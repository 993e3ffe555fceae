"""Which documents does a Whoosh query tree match, with which scores? Sorted arrays, node by node.

Scores are those of Whoosh's `BM25F`: the BM25 of each field, added up. What only says yes or no is
worth 1.

A conjunction is evaluated from its rarest part on; each other part only gives scores to the
documents that have matched so far.
"""

import time
from collections.abc import Sequence
from functools import reduce

import numpy as np
from whoosh import query as wq

from search_app.engine.embedded.arrays import Array, Ints, true_places
from search_app.engine.embedded.bm25 import idf_of, term_scores
from search_app.engine.embedded.matching.doc_sets import (
    Matches,
    add_values,
    are_few,
    constant,
    narrowed,
    nothing,
    places_in,
    union,
    values_at,
    with_scores,
    without,
)
from search_app.engine.embedded.matching.expansions import (
    AnyTerm,
    Beginning,
    InAnyText,
    OneOf,
    terms_of,
)
from search_app.engine.embedded.matching.phrases import in_order
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.matching.term_postings import Postings
from search_app.engine.embedded.schema import DATE_FIELD
from search_app.engine.embedded.segments.stem_scores import ScoredDocuments


class OutOfTimeError(Exception):
    """The deadline passed before the query was evaluated."""


class Executor:
    """Evaluates one query on one generation.

    deadline: the time of `time.monotonic()` at which it gives up.
    """

    def __init__(self, snapshot: Snapshot, deadline: float) -> None:
        self._snapshot = snapshot
        self._deadline = deadline
        self._found: dict[tuple[object, ...], Postings] = {}

    def run(self, query: wq.Query, among: Ints | None = None) -> Matches:
        """Return the matches that are not deleted, or only those among the documents given.

        among: ascending numbers. Raises OutOfTimeError.
        """
        matches = self._evaluate(query, among)
        if self._snapshot.all_live:
            return matches
        live = true_places(self._snapshot.live.take(matches.documents))
        return Matches(matches.documents.take(live), matches.scores.take(live))

    def _evaluate(self, query: wq.Query, among: Ints | None) -> Matches:  # noqa: C901 - one case per node
        """Return the matches, or only those among the documents when some are given."""
        if time.monotonic() > self._deadline:
            raise OutOfTimeError
        match query:
            case wq.Term() | AnyTerm():
                return self._term(query, among)
            case InAnyText() if among is None and (scored := self._scored(query)) is not None:
                return Matches(scored.documents.astype(np.int64), scored.scores)
            case wq.Phrase() | wq.SpanNear2(ordered=True, mindist=1):
                return self._in_a_row(terms_of(query), query.slop, among)
            case wq.And(boost=1.0):
                return self._all(query.subqueries, among)
            case wq.Or(boost=1.0, scale=None):
                return self._any(query, among)
            case wq.AndNot(boost=1.0):
                wanted = self._evaluate(query.a, among)
                return without(wanted, self._evaluate(query.b, wanted.documents).documents)
            case wq.Not():
                everything = constant(self._every(among), query.boost)
                return without(everything, self._evaluate(query.query, among).documents)
            case wq.ConstantScoreQuery(score=score) if score > 0:
                return constant(self._evaluate(query.child, among).documents, score)
            case wq.NumericRange(fieldname=name, startexcl=False, endexcl=False) if (
                name == DATE_FIELD
            ):
                days = self._snapshot.days_between(query.start, query.end)
                return self._only(constant(days, query.boost), among)
            case wq.Every(fieldname=None):
                return constant(self._every(among), query.boost)
            case wq.NullQuery:
                return nothing()
        # A kind of node that has no evaluation in arrays: Whoosh's own matcher evaluates it.
        return self._only(self._snapshot.stock_matches(query), among)

    def _every(self, among: Ints | None) -> Ints:
        return self._snapshot.everything if among is None else among

    def _only(self, found: Matches, among: Ints | None) -> Matches:
        if among is None:
            return found
        places = places_in(found.documents, among, self._snapshot.size)
        return Matches(found.documents.take(places), found.scores.take(places))

    def _all(self, children: Sequence[wq.Query], among: Ints | None) -> Matches:
        if not children:
            return nothing()
        first, *others = sorted(children, key=self._upper_bound) if children[1:] else children
        matches = self._evaluate(first, among)
        for other in others:
            if not len(matches.documents):
                break
            matches = narrowed(matches, self._scores_among(other, matches.documents))
        return matches

    def _any(self, query: wq.Or, among: Ints | None) -> Matches:
        if among is not None and query.minmatch <= 1:
            return with_scores(among, self._scores_among(query, among))
        parts = [self._evaluate(child, among) for child in query.subqueries]
        return union(parts, self._snapshot.size, max(query.minmatch, 1))

    def _scores_among(self, query: wq.Query, documents: Ints) -> Array:
        """Return the score of each of some documents, 0 for those that do not match."""
        scores = np.zeros(len(documents), np.float32)
        self._add_scores(query, documents, scores)
        return scores

    def _add_scores(self, query: wq.Query, documents: Ints, scores: Array) -> None:
        """Add to the scores of some documents what each has of the query."""
        match query:
            case wq.Term() | AnyTerm():
                self._add_term(query, documents, scores)
            case InAnyText() if (scored := self._scored(query)) is not None:
                add_values(scores, documents, *scored, self._snapshot.size)
            case wq.Or(boost=1.0, scale=None) if query.minmatch <= 1:
                for child in query.subqueries:
                    self._add_scores(child, documents, scores)
            case _:
                found = self._evaluate(query, documents)
                scores[documents.searchsorted(found.documents)] += found.scores

    def _upper_bound(self, query: wq.Query) -> int:
        """Return an upper bound of the number of documents that the query matches."""
        match query:
            case wq.Term() | AnyTerm():
                return self._postings(query).count
            case InAnyText() if (scored := self._scored(query)) is not None:
                return len(scored.documents)
            case wq.Phrase() | wq.SpanNear2():
                return min(self._postings(term).count for term in terms_of(query))
            case wq.And():
                return min(map(self._upper_bound, query.subqueries), default=0)
            case wq.Or():
                return sum(map(self._upper_bound, query.subqueries))
            case wq.AndNot():
                return self._upper_bound(query.a)
            case wq.ConstantScoreQuery():
                return self._upper_bound(query.child)
        return self._snapshot.size

    def _postings(self, query: wq.Term | AnyTerm) -> Postings:
        key = query.key if isinstance(query, AnyTerm) else (query.fieldname, query.text)
        if key not in self._found:
            self._found[key] = self._looked_up(query)
        return self._found[key]

    def _looked_up(self, query: wq.Term | AnyTerm) -> Postings:
        field = query.fieldname
        match query:
            case Beginning():
                return self._snapshot.beginning_with(field, query.text, query.others)
            case OneOf():
                return self._snapshot.postings(field, *query.texts)
        return self._snapshot.postings(field, query.text)

    def _scored(self, query: InAnyText) -> ScoredDocuments | None:
        """Return what the index has of a word; None when it has to be worked out.

        Several stems count as one, so that their scores are not those of each.
        """
        if not self._snapshot.has_scores:
            return None
        found = [self._snapshot.scored(stem) for stem in query.stems]
        having = [each for each in found if len(each.documents)]
        return (having or found)[0] if len(having) <= 1 else None

    def _term(self, query: wq.Term | AnyTerm, among: Ints | None) -> Matches:
        if among is not None:
            return with_scores(among, self._scores_among(query, among))
        postings = self._postings(query)
        if not postings.count:
            return nothing()
        documents = postings.documents.astype(np.int64, copy=False)
        return Matches(documents, self._scores(query, postings, documents, postings.frequencies))

    def _add_term(self, query: wq.Term | AnyTerm, documents: Ints, scores: Array) -> None:
        postings = self._postings(query)
        if not postings.count:
            return
        if are_few(postings.documents, documents, self._snapshot.size):
            places = places_in(documents, postings.documents, self._snapshot.size)
            having = documents.take(places)
            frequencies = postings.frequencies.take(postings.documents.searchsorted(having))
            scores[places] += self._scores(query, postings, having, frequencies)
        else:
            frequencies = values_at(
                documents, postings.documents, postings.frequencies, self._snapshot.size
            )
            scores += self._scores(query, postings, documents, frequencies)

    def _scores(
        self,
        query: wq.Term | AnyTerm,
        postings: Postings,
        documents: Ints,
        frequencies: Array,
    ) -> Array:
        """Return the BM25 of each document, times the boost of the query; 0 for frequency 0."""
        idf = idf_of(self._snapshot.population, postings.holders)
        norms = self._snapshot.norms(query.fieldname).take(documents)
        return term_scores(frequencies, norms, query.boost * idf)

    def _in_a_row(
        self, terms: Sequence[wq.Term | AnyTerm], slop: int, among: Ints | None
    ) -> Matches:
        """Return the documents in which each term comes at most `slop` places after the last."""
        words = [self._postings(term) for term in terms]
        documents = self._having_all(words, among)
        if not len(documents):
            return nothing()
        places = [word.documents.searchsorted(documents) for word in words]
        kept = in_order(words, places, slop)
        documents = documents.take(kept).astype(np.int64)
        scores = [
            self._scores(term, word, documents, word.frequencies.take(at.take(kept)))
            for term, word, at in zip(terms, words, places, strict=True)
        ]
        return Matches(documents, reduce(np.add, scores))

    def _having_all(self, words: Sequence[Postings], among: Ints | None) -> Array:
        """Return the documents that all of the words have, in the integer type of the postings."""
        first, *others = sorted((word.documents for word in words), key=len)
        if among is not None:
            first = first.take(places_in(first, among, self._snapshot.size))
        for other in others:
            if not len(first):
                break
            first = other.take(places_in(other, first, self._snapshot.size))
        return first
