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
words the document has at all, by idf. centrality: how alike the document is to those that are best
by the other parts.

Another name or spelling counts as the words that it stands for; the best of them counts. Documents
that are not looked at keep their order by plain BM25, below the others.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from search_app.engine.embedded.centrality import BEST, most_alike
from search_app.engine.embedded.following import (
    PASSAGE_WORDS_MAX,
    PASSAGE_WORDS_MIN,
    near_after,
    passages_as_typed,
)
from search_app.engine.embedded.inversion import Array, Ints
from search_app.engine.embedded.matches import Matches, among_highest, highest
from search_app.engine.embedded.occurrences import Occurrences
from search_app.engine.embedded.schema import STEMMED_OF
from search_app.engine.embedded.snapshot import K1, B, Snapshot
from search_app.engine.embedded.units import POSITION_BITS, UnitOccurrences
from search_app.engine.embedded.wanted import Group
from search_app.model.results import ScoreParts

LOOKED_AT = 200
WEIGHTS = {
    "bm25": 0.5,
    "bm25f": 1.25,
    "title": 1.75,
    "lead": 2.0,
    "neighbours": 1.0,
    "exact": 0.5,
    "sequence": 2.5,
    "coverage": 45.0,
    "centrality": 9.0,
}
# In so many the passages are looked up, to choose those to look at.
COMPARED = 500
# BM25F: weight of each field, and how far its length counts.
_FIELD_WEIGHTS = {"title": 2.0, "text": 1.0, "answer": 1.0}
_FIELD_B = {"title": 0.75, "text": 0.4, "answer": 0.4}
_TITLE = 0
# What is left of « l’ », « qu’ » at the end of words taken out of a text.
_ELIDED = frozenset(("c", "d", "j", "l", "m", "n", "qu", "s", "t"))
_FIELDS = tuple(_FIELD_WEIGHTS)
# At this word of a text the lead is worth half.
_LEAD_WORDS = 30
# Places from a word to its neighbour: one small word may stand between.
_REACH = 2
_STRICT_FIELDS = tuple(STEMMED_OF)


class Ranking:
    """The scores of the matches of one query.

    groups: what a document is wanted for; without any, the scores stay as they are. typed: the
    folded words as typed.
    """

    def __init__(
        self, snapshot: Snapshot, matches: Matches, groups: list[Group], typed: list[str]
    ) -> None:
        self._matches = matches
        self._place = np.zeros(0, np.int64)
        self._parts: dict[str, Array] = {}
        if groups and len(matches.documents):
            self._look_closer(snapshot, groups, _in_a_row(typed))

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

    def parts(self, document: int) -> ScoreParts | None:
        """Return what the score of a document is made of; None when it was not looked at."""
        documents = self._matches.documents.take(self._place)
        at = int(documents.searchsorted(document))
        if at == len(documents) or documents[at] != document:
            return None
        return ScoreParts(**{name: float(part[at]) for name, part in self._parts.items()})

    def _look_closer(self, snapshot: Snapshot, groups: list[Group], words: list[str]) -> None:
        """Choose the documents to look at, by BM25 and passage, and work out the parts."""
        bm25, documents = self._matches.scores, self._matches.documents
        compared = among_highest(bm25, COMPARED if words else LOOKED_AT)
        forms = [form for group in groups for form in group.forms]
        strict = words + [form for form in dict.fromkeys(forms) if form not in words]
        found = Occurrences(snapshot, _STRICT_FIELDS, strict, documents.take(compared))
        passages = passages_as_typed(found, _idf(snapshot.size, found.holders), len(words))
        best = among_highest(bm25.take(compared) + WEIGHTS["sequence"] * passages, LOOKED_AT)
        rows = [strict.index(form) for form in forms]
        has_form = found.counts.any(axis=0).take(rows, axis=0).take(best, axis=1)
        self._place = compared.take(best)
        looked_at = documents.take(self._place)
        stems = _Stems(snapshot, groups, looked_at)
        parts = {
            "bm25": bm25.take(self._place),
            **stems.parts(),
            "exact": stems.idf[: len(forms)] @ has_form,
            "sequence": passages.take(best),
        }
        weighted = {name: WEIGHTS[name] * part for name, part in parts.items()}
        centrality = _centrality(snapshot.frequent_stems(looked_at), weighted)
        weighted["centrality"] = WEIGHTS["centrality"] * centrality
        self._parts = {name: weighted[name].astype(np.float32) for name in WEIGHTS}


