"""Which documents are like the best matches? Those whose most frequent stems are theirs too.

What is relevant to a question is alike (the cluster hypothesis), so a match that stands alone among
the best has more often met the words by chance: Kurland and Lee, "Corpus structure, language
models, and ad hoc information retrieval", SIGIR 2004; Diaz, "Regularizing ad hoc retrieval scores",
CIKM 2005.

Each document has a row of the numbers of its FREQUENT_STEMS most frequent stems in all its texts,
the longer ones first among equals, 0 where there are fewer. A number is a hash: the same in every
segment, whatever other documents there are.
"""

from collections.abc import Iterator
from zlib import crc32

import numpy as np

from search_app.engine.embedded.inversion import Array, Ints, Postings, starts_of

FREQUENT_STEMS = 32
# So many documents are what the others are likened to, the better ones more.
BEST = 50
_NUMBER_BITS = 13
_NUMBERS = (1 << _NUMBER_BITS) - 1
_LENGTH_BITS = 6
_LENGTHS = (1 << _LENGTH_BITS) - 1
_COUNT_BITS = 20
_COUNTS = (1 << _COUNT_BITS) - 1
_WEIGHT_BITS = _LENGTH_BITS + _COUNT_BITS


class FrequentStems:
    """Collects the postings of stemmed fields, and makes the rows of their documents."""

    def __init__(self) -> None:
        self._packed: list[Array] = []

    def add(self, postings: Postings) -> None:
        """Pack document, number, length and count of each posting into one integer."""
        stems = [
            (crc32(stem) % _NUMBERS + 1) << _WEIGHT_BITS | min(len(stem), _LENGTHS) << _COUNT_BITS
            for stem in postings.terms
        ]
        packed = np.repeat(np.array(stems, np.uint64), np.diff(postings.starts))
        packed |= postings.documents.astype(np.uint64) << np.uint64(_NUMBER_BITS + _WEIGHT_BITS)
        packed |= np.minimum(postings.frequencies.astype(np.uint64), np.uint64(_COUNTS))
        self._packed.append(packed)

    def rows(self, size: int) -> Iterator[Array]:
        """Yield the rows of `size` documents, one after another in one array."""
        rows = np.zeros((size, FREQUENT_STEMS), np.uint16)
        packed = _of_all_fields(self._packed)
        documents = (packed >> np.uint64(_NUMBER_BITS + _WEIGHT_BITS)).astype(np.int64)
        starts = starts_of(np.bincount(documents, minlength=size))
        places = np.arange(len(packed)) - starts.take(documents)
        kept = np.flatnonzero(places < FREQUENT_STEMS)
        rows[documents[kept], places[kept]] = packed[kept] & np.uint64(_NUMBERS)
        yield rows.ravel()


def _of_all_fields(parts: list[Array]) -> Array:
    """Return document, weight (the highest first) and number of each stem, packed and sorted."""
    packed = np.concatenate([np.zeros(0, np.uint64), *parts])
    packed.sort()
    stems = packed >> np.uint64(_WEIGHT_BITS)
    lasts = np.flatnonzero(np.diff(stems, append=np.uint64(0)))
    counts = np.diff(np.cumsum(packed & np.uint64(_COUNTS))[lasts], prepend=np.uint64(0))
    lengths = (packed[lasts] >> np.uint64(_COUNT_BITS)) & np.uint64(_LENGTHS)
    weights = np.minimum(counts, np.uint64(_COUNTS)) << np.uint64(_LENGTH_BITS) | lengths
    stems = stems[lasts]
    packed = stems >> np.uint64(_NUMBER_BITS) << np.uint64(_NUMBER_BITS + _WEIGHT_BITS)
    packed |= (np.uint64((1 << _WEIGHT_BITS) - 1) - weights) << np.uint64(_NUMBER_BITS)
    packed |= stems & np.uint64(_NUMBERS)
    packed.sort()
    return packed


def most_alike(rows: Array, scores: Array, best: Ints) -> Array:
    """Return how alike each document is to the best, between 0 and 1: a mean of cosines.

    rows: [document, FREQUENT_STEMS]. scores: of each document. best: places of the BEST, the best
    first; each counts for what its score is above the last one's.
    """
    above = scores.take(best) - scores[best[-1]]
    if not above.any():
        return np.zeros(len(scores))
    present = rows > 0
    unit = 1 / np.sqrt(np.maximum(present.sum(axis=1), 1))
    shares = (above / above.sum() * unit.take(best)).repeat(FREQUENT_STEMS)
    middle = np.bincount(rows.take(best, axis=0).ravel(), shares, minlength=_NUMBERS + 1)
    middle[0] = 0
    alike: Array = middle.take(rows).sum(axis=1) * unit
    return alike
