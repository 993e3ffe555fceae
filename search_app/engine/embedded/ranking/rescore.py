"""In which order do the best matches come? A second, closer score for the top k by BM25.

The score of a document is a weighted sum of parts, each 0 or more (`WEIGHTS`), but for the last:

bm25: BM25 of each field, added up over the fields and the words.
title: BM25 of the title alone.
lead: idf of each word, less the later it first stands in a text.
neighbours: BM25 of each pair of words that stand side by side as in the query.
exact: idf of each word that the document has in the very form typed.
sequence: weight of the longest passage typed that the document has word for word, as
    `passage_score` works it out; a word or more of it may be missing.
coverage: share of the words, by idf, that the document has at all. A document that has the whole
    passage but for one letter has all of them.
centrality: how much the document is like those that are best by all the other parts.
place: what puts a document above those that come by their score alone (`first_places`).

Where another name or spelling stands beside words, the best of them counts in their place.
Documents outside the top k keep the order that BM25 gives them, and come after those inside.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, partial

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints, top_k, top_k_unsorted
from search_app.engine.embedded.bm25 import idfs_of
from search_app.engine.embedded.matching.doc_sets import Matches
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.matching.term_positions import TermPositions
from search_app.engine.embedded.ranking.centrality import BEST, most_alike
from search_app.engine.embedded.ranking.features import Features
from search_app.engine.embedded.ranking.first_places import places
from search_app.engine.embedded.ranking.passage_score import (
    PASSAGE_WORDS_MAX,
    PASSAGE_WORDS_MIN,
    passages_as_typed,
)
from search_app.engine.embedded.ranking.query_units import Group, query_groups
from search_app.engine.embedded.schema import STEMMED_OF
from search_app.model.query import Query, Sort

# The top k by BM25 and passage, whose score is worked out: ten pages of hits.
RESCORED = 200
# Among so many of the top documents by BM25, passages are looked up to choose the RESCORED.
PASSAGE_CANDIDATES = 500
WEIGHTS = {
    "bm25": 1.0,
    "title": 2.0,
    "lead": 2.0,
    "neighbours": 1.0,
    "exact": 1.0,
    "sequence": 3.0,
    "coverage": 100.0,
    "centrality": 10.0,
}
# What is left of an article such as « l’ » or « qu’ » when a passage is cut off behind it.
_ELIDED = frozenset(("c", "d", "j", "l", "m", "n", "qu", "s", "t"))
_STRICT_FIELDS = tuple(STEMMED_OF)


class Ranking:
    """Scores the matches of one query; sorted otherwise than by relevance they keep their scores.

    matches: with their BM25. alike: gives for a word the folded words that differ from it by one
    letter.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        matches: Matches,
        query: Query,
        alike: Callable[[str], Sequence[str]],
    ) -> None:
        self._matches = matches
        self._place = np.zeros(0, np.int64)
        self._parts: dict[str, Array] = {}
        self._steps = np.zeros(len(matches.documents), np.int64)
        if query.sort is not Sort.RELEVANCE or not len(matches.documents):
            return
        self._steps = places(snapshot, query.expr, matches.documents)
        words = _looked_up(query.passage)
        groups = query_groups(query.expr, partial(_has_form, snapshot))
        if groups or words:
            self._rescore(snapshot, groups, words, alike)

    def scores(self) -> Array:
        """Return the score of every match."""
        scores = self._by_words
        return scores + self._steps * _step(scores) if self._steps.any() else scores

    @cached_property
    def _by_words(self) -> Array:
        """The scores that the matches have by their words alone."""
        if not self._parts:
            return self._matches.scores
        scores = self._matches.scores.copy()
        top_scores = np.sum(list(self._parts.values()), axis=0)
        if len(scores) > len(top_scores):
            # All others are scaled down, so that none of them is above the last of the top k.
            scores[self._place] = 0
            scores *= min(1.0, float(top_scores.min()) / max(float(scores.max()), 1e-9))
        scores[self._place] = top_scores
        return scores

    @cached_property
    def _rescored(self) -> Ints:
        """The numbers of the top k, ascending."""
        return self._matches.documents.take(self._place)

    @cached_property
    def _parts_by_document(self) -> Array:
        """[document, part]: the parts of each of the top k, in the order of `_parts`."""
        return np.stack(list(self._parts.values()), axis=1)

    def parts(self, document: int) -> dict[str, float] | None:
        """Return the weighted parts of a document's score; None outside the top k."""
        documents = self._rescored
        at = int(documents.searchsorted(document))
        if at == len(documents) or documents[at] != document:
            return None
        parts = dict(zip(self._parts, self._parts_by_document[at].tolist(), strict=True))
        if steps := int(self._steps[self._place[at]]):
            parts["place"] = steps * float(_step(self._by_words))
        return parts

    def _rescore(
        self,
        snapshot: Snapshot,
        groups: list[Group],
        words: list[str],
        alike: Callable[[str], Sequence[str]],
    ) -> None:
        """Choose the top k by BM25 and passage, and work out the parts of their scores."""
        bm25, documents = self._matches.scores, self._matches.documents
        candidates = top_k_unsorted(bm25, PASSAGE_CANDIDATES if words else RESCORED)
        forms = [form for group in groups for form in group.forms]
        strict = words + [form for form in dict.fromkeys(forms) if form not in words]
        among = documents.take(candidates)
        strict_forms = snapshot.forms.strict
        found = TermPositions(snapshot, _STRICT_FIELDS, list(map(strict_forms, strict)), among)

        def like_word(number: int, some: Ints) -> TermPositions:
            meant = [form for word in alike(words[number]) for form in strict_forms(word)]
            return TermPositions(
                snapshot, _STRICT_FIELDS, [meant] if meant else [], among.take(some)
            )

        idf = idfs_of(snapshot.population, found.holders)
        passages = passages_as_typed(found, idf, len(words), like_word)
        best = top_k_unsorted(
            bm25.take(candidates) + WEIGHTS["sequence"] * passages.weights, RESCORED
        )
        rows = [strict.index(form) for form in forms]
        has_form = found.counts.any(axis=0).take(rows, axis=0).take(best, axis=1)
        self._place = candidates.take(best)
        rescored = documents.take(self._place)
        parts = dict.fromkeys(WEIGHTS, np.zeros(len(best)))
        parts |= {"bm25": bm25.take(self._place), "sequence": passages.weights.take(best)}
        if groups:
            stems = Features(snapshot, groups, rescored)
            parts |= stems.parts() | {"exact": stems.idf[: len(forms)] @ has_form}
        parts["coverage"] = np.maximum(parts["coverage"], passages.with_slip.take(best))
        weighted = {name: WEIGHTS[name] * part for name, part in parts.items()}
        centrality = _centrality(snapshot.frequent_stems(rescored), weighted)
        weighted["centrality"] = WEIGHTS["centrality"] * centrality
        self._parts = {name: weighted[name].astype(np.float32) for name in WEIGHTS}


