"""In which order do the best matches come? A closer look at those that BM25 puts first.

score = bm25 + bm25f + title + lead + neighbours + exact + sequence, over the words of the query:

bm25: BM25 of each field, added up. bm25f: BM25F (Robertson, Zaragoza, Taylor, "Simple BM25
extension to multiple weighted fields", CIKM 2004): a word's frequencies in all fields, weighted and
divided by the field's relative length, are added up before they are saturated. title: BM25 of the
title alone. lead: idf, less of it the later the word first stands in a text. neighbours: BM25 of
each two words that follow each other as in the query. exact: idf of a word that the document has in
the form typed. sequence: idf of the words of the longest run, small words included, that the
document has just as it was typed.

Another name or spelling counts as the words that it stands for; the best of them counts. Documents
that are not looked at keep their order by plain BM25, below the others.
"""

import math
from itertools import pairwise

import numpy as np

from search_app.engine.embedded.following import (
    RUN_WORDS_MAX,
    SPACING,
    found_in,
    longest_runs,
    near_after,
    places_in,
)
from search_app.engine.embedded.inversion import Array, Ints
from search_app.engine.embedded.matches import Matches, highest
from search_app.engine.embedded.schema import STEMMED_FIELDS, STEMMED_OF
from search_app.engine.embedded.snapshot import K1, B, Postings, Snapshot
from search_app.engine.embedded.wanted import Group, Unit
from search_app.model.expr import Scope
from search_app.model.results import ScoreParts

LOOKED_AT = 200
WEIGHTS = {
    "bm25": 0.5,
    "bm25f": 2.0,
    "title": 2.0,
    "lead": 2.0,
    "neighbours": 1.0,
    "exact": 0.5,
    "sequence": 1.0,
}
# Of so many the longest run is worked out, to choose those to look at.
COMPARED = 1_000
# BM25F: weight of each field, and how far its length counts.
_FIELD_WEIGHTS = {"title": 2.0, "text": 1.0, "answer": 1.0}
_FIELD_B = {"title": 0.75, "text": 0.4, "answer": 0.4}
# At this word of a text the lead is worth half.
_LEAD_WORDS = 30
# Places from a word to its neighbour: one small word may stand between.
_REACH = 2
_FIELDS = tuple(STEMMED_FIELDS[Scope.ANY])
_STRICT_OF = {stemmed: strict for strict, stemmed in STEMMED_OF.items()}


