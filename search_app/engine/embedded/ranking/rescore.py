"""In which order do the best matches come? A closer look at those that BM25 puts first.

score = bm25 + bm25f + title + lead + neighbours + exact + sequence + coverage + centrality, all but
the last over the words of the query:

bm25: BM25 of each field, added up. bm25f: BM25F (Robertson, Zaragoza, Taylor, "Simple BM25
extension to multiple weighted fields", CIKM 2004): a word's frequencies in all fields, weighted and
divided by the field's relative length, are added up before they are saturated. title: BM25 of the
title alone. lead: idf, less of it the later the word first stands in a text. neighbours: BM25 of
each two words that follow each other as in the query. exact: idf of a word that the document has in
the form typed. sequence: the longest passage, small words included, that the document has just as
it was typed, one word or some missing; by idf and by how few have one. coverage: which share of the
words the document has at all, by idf; all of them, where it has the whole passage but for a letter.
centrality: how alike the document is to those that are best by the other parts.

Another name or spelling counts as the words that it stands for; the best of them counts. Documents
that are not looked at keep their order by plain BM25, below the others.
"""

from collections.abc import Callable, Sequence

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints, among_highest, highest
from search_app.engine.embedded.bm25 import idf_of
from search_app.engine.embedded.matching.doc_sets import Matches
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.ranking.centrality import BEST, most_alike
from search_app.engine.embedded.ranking.features import Stems
from search_app.engine.embedded.ranking.passage_score import (
    PASSAGE_WORDS_MAX,
    PASSAGE_WORDS_MIN,
    passages_as_typed,
)
from search_app.engine.embedded.ranking.query_units import Group
from search_app.engine.embedded.ranking.term_positions import Occurrences
from search_app.engine.embedded.schema import STEMMED_OF

LOOKED_AT = 200
WEIGHTS = {
    "bm25": 0.75,
    "bm25f": 0.5,
    "title": 2.0,
    "lead": 2.0,
    "neighbours": 1.0,
    "exact": 0.5,
    "sequence": 3.25,
    "coverage": 45.0,
    "centrality": 9.0,
}
# In so many the passages are looked up, to choose those to look at.
COMPARED = 500
# What is left of « l’ », « qu’ » at the end of words taken out of a text.
_ELIDED = frozenset(("c", "d", "j", "l", "m", "n", "qu", "s", "t"))
_STRICT_FIELDS = tuple(STEMMED_OF)


class Ranking:
    """The scores of the matches of one query.

    groups: what a document is wanted for. passage: folded words typed one after the other. Without
    both, the scores stay as they are. alike: a folded word → others that it may be.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        matches: Matches,
        groups: list[Group],
        passage: Sequence[str],
        alike: Callable[[str], Sequence[str]],
    ) -> None:
        self._matches = matches
        self._place = np.zeros(0, np.int64)
        self._parts: dict[str, Array] = {}
        words = _looked_up(passage)
        if (groups or words) and len(matches.documents):
            self._look_closer(snapshot, groups, words, alike)

    def scores(self) -> Array:
        """Return the score of every match."""
        if not self._parts:
            return self._matches.scores
        scores = self._matches.scores.copy()
        looked_at = np.sum(list(self._parts.values()), axis=0)
        if len(scores) > len(looked_at):
            scores[self._place] = 0
            scores *= min(1.0, float(looked_at.min()) / max(float(scores.max()), 1e-9))
        scores[self._place] = looked_at
        return scores

    def parts(self, document: int) -> dict[str, float] | None:
        """Return the weighted parts of a document's score; None when it was not looked at."""
        documents = self._matches.documents.take(self._place)
        at = int(documents.searchsorted(document))
        if at == len(documents) or documents[at] != document:
            return None
        return {name: float(part[at]) for name, part in self._parts.items()}

    def _look_closer(
        self,
        snapshot: Snapshot,
        groups: list[Group],
        words: list[str],
        alike: Callable[[str], Sequence[str]],
    ) -> None:
        """Choose the documents to look at, by BM25 and passage, and work out the parts."""
        bm25, documents = self._matches.scores, self._matches.documents
        compared = among_highest(bm25, COMPARED if words else LOOKED_AT)
        forms = [form for group in groups for form in group.forms]
        strict = words + [form for form in dict.fromkeys(forms) if form not in words]
        among = documents.take(compared)
        found = Occurrences(snapshot, _STRICT_FIELDS, strict, among)

        def like_word(number: int, some: Ints) -> Occurrences:
            return Occurrences(snapshot, _STRICT_FIELDS, alike(words[number]), among.take(some))

        idf = idf_of(snapshot.size, found.holders)
        passages = passages_as_typed(found, idf, len(words), like_word)
        best = among_highest(
            bm25.take(compared) + WEIGHTS["sequence"] * passages.weights, LOOKED_AT
        )
        rows = [strict.index(form) for form in forms]
        has_form = found.counts.any(axis=0).take(rows, axis=0).take(best, axis=1)
        self._place = compared.take(best)
        looked_at = documents.take(self._place)
        parts = dict.fromkeys(WEIGHTS, np.zeros(len(best)))
        parts |= {"bm25": bm25.take(self._place), "sequence": passages.weights.take(best)}
        if groups:
            stems = Stems(snapshot, groups, looked_at)
            parts |= stems.parts() | {"exact": stems.idf[: len(forms)] @ has_form}
        parts["coverage"] = np.maximum(parts["coverage"], passages.with_slip.take(best))
        weighted = {name: WEIGHTS[name] * part for name, part in parts.items()}
        centrality = _centrality(snapshot.frequent_stems(looked_at), weighted)
        weighted["centrality"] = WEIGHTS["centrality"] * centrality
        self._parts = {name: weighted[name].astype(np.float32) for name in WEIGHTS}


def _centrality(frequent: Array, parts: dict[str, Array]) -> Array:
    """Return how alike each document is to the best, in deviations of the best ones' scores.

    A passage or the number of words found makes no score deviate: what is alike must not outweigh
    what such a document stands out by.
    """
    scores = np.sum(list(parts.values()), axis=0)
    best = highest(scores, BEST)
    deviation = (scores - parts["sequence"] - parts["coverage"]).take(best).std()
    alike: Array = deviation * most_alike(frequent, scores, best)
    return alike


def _looked_up(passage: Sequence[str]) -> list[str]:
    """Return the words of a passage that is looked up; too few words are none."""
    if len(passage) > PASSAGE_WORDS_MIN and passage[-1] in _ELIDED:
        passage = passage[:-1]
    return list(passage[:PASSAGE_WORDS_MAX]) if len(passage) >= PASSAGE_WORDS_MIN else []
