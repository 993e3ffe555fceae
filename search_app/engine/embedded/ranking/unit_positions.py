"""How often, and at which positions, do the units of a query stand in some documents?"""

import math
from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np

from search_app.engine.embedded.arrays import Ints, starts_of
from search_app.engine.embedded.matching.proximity import near_after
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.matching.term_positions import TermPositions
from search_app.engine.embedded.matching.term_postings import POSITION_BITS
from search_app.engine.embedded.ranking.query_units import Unit


class UnitPositions:
    """Where units stand; a unit of several words stands where the last of them does.

    documents: ascending numbers, one at least. counts: [field, unit, document], how often the unit
    stands there; an index in this array laid flat is called a cell. places: the positions of all
    cells in a row, each as (cell << POSITION_BITS) + position, ascending. starts: where the places
    of each cell begin, and where the last ones end.
    """

    def __init__(
        self, snapshot: Snapshot, fields: Sequence[str], units: Sequence[Unit], documents: Ints
    ) -> None:
        words = list(dict.fromkeys(word for unit in units for _, word in unit))
        self._units = units
        self._rows = [[words.index(word) for _, word in unit] for unit in units]
        stems = [snapshot.forms.own_stems(word) for word in words]
        found = TermPositions(snapshot, fields, stems, documents)
        self._holders = found.holders
        self.counts = found.counts
        self.places, self.starts = found.by_cell()
        if self._rows != [[row] for row in range(len(words))]:
            self._join()

    def holders(self, fields: slice) -> list[int]:
        """Return an upper bound of the documents that have each unit in one of these fields."""
        holders = self._holders[fields].max(axis=0).tolist()
        return [min(holders[row] for row in rows) for rows in self._rows]

    def _join(self) -> None:
        """Turn the rows of words into rows of units."""
        fields, _, documents = self.counts.shape
        found = [
            self._unit_places(field, number) + (first << POSITION_BITS)
            for first, (field, number) in zip(
                range(0, fields * len(self._units) * documents, documents),
                product(range(fields), range(len(self._units))),
                strict=True,
            )
        ]
        shape = (fields, len(self._units), documents)
        self.places = np.concatenate(found)
        counts = np.bincount(self.places >> POSITION_BITS, minlength=math.prod(shape))
        self.counts, self.starts = counts.reshape(shape), starts_of(counts)

    def _unit_places(self, field: int, number: int) -> Ints:
        """Return the places of one unit in one field, its cells numbered from 0."""
        unit, rows = self._units[number], self._rows[number]
        places = self._word_places(field, rows[0])
        for row, ((before, _), (here, _)) in zip(rows[1:], pairwise(unit), strict=True):
            found = self._word_places(field, row)
            places = found[near_after(places, found, here - before)]
        return places

    def _word_places(self, field: int, row: int) -> Ints:
        _, words, documents = self.counts.shape
        first = (field * words + row) * documents
        start, end = self.starts[first], self.starts[first + documents]
        return self.places[start:end] - (first << POSITION_BITS)