def _centrality(frequent: Array, parts: dict[str, Array]) -> Array:
    """Return how alike each document is to the best ones, times the deviation of their scores.

    The deviation makes the part as large as the differences between scores. Passage and coverage
    are left out of it: likeness must not outweigh what few documents stand out by.
    """
    scores = np.sum(list(parts.values()), axis=0)
    best = top_k(scores, BEST)
    deviation = (scores - parts["sequence"] - parts["coverage"]).take(best).std()
    alike: Array = deviation * most_alike(frequent, scores, best)
    return alike


def _has_form(snapshot: Snapshot, word: str) -> bool:
    """Tell whether a text of a document has the word as written."""
    forms = snapshot.forms.strict(word)
    return any(snapshot.holders(field, form) for field in STEMMED_OF for form in forms)


def _step(scores: Array) -> np.float32:
    """Return what puts a document above those a step lower when it is added to its score."""
    return np.float32(scores.max(initial=0) + 1)


def _looked_up(passage: Sequence[str]) -> list[str]:
    """Return the words of the passage that are looked up, none when they are too few."""
    if len(passage) > PASSAGE_WORDS_MIN and passage[-1] in _ELIDED:
        passage = passage[:-1]
    return list(passage[:PASSAGE_WORDS_MAX]) if len(passage) >= PASSAGE_WORDS_MIN else []
