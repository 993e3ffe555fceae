"""Which documents have a term, or any of several that count as one, and where does it stand?"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from search_app.engine.embedded.arrays import (
    SORTING_COST,
    Array,
    Ints,
    joined,
    summed_by_key,
    true_places,
)
from search_app.engine.embedded.segments.segment import FieldArrays, SegmentArrays

# A position beside the number of a document or cell, in one integer.
POSITION_BITS = 32
POSITION_MASK = (1 << POSITION_BITS) - 1


class TermPart(NamedTuple):
    """Where a term stands in one segment.

    segment: number of the segment. base: number of the segment's first document. arrays: the field
    in that segment. postings: the slice of `arrays` that holds the term's postings.
    """

    segment: int
    base: int
    arrays: FieldArrays
    postings: slice


Find = Callable[[str, str], tuple[TermPart, ...]]
"""Tells where a term of a field stands, for each segment that has it."""


class TermPostings:
    """The posting list of one term over all segments.

    documents: ascending numbers of the documents that have the term, deleted ones included.
    frequencies: how often each has it. count: how many documents these are. holders: how many
    documents of the index have it.
    """

    def __init__(self, parts: Sequence[TermPart]) -> None:
        """Join the postings of the segments. parts: of the segments that have it, in order."""
        self._parts = parts
        self.documents = joined([_documents_of(part) for part in parts])
        self.frequencies = joined([part.arrays.frequencies[part.postings] for part in parts])
        self.count = self.holders = len(self.documents)

    def positions_at(self, places: Ints) -> tuple[Array, Array]:
        """Return the number of positions of some postings, and all their positions in a row.

        places: ascending indices in `documents`. Raises ValueError when the arrays of a damaged
        file do not fit together.
        """
        if len(self._parts) == 1:
            ((_, _, arrays, postings),) = self._parts
            return arrays.positions_at(places + postings.start)
        found = []
        first = 0
        for part in self._parts:
            end = first + part.postings.stop - part.postings.start
            low, high = places.searchsorted((first, end))
            found.append(part.arrays.positions_at(places[low:high] + part.postings.start - first))
            first = end
        return joined([counts for counts, _ in found]), joined([p for _, p in found])


class JoinedPostings:
    """The posting list of several terms that count as one.

    documents, frequencies, count, holders: as in `TermPostings`; a frequency is the sum of those
    of all terms.
    """

    def __init__(self, parts: Sequence[TermPart], size: int) -> None:
        """Join the postings of several terms and segments.

        parts: in any order; one may be a slice of the postings of several terms. size: number of
        documents of the generation.
        """
        self._parts = parts
        self._size = size
        documents = joined([_documents_of(part) for part in parts])
        frequencies = joined([part.arrays.frequencies[part.postings] for part in parts])
        if len(documents) * SORTING_COST < size:
            self.documents, self.frequencies = summed_by_key(
                documents.astype(np.int64, copy=False), frequencies.astype(np.int64)
            )
        else:
            summed = np.bincount(documents, frequencies, size)
            self.documents = true_places(summed != 0)
            self.frequencies = summed.take(self.documents).astype(np.int64)
        self.count = self.holders = len(self.documents)

    def positions_at(self, places: Ints) -> tuple[Array, Array]:
        """Return what `TermPostings.positions_at` does. Raises ValueError for a damaged file."""
        wanted = np.zeros(self._size, dtype=np.bool_)
        wanted[self.documents.take(places)] = True
        owners, positions = [], []
        for part in self._parts:
            documents = _documents_of(part).astype(np.int64, copy=False)
            kept = true_places(wanted.take(documents))
            counts, found = part.arrays.positions_at(kept + part.postings.start)
            owners.append(np.repeat(documents.take(kept), counts))
            positions.append(found)
        placed = np.sort((joined(owners) << POSITION_BITS) + joined(positions))
        return self.frequencies.take(places), placed & POSITION_MASK


def _documents_of(part: TermPart) -> Array:
    documents: Array = part.arrays.documents[part.postings]
    return documents + np.int64(part.base) if part.base else documents


class Dictionaries:
    """Looks terms up in the dictionaries of all segments."""

    def __init__(self, segments: Sequence[SegmentArrays], bases: Sequence[int]) -> None:
        self._segments = segments
        self._bases = bases

    def find(self, field: str, term: str) -> tuple[TermPart, ...]:
        """Return where the term stands, for each segment that has it."""
        found = []
        key = term.encode()
        for number, (base, segment) in enumerate(zip(self._bases, self._segments, strict=False)):
            arrays = segment.fields.get(field)
            index = None if arrays is None else arrays.find(key)
            if arrays is not None and index is not None:
                found.append(TermPart(number, base, arrays, arrays.postings_of(index)))
        return tuple(found)


def alone(find: Find, field: str, term: str) -> TermPostings | None:
    """Return the posting list of a term that one segment has alone, or none: it is no copy."""
    parts = find(field, term)
    return TermPostings(parts) if len(parts) <= 1 else None


Postings = TermPostings | JoinedPostings