class Ranking:
    """The scores of the matches of one query.

    groups: what a document is wanted for. typed: the folded words as typed.
    """

    def __init__(
        self, snapshot: Snapshot, matches: Matches, groups: list[Group], typed: list[str]
    ) -> None:
        self._snapshot = snapshot
        self._matches = matches
        self._groups = groups
        self._runs = np.zeros(len(matches.scores), np.float32)
        if groups and len(typed) > 1:
            compared = np.sort(highest(matches.scores, COMPARED))
            documents = matches.documents.take(compared)
            self._runs[compared] = longest_runs(snapshot, documents, typed[:RUN_WORDS_MAX])
        self._place = np.sort(highest(matches.scores + self._runs, LOOKED_AT))
        self._documents = matches.documents[self._place]
        self._postings_kept: dict[tuple[str, str], Postings] = {}
        self._places_kept: dict[tuple[str, str], Ints] = {}
        self._typed = [unit for group in groups for unit in group.typed]
        self._idf = {unit: self._idf_of(unit, _FIELDS) for unit in self._typed}
        self._parts = self._worked_out() if groups else {}

    def scores(self) -> Array:
        """Return the score of every match."""
        scores = self._matches.scores.copy()
        if not self._parts:
            return scores
        looked_at = np.sum(list(self._parts.values()), axis=0)
        rest = np.delete(scores, self._place)
        if len(rest):
            scores *= min(1.0, float(looked_at.min()) / max(float(rest.max()), 1e-9))
        scores[self._place] = looked_at
        return scores

    def parts(self, document: int) -> ScoreParts | None:
        """Return what the score of a document is made of; None when it was not looked at."""
        at = int(np.searchsorted(self._documents, document))
        if not self._parts or at == len(self._documents) or self._documents[at] != document:
            return None
        return ScoreParts(**{name: float(part[at]) for name, part in self._parts.items()})

    def _worked_out(self) -> dict[str, Array]:
        units = list(dict.fromkeys(u for g in self._groups for u in (*g.typed, *g.others)))
        zeros = np.zeros((len(units), len(self._documents)), np.float32)
        joined, title, lead = zeros, zeros, zeros.copy()
        joined = zeros.copy()
        for field in _FIELDS:
            counts, first = self._counted(field, units)
            relative = self._relative_lengths(field)
            b = _FIELD_B[field]
            joined += _FIELD_WEIGHTS[field] * counts / (1 - b + b * relative)
            if field == "title":
                title = _saturated(counts / (1 - B + B * relative))
            else:
                np.maximum(
                    lead, np.where(counts > 0, _LEAD_WORDS / (_LEAD_WORDS + first), 0), out=lead
                )
        idf_of_title = {unit: self._idf_of(unit, ("title",)) for unit in self._typed}
        found = {
            "bm25": self._matches.scores.take(self._place),
            "bm25f": self._summed(units, _saturated(joined), self._idf),
            "title": self._summed(units, title, idf_of_title),
            "lead": self._summed(units, lead, self._idf),
            "neighbours": self._of_neighbours(),
            "exact": self._of_exact(),
            "sequence": self._runs.take(self._place),
        }
        return {name: (WEIGHTS[name] * part).astype(np.float32) for name, part in found.items()}

    def _summed(self, units: list[Unit], values: Array, idf: dict[Unit, float]) -> Array:
        """Add up the groups: of each, what was typed or the best of what stands for it."""
        row = {unit: number for number, unit in enumerate(units)}
        total = np.zeros(values.shape[1], np.float32)
        for group in self._groups:
            typed = [idf[unit] * values[row[unit]] for unit in group.typed]
            weight = sum(idf[unit] for unit in group.typed)
            others = [weight * values[row[unit]] for unit in group.others]
            total += np.max([np.sum(typed, axis=0), *others], axis=0)
        return total

    def _of_neighbours(self) -> Array:
        score = np.zeros(len(self._documents), np.float32)
        for one, other in pairwise(self._typed):
            if one == other:
                continue
            idf = min(self._idf[one], self._idf[other])
            for field in ("title", *(_FIELDS[1:])):
                first, second = self._places(field, one), self._places(field, other)
                if len(first) and len(second):
                    near = near_after(first, second, _REACH)
                    counts = np.bincount(near // SPACING, minlength=len(score))
                    relative = self._relative_lengths(field)
                    score += idf * _saturated(counts / (1 - B + B * relative))
        return score

    def _of_exact(self) -> Array:
        score = np.zeros(len(self._documents), np.float32)
        for group in self._groups:
            for form, unit in zip(group.forms, group.typed, strict=True):
                has = np.zeros(len(score), np.bool_)
                for field in _FIELDS:
                    inside, _ = found_in(self._postings(_STRICT_OF[field], form), self._documents)
                    has[inside] = True
                score += self._idf[unit] * has
        return score

    def _counted(self, field: str, units: list[Unit]) -> tuple[Array, Array]:
        """Return how often each unit stands in each document, and at which word first."""
        counts = np.zeros((len(units), len(self._documents)), np.float32)
        first = np.zeros_like(counts)
        for number, unit in enumerate(units):
            places = self._places(field, unit)
            if len(places):
                owners = places // SPACING
                counts[number] = np.bincount(owners, minlength=counts.shape[1])
                starts = np.flatnonzero(np.diff(owners, prepend=-1))
                first[number, owners[starts]] = places[starts] - owners[starts] * SPACING
        return counts, first

    def _places(self, field: str, unit: Unit) -> Ints:
        """Return where a unit ends, numbered over the documents looked at."""
        places = self._places_of_term(field, unit[0][1])
        for (before, _), (here, other) in pairwise(unit):
            places = near_after(places, self._places_of_term(field, other), here - before)
        return places

    def _places_of_term(self, field: str, term: str) -> Ints:
        kept = self._places_kept.get((field, term))
        if kept is None:
            kept = places_in(self._postings(field, term), self._documents)
            self._places_kept[field, term] = kept
        return kept

    def _postings(self, field: str, term: str) -> Postings:
        kept = self._postings_kept.get((field, term))
        if kept is None:
            kept = self._postings_kept[field, term] = self._snapshot.postings(field, term.encode())
        return kept

    def _idf_of(self, unit: Unit, fields: tuple[str, ...]) -> float:
        holders = min(max(self._postings(f, term).count for f in fields) for _, term in unit)
        return math.log(max(self._snapshot.size, 1) / (holders + 1)) + 1

    def _relative_lengths(self, field: str) -> Array:
        """Return the length of the field in each document, 1 being the mean."""
        return (self._snapshot.norms(field).take(self._documents) / K1 - (1 - B)) / B


def _saturated(frequencies: Array) -> Array:
    return (K1 + 1) * frequencies / (frequencies + K1)
