"""How is a selection listed when copies stand under the first of them?"""

import numpy as np

from search_app.engine.embedded.arrays import Ints, mask_of
from search_app.engine.embedded.matching.copies import Copies
from search_app.engine.embedded.ranking.selection import Selection

# How many times as many documents are looked at when those before are too few.
_FURTHER = 4


class Folded:
    """A selection in which documents of one group are one. Places are those in its documents.

    away: how many documents are under another.
    """

    def __init__(self, selection: Selection, copies: Copies) -> None:
        self._selection = selection
        self._groups = copies.groups.take(selection.documents)
        self._shared = copies.shared.take(selection.documents)
        shared = self._groups[self._shared]
        distinct = np.count_nonzero(mask_of(shared, len(copies.groups)))
        self.away = len(shared) - int(distinct)

    def first(self, count: int) -> Ints:
        """Return the places of the first `count` that are under no other, in their order."""
        looked_at = count
        while True:
            places = self._selection.first(looked_at)
            _, firsts = np.unique(self._groups.take(places), return_index=True)
            if len(firsts) >= count or looked_at >= len(self._groups):
                return places.take(np.sort(firsts)[:count])
            looked_at *= _FURTHER

    def copies(self, place: int, count: int) -> tuple[list[int], int]:
        """Return the numbers of the first `count` that are under this one, and how many are."""
        if not self._shared[place]:
            return [], 0
        alike = np.flatnonzero(self._groups == self._groups[place])
        others = alike[alike != place]
        first = self._selection.first_among(others, count)
        return self._selection.documents.take(first).tolist(), len(others)
