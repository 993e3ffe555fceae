"""How are the pieces of texts found again without making strings of them? By hashes, in arrays.

The hash of a piece is the sum of its characters, each times a random number for its place, modulo
2**64. Those of all pieces of a batch are worked out and looked up in arrays: 0.1 µs a piece, where
a string and a dictionary of half a million take 0.5.
"""

import os
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

HASHED_CHARACTERS = 64
"""Two different pieces of at most so many characters have the same hash once in 2**44 times at
most, whoever chose them: somewhere their characters differ, by less than 2**21, and the number that
this is multiplied with is drawn by each process. Of longer pieces only the beginning is hashed."""
UNKNOWN = -2
"""Stands for the number of a hash that has none."""
# About so many characters are hashed at once: their hashes fit into the cache of a processor.
_CHARACTERS_AT_ONCE = 1 << 15
_SLOTS = 1 << 16
_HASH_BITS = 64

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]

_OF_PLACE: Hashes = np.frombuffer(os.urandom(HASHED_CHARACTERS * _HASH_BITS // 8), np.uint64)


def hashes_of(characters: Codes, starts: Places, ends: Places) -> Hashes:
    """Return the hash of each piece of some texts. starts, ends: of the pieces, which ascend."""
    ends = np.minimum(ends, starts + HASHED_CHARACTERS)
    return np.concatenate(
        [
            _hashes(characters, starts[first:behind], ends[first:behind])
            for first, behind in _parts(len(characters), ends)
        ]
    )


def _parts(characters: int, ends: Places) -> Iterator[tuple[int, int]]:
    """Yield the first of the pieces that end in each stretch of the texts, and the first behind."""
    edges = ends.searchsorted(np.arange(0, characters, _CHARACTERS_AT_ONCE)).tolist()
    return pairwise(dict.fromkeys([*edges, len(ends)]))


def _hashes(characters: Codes, starts: Places, ends: Places) -> Hashes:
    """Return the hashes of pieces, from the sums up to their starts and up to their ends."""
    begin, stop = starts[0], ends[-1]
    places = np.arange(begin, stop) - starts.repeat(np.diff(starts, append=stop))
    terms = characters[begin:stop] + np.uint64(1)
    terms *= _OF_PLACE.take(places, mode="clip")
    sums = np.zeros(stop - begin + 1, np.uint64)
    np.cumsum(terms, out=sums[1:])
    hashes: Hashes = sums.take(ends - begin) - sums.take(starts - begin)
    return hashes


class HashTable:
    """The numbers of hashes, in a table with open addressing of which at most half is taken.

    The number of a free place is UNKNOWN.
    """

    def __init__(self) -> None:
        self._taken = 0
        self._clear(_SLOTS)

    def find(self, hashes: Hashes) -> Numbers:
        """Return the number of each hash, UNKNOWN for one that has none."""
        places = self._places(hashes)
        found = self._numbers.take(places)
        left = np.flatnonzero(self._hashes.take(places) != hashes)
        while len(left):
            left = left[found[left] != UNKNOWN]
            places[left] = self._next(places[left])
            found[left] = self._numbers.take(places[left])
            left = left[self._hashes.take(places[left]) != hashes[left]]
        return found

    def add(self, hashes: Hashes, numbers: Numbers) -> None:
        """Take in hashes that are not there, each once."""
        self._taken += len(hashes)
        if 2 * self._taken > len(self._hashes):
            is_taken = self._numbers != UNKNOWN
            hashes = np.concatenate([self._hashes[is_taken], hashes])
            numbers = np.concatenate([self._numbers[is_taken], numbers])
            self._clear(1 << (4 * self._taken).bit_length())
        places = self._places(hashes)
        left = np.arange(len(hashes))
        while len(left):
            is_free = self._numbers.take(places[left]) == UNKNOWN
            # Of several that want the same place, one has it.
            taken, which = np.unique(places[left[is_free]], return_index=True)
            having = left[is_free][which]
            self._hashes[taken], self._numbers[taken] = hashes[having], numbers[having]
            left = np.setdiff1d(left, having, assume_unique=True)
            places[left] = self._next(places[left])

    def _clear(self, slots: int) -> None:
        self._hashes: Hashes = np.zeros(slots, np.uint64)
        self._numbers: Numbers = np.full(slots, UNKNOWN, np.int32)

    def _places(self, hashes: Hashes) -> Places:
        """Return the place of each hash, by its highest bits: they depend on all of its piece."""
        bits = len(self._hashes).bit_length() - 1
        return (hashes >> np.uint64(_HASH_BITS - bits)).astype(np.int64)

    def _next(self, places: Places) -> Places:
        return (places + 1) & (len(self._hashes) - 1)
