"""What are the units of a query worth in some documents? Each part of the score that is theirs."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.bm25 import K1, idfs_of, saturated
from search_app.engine.embedded.matching.proximity import near_after
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.matching.term_postings import POSITION_BITS, POSITION_MASK
from search_app.engine.embedded.ranking.query_units import Group
from search_app.engine.embedded.ranking.unit_positions import UnitPositions

_FIELDS = ("title", "text", "answer")
_TITLE = 0
# At this word of a text, counted from its start, the lead is worth half of what it is at the start.
_LEAD_WORDS = 30
# How many places after a word its neighbour may stand: one small word may come between.
_REACH = 2


class Features:
    """What the units of a query are worth in some documents.

    Arrays have a row for each unit: first the units typed, in their order, then those that stand
    for others. idf: of each row, from the field in which most documents have the unit.
    """

    def __init__(self, snapshot: Snapshot, groups: Sequence[Group], documents: Ints) -> None:
        self._groups = groups
        self._typed = [unit for group in groups for unit in group.typed]
        self._follows = [
            place > 0 or group.follows for group in groups for place in range(len(group.typed))
        ]
        units = self._typed + [unit for group in groups for unit in group.others]
        self._found = UnitPositions(snapshot, _FIELDS, units, documents)
        self.idf = idfs_of(snapshot.population, self._found.holders(slice(None)))
        self._title_idf = idfs_of(
            snapshot.population, self._found.holders(slice(_TITLE, _TITLE + 1))
        )
        # [field, 1, document], as the counts are
        norms = [snapshot.norms(field).take(documents) for field in _FIELDS]
        self._norms = np.array(norms)[:, np.newaxis]

    def parts(self) -> dict[str, Array]:
        """Return title, lead, neighbours and coverage, each [document], 0 or more."""
        title = self._found.counts[_TITLE] / (self._norms[_TITLE] / K1)
        values = np.array([saturated(title), self._lead()])
        idf = np.array([self._title_idf, self.idf])[:, :, np.newaxis]
        summed = dict(zip(("title", "lead"), self._summed(values, idf), strict=True))
        return summed | {"neighbours": self._neighbours(), "coverage": self._coverage()}

    def _summed(self, values: Array, idf: Array) -> Array:
        """Return the sum over the groups of what was typed, or of the best that stands for it.

        values: [part, unit, document]. idf: [part, unit, 1]. Returned: [part, document].
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
        """Return the idf of the units that each document has, divided by that of all units."""
        present = (self._found.counts.max(axis=0, keepdims=True) > 0).astype(np.float32)
        idf = self.idf[np.newaxis, :, np.newaxis]
        return self._summed(present, idf)[0] / self.idf[: len(self._typed)].sum()

    def _lead(self) -> Array:
        """Return [unit, document]: 1 where a text begins with the unit, less the later it comes."""
        found = self._found
        if not len(found.places):
            return np.zeros(found.counts.shape[1:])
        firsts = found.starts[:-1].reshape(found.counts.shape)[_TITLE + 1 :]
        first = found.places.take(firsts, mode="clip") & POSITION_MASK
        early = _LEAD_WORDS / (_LEAD_WORDS + first)
        return (early * (found.counts[_TITLE + 1 :] > 0)).max(axis=0)

    def _neighbours(self) -> Array:
        """Return [document]: the BM25 of each pair of units typed one after the other, added up.

        The idf of a pair is the lesser of its two.
        """
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
        distinct = [one != other for one, other in pairwise(self._typed)]
        idf *= np.logical_and(distinct, self._follows[1:])
        return idf @ saturated(counts / (self._norms / K1)).sum(axis=0)
