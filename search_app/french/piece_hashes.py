"""How are the pieces of texts found again without making strings of them? By hashes, in arrays.

The hash of a piece is that of Rabin and Karp: the sum of a random number of each character, times a
power for its place, modulo 2**64. Those of all pieces of a batch are worked out and looked up in
arrays: 0.1 µs a piece, where a string and a dictionary of half a million take 0.5.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

HASHED_CHARACTERS = 64
"""Two pieces of at most so many characters have the same hash once in 10**11 times, even if
somebody chooses them, for nobody knows the random numbers. Longer ones are not told by hashes."""
UNKNOWN = -2
"""Stands for the number of a hash that has none."""
# About so many characters are hashed at once: their hashes fit into the cache of a processor.
_CHARACTERS_AT_ONCE = 1 << 15
# The powers that are kept. A part with more characters has a piece with more than half of them.
_POWERS_KEPT = 2 * _CHARACTERS_AT_ONCE
_CHARACTERS = 0x110000
_SLOTS = 1 << 16
_HASH_BITS = 64
# The golden ratio times 2**64, which is odd: so it has an inverse, and no power loses a bit.
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << _HASH_BITS)

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]


@lru_cache(maxsize=2)
def _powers(base: int, count: int) -> Hashes:
    """Return the powers of a number modulo 2**64, from the power of 0."""
    factors = np.full(count, base, np.uint64)
    factors[:1] = 1
    powers: Hashes = np.multiply.accumulate(factors)
    return powers


@cache
def _of_character() -> Hashes:
    """Return a random number for each character: 9 MB that only a process has that cuts texts."""
    return np.random.default_rng().integers(1, 1 << _HASH_BITS, _CHARACTERS, np.uint64)


def hashes_of(characters: Codes, starts: Places, ends: Places) -> Hashes:
    """Return the hash of each piece of some texts. starts, ends: of the pieces, which ascend."""
    return np.concatenate(
        [
            _hashes(characters, starts[first:behind], ends[first:behind])
            for first, behind in _parts(len(characters), ends)
        ]
    )


def _parts(characters: int, ends: Places) -> Iterator[tuple[int, int]]:
    """Yield the first piece of each part of the texts, and the first behind it."""
    edges = ends.searchsorted(np.arange(0, characters, _CHARACTERS_AT_ONCE)).tolist()
    return pairwise(dict.fromkeys([*edges, len(ends)]))


def _hashes(characters: Codes, starts: Places, ends: Places) -> Hashes:
    """Return the hashes of pieces, from the sums up to their starts and up to their ends."""
    begin = starts[0]
    starts, ends = starts - begin, ends - begin
    codes = characters[begin : begin + ends[-1]]
    size = max(len(codes), _POWERS_KEPT)
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(_of_character().take(codes) * _powers(_BASE, size)[: len(codes)], out=sums[1:])
    hashes: Hashes = sums.take(ends) - sums.take(starts)
    hashes *= _powers(_INVERSE, size).take(starts)
    return hashes


class HashTable:
    """The numbers of hashes, in a table with open addressing of which at most half is taken."""

    def __init__(self) -> None:
        self._taken = 0
        self._hashes: Hashes = np.zeros(_SLOTS, np.uint64)
        self._numbers: Numbers = np.zeros(_SLOTS, np.int32)

    def find(self, hashes: Hashes) -> Numbers:
        """Return the number of each hash, `UNKNOWN` for one that has none."""
        places = self._places(hashes)
        found = self._numbers.take(places)
        left = np.flatnonzero(self._hashes.take(places) != hashes)
        while len(left):
            is_free = self._hashes.take(places[left]) == 0
            found[left[is_free]] = UNKNOWN
            left = left[~is_free]
            places[left] = self._next(places[left])
            found[left] = self._numbers.take(places[left])
            left = left[self._hashes.take(places[left]) != hashes[left]]
        return found

    def add(self, hashes: Hashes, numbers: Numbers) -> None:
        """Take in hashes that are not there, each once."""
        self._taken += len(hashes)
        if 2 * self._taken > len(self._hashes):
            is_taken = self._hashes != 0
            hashes = np.concatenate([self._hashes[is_taken], hashes])
            numbers = np.concatenate([self._numbers[is_taken], numbers])
            slots = 1 << (4 * self._taken).bit_length()
            self._hashes, self._numbers = np.zeros(slots, np.uint64), np.zeros(slots, np.int32)
        places = self._places(hashes)
        left = np.arange(len(hashes))
        while len(left):
            is_free = self._hashes.take(places[left]) == 0
            # Of several that want the same place, one has it.
            taken, which = np.unique(places[left[is_free]], return_index=True)
            having = left[is_free][which]
            self._hashes[taken], self._numbers[taken] = hashes[having], numbers[having]
            left = left[self._hashes.take(places[left]) != hashes[left]]
            places[left] = self._next(places[left])

    def _places(self, hashes: Hashes) -> Places:
        """Return the place of each hash, by its highest bits: they depend on all of its piece."""
        bits = len(self._hashes).bit_length() - 1
        return (hashes >> np.uint64(_HASH_BITS - bits)).astype(np.int64)

    def _next(self, places: Places) -> Places:
        return (places + 1) & (len(self._hashes) - 1)
