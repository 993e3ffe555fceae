"""How often, and at which positions, do some terms stand in some documents?"""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints, starts_of
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.matching.term_postings import POSITION_BITS, TermPart
from search_app.engine.embedded.segments.segment import FieldArrays


class TermPositions:
    """Where words stand, for all fields, words and documents at once.

    words: for each word the terms that it stands for, which count as one. documents: ascending
    numbers. counts: [field, word, document], how often the word stands there. holders:
    [field, word], an upper bound of the documents of the index that have it.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        fields: Sequence[str],
        words: Sequence[Sequence[str]],
        documents: Ints,
    ) -> None:
        terms = [(row, term) for row, meant in enumerate(words) for term in meant]
        self._snapshot = snapshot
        self._fields = fields
        self._terms = [term for _, term in terms]
        shape = (len(fields), len(terms), len(documents))
        self._word_of = np.array([row for row, _ in terms], np.int64)
        self._counts = np.zeros(shape, np.int64)
        self._at = np.zeros(shape, np.int64)
        self._looked_up: list[tuple[int, slice, FieldArrays]] = []
        bounds = documents.searchsorted(snapshot.bases).tolist()
        for number, field in enumerate(fields):
            parts: list[list[tuple[int, TermPart]]] = [[] for _ in snapshot.segments]
            for row, (_, term) in enumerate(terms):
                for part in snapshot.find(field, term):
                    parts[part.segment].append((row, part))
            for own, (first, end) in zip(parts, pairwise(bounds), strict=True):
                if own:
                    self._look_up(number, slice(first, end), documents[first:end], own)
        self._has_several_segments = len(snapshot.segments) > 1
        self._has_united = len(terms) > len(words)
        if self._has_united:
            self.counts = np.add.reduceat(self._counts, self._firsts, axis=1)
        else:
            self.counts = self._counts

    @cached_property
    def holders(self) -> Ints:
        of_each = [[self._snapshot.holders(f, term) for term in self._terms] for f in self._fields]
        holders = np.array(of_each, np.int64).reshape(len(self._fields), len(self._terms))
        return np.add.reduceat(holders, self._firsts, axis=1) if self._has_united else holders

    @cached_property
    def _firsts(self) -> Ints:
        """The number of the first term of each word."""
        return np.flatnonzero(np.diff(self._word_of, prepend=-1))

    def _look_up(
        self, field: int, columns: slice, documents: Ints, parts: Sequence[tuple[int, TermPart]]
    ) -> None:
        """Look up the documents of one segment in the posting lists of a field's terms."""
        rows = [row for row, _ in parts]
        slices = [part.postings for _, part in parts]
        if not len(documents):
            return
        part = parts[0][1]
        arrays = part.arrays
        wanted = (documents - part.base).astype(arrays.documents.dtype)
        at, counts = self._at[field, :, columns], self._counts[field, :, columns]
        for row, postings in zip(rows, slices, strict=True):
            found = arrays.documents[postings].searchsorted(wanted)
            found += postings.start
            np.minimum(found, postings.stop - 1, out=at[row])
        np.multiply(arrays.frequencies.take(at), arrays.documents.take(at) == wanted, out=counts)
        if len(rows) < len(counts):
            counts[[row for row in range(len(counts)) if row not in rows]] = 0
        self._looked_up.append((field, columns, arrays))

    def by_cell(self) -> tuple[Ints, Ints]:
        """Return all positions, and where those of each cell begin and those of the last one end.

        A cell is an index in `counts` laid flat. A position is given as (cell << POSITION_BITS) +
        position; so they ascend.
        """
        cells = np.arange(self.counts.size).reshape(self.counts.shape) << POSITION_BITS
        places = self.numbered(cells, 1, self.counts > 0)
        if self._has_several_segments or self._has_united:
            places.sort(kind="stable")
        return places, starts_of(self.counts.ravel())

    def numbered(self, bases: Ints, step: int, wanted: Array) -> Ints:
        """Return base + step · position for each occurrence.

        They come field by field and segment by segment, then by term, document and position.
        bases: [field, word, document]. wanted: a mask of that shape, of cells that have a count.
        """
        if self._has_united:
            bases, wanted = bases.take(self._word_of, axis=1), wanted.take(self._word_of, axis=1)
            wanted &= self._counts > 0
        found = [np.zeros(0, np.int64)]
        for field, columns, arrays in self._looked_up:
            inside = (field, slice(None), columns)
            chosen = wanted[inside].ravel().nonzero()[0]
            counts, positions = arrays.positions_at(self._at[inside].ravel().take(chosen))
            numbers = positions * np.int64(step)
            numbers += bases[inside].ravel().take(chosen).repeat(counts)
            found.append(numbers)
        return np.concatenate(found)
