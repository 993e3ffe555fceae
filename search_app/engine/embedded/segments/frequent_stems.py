"""Which stems does each document use most? A row of numbers for each document.

A row has the numbers of the FREQUENT_STEMS stems that occur most often in all the texts of the
document. Of stems that occur equally often the longer one comes first. A document with fewer stems
has zeros at the end of its row.

The number of a stem is a hash between 1 and STEM_NUMBERS: it is the same in every segment, whatever
other documents there are, so that a merge copies rows. Two stems may have the same number.
"""

from collections.abc import Iterator
from zlib import crc32

import numpy as np

from search_app.engine.embedded.arrays import Array, starts_of
from search_app.engine.embedded.segments.postings import FieldPostings

FREQUENT_STEMS = 32
_NUMBER_BITS = 13
STEM_NUMBERS = (1 << _NUMBER_BITS) - 1
# Lengths in bytes and counts are cut off at these, so that all fits into one integer of 64 bits.
_LENGTH_BITS = 6
_LENGTH_MAX = (1 << _LENGTH_BITS) - 1
_COUNT_BITS = 20
_COUNT_MAX = (1 << _COUNT_BITS) - 1
_WEIGHT_BITS = _LENGTH_BITS + _COUNT_BITS


class FrequentStems:
    """Collects the postings of all stemmed fields, then makes the rows of their documents."""

    def __init__(self) -> None:
        self._packed: list[Array] = []

    def add(self, postings: FieldPostings) -> None:
        """Pack document, number, length and count of each posting into one integer."""
        stems = [
            (crc32(stem) % STEM_NUMBERS + 1) << _WEIGHT_BITS
            | min(len(stem), _LENGTH_MAX) << _COUNT_BITS
            for stem in postings.terms
        ]
        packed = np.repeat(np.array(stems, np.uint64), np.diff(postings.starts))
        packed |= postings.documents.astype(np.uint64) << np.uint64(_NUMBER_BITS + _WEIGHT_BITS)
        packed |= np.minimum(postings.frequencies.astype(np.uint64), np.uint64(_COUNT_MAX))
        self._packed.append(packed)

    def rows(self, size: int) -> Iterator[Array]:
        """Yield the rows of `size` documents, one after another in one array."""
        rows = np.zeros((size, FREQUENT_STEMS), np.uint16)
        packed = _of_all_fields(self._packed)
        documents = (packed >> np.uint64(_NUMBER_BITS + _WEIGHT_BITS)).astype(np.int64)
        starts = starts_of(np.bincount(documents, minlength=size))
        places = np.arange(len(packed)) - starts.take(documents)
        kept = np.flatnonzero(places < FREQUENT_STEMS)
        rows[documents[kept], places[kept]] = packed[kept] & np.uint64(STEM_NUMBERS)
        yield rows.ravel()


def _of_all_fields(parts: list[Array]) -> Array:
    """Add up what a document has of a stem in its fields; return the stems in the order of rows.

    Each integer of the result packs a document, a weight and the number of a stem. The weight is
    made of count and length, and turned round, so that the highest comes first in ascending order.
    """
    packed = np.concatenate([np.zeros(0, np.uint64), *parts])
    packed.sort()
    stems = packed >> np.uint64(_WEIGHT_BITS)
    lasts = np.flatnonzero(np.diff(stems, append=np.uint64(0)))
    counts = np.diff(np.cumsum(packed & np.uint64(_COUNT_MAX))[lasts], prepend=np.uint64(0))
    lengths = (packed[lasts] >> np.uint64(_COUNT_BITS)) & np.uint64(_LENGTH_MAX)
    weights = np.minimum(counts, np.uint64(_COUNT_MAX)) << np.uint64(_LENGTH_BITS) | lengths
    stems = stems[lasts]
    packed = stems >> np.uint64(_NUMBER_BITS) << np.uint64(_NUMBER_BITS + _WEIGHT_BITS)
    packed |= (np.uint64((1 << _WEIGHT_BITS) - 1) - weights) << np.uint64(_NUMBER_BITS)
    packed |= stems & np.uint64(STEM_NUMBERS)
    packed.sort()
    return packed