class _Stems:
    """What the stems of a query are worth in some documents.

    Rows are units: first those typed, in their order, then those that stand for others. idf: of
    each row, over all fields.
    """

    def __init__(self, snapshot: Snapshot, groups: Sequence[Group], documents: Ints) -> None:
        self._groups = groups
        self._typed = [unit for group in groups for unit in group.typed]
        units = self._typed + [unit for group in groups for unit in group.others]
        self._found = UnitOccurrences(snapshot, _FIELDS, units, documents)
        self.idf = _idf(snapshot.size, self._found.holders(slice(None)))
        self._title_idf = _idf(snapshot.size, self._found.holders(slice(_TITLE, _TITLE + 1)))
        # 1 - B + B * relative length; [field, 1, document], as the counts are
        norms = [snapshot.norms(field).take(documents) for field in _FIELDS]
        self._norms = np.array(norms)[:, np.newaxis] / K1

    def parts(self) -> dict[str, Array]:
        b, weights = (
            np.array(list(of_field.values()))[:, np.newaxis, np.newaxis]
            for of_field in (_FIELD_B, _FIELD_WEIGHTS)
        )
        relative = (self._norms - (1 - B)) / B
        counts = self._found.counts
        joined = (counts * (weights / (1 - b + b * relative))).sum(axis=0)
        title = counts[_TITLE] / self._norms[_TITLE]
        values = np.array([_saturated(joined), _saturated(title), self._lead()])
        idf = np.array([self.idf, self._title_idf, self.idf])[:, :, np.newaxis]
        names = ("bm25f", "title", "lead")
        summed = dict(zip(names, self._summed(values, idf), strict=True))
        return summed | {"neighbours": self._neighbours(), "coverage": self._coverage()}

    def _summed(self, values: Array, idf: Array) -> Array:
        """Add up the groups: of each, what was typed or the best of what stands for it.

        values: [part, unit, document].
        """
        weighted = values * idf
        typed = len(self._typed)
        if typed == values.shape[1]:
            return weighted.sum(axis=1)
        total = np.zeros_like(values[:, 0])
        row, other = 0, typed
        for group in self._groups:
            rows = slice(row, row + len(group.typed))
            others = slice(other, other + len(group.others))
            best = weighted[:, rows].sum(axis=1)
            if group.others:
                weight = idf[:, rows].sum(axis=1)
                np.maximum(best, weight * values[:, others].max(axis=1), out=best)
            total += best
            row, other = rows.stop, others.stop
        return total

    def _coverage(self) -> Array:
        """Return the idf of the words that each document has, as a share of those asked for."""
        present = (self._found.counts.max(axis=0, keepdims=True) > 0).astype(np.float32)
        idf = self.idf[np.newaxis, :, np.newaxis]
        return self._summed(present, idf)[0] / self.idf[: len(self._typed)].sum()

    def _lead(self) -> Array:
        """Return for each [unit, document] how early a text has the unit, 1 at its start."""
        found = self._found
        if not len(found.places):
            return np.zeros(found.counts.shape[1:])
        firsts = found.starts[:-1].reshape(found.counts.shape)[_TITLE + 1 :]
        first = found.places.take(firsts, mode="clip") & ((1 << POSITION_BITS) - 1)
        early = _LEAD_WORDS / (_LEAD_WORDS + first)
        return (early * (found.counts[_TITLE + 1 :] > 0)).max(axis=0)

    def _neighbours(self) -> Array:
        """Add up idf · BM25 of each two units typed one after the other, the lesser idf."""
        fields, units, documents = self._found.counts.shape
        pairs = len(self._typed) - 1
        if not pairs:
            return np.zeros(documents)
        places, starts = self._found.places, self._found.starts
        here = np.concatenate(
            [
                places[starts[first] : starts[first + pairs * documents]]
                for first in range(documents, self._found.counts.size, units * documents)
            ]
        )
        near = near_after(places, here - (documents << POSITION_BITS), _REACH)
        cells = here[near] >> POSITION_BITS
        counts = np.bincount(cells, minlength=fields * units * documents)
        counts = counts.reshape(fields, units, documents)[:, 1 : pairs + 1]
        idf = np.minimum(self.idf[:pairs], self.idf[1 : pairs + 1])
        idf *= [one != other for one, other in pairwise(self._typed)]
        return idf @ _saturated(counts / self._norms).sum(axis=0)


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


def _in_a_row(typed: list[str]) -> list[str]:
    """Return the words of which passages are looked up; few words have none."""
    if len(typed) > PASSAGE_WORDS_MIN and typed[-1] in _ELIDED:
        typed = typed[:-1]
    return typed[:PASSAGE_WORDS_MAX] if len(typed) >= PASSAGE_WORDS_MIN else []


def _idf(size: int, holders: Array | list[int]) -> Array:
    """Return ln(N / (df + 1)) + 1."""
    return np.log(max(size, 1) / (np.asarray(holders) + 1)) + 1


def _saturated(frequencies: Array) -> Array:
    return (K1 + 1) * frequencies / (frequencies + K1)
