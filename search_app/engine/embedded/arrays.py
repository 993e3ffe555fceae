"""What do numpy arrays of numbers often need? Runs, sorting orders, the highest, masks."""

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


Array = npt.NDArray[Any]


_LOWER_HALF = np.uint64(0xFFFFFFFF)


Key = TypeVar("Key")


class Numbered(dict[Key, int]):
    """Numbers each distinct key in order of appearance."""

    def __missing__(self, key: Key) -> int:
        number = self[key] = len(self)
        return number


def smallest(array: Array) -> Array:
    """Return the non-negative integers of `array` in the smallest unsigned type that holds them."""
    highest = int(array.max(initial=0))
    kinds = (np.uint8, np.uint16, np.uint32)
    return array.astype(next(kind for kind in kinds if highest <= np.iinfo(kind).max))


def stable_order(keys: Array) -> Ints:
    """Return the stable sorting order of integers below 2³², of which there are fewer than 2³².

    Key and index packed in one integer make every entry distinct, so numpy's vectorised sort of
    plain values does: twice as fast as its stable argsort (0.38 s against 0.74 s for 10 million).
    """
    packed = keys.astype(np.uint64) << np.uint64(32)
    packed |= np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    packed &= _LOWER_HALF
    return packed.astype(np.int64)


def starts_of(counts: Array) -> Ints:
    """Return where runs of these lengths begin, and where the last ends."""
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def ranges(starts: Array, lengths: Array) -> Ints:
    """Return `starts[0] … starts[0] + lengths[0] - 1, starts[1] …` in one array."""
    before = starts_of(lengths)
    return np.arange(before[-1], dtype=np.int64) + np.repeat(starts - before[:-1], lengths)


# Fewer keys than this are partitioned as they are.
_PARTITIONED_AT_MOST = 2_048


_ROWS = 64


_COLUMNS_PER_HIT = 4


def mask_of(documents: Ints, size: int) -> Array:
    mask = np.zeros(size, dtype=np.bool_)
    mask[documents] = True
    return mask


def highest(keys: Array, count: int) -> Ints:
    """Return the indices of the `count` highest keys, highest first, ties by index."""
    chosen = among_highest(keys, count)
    return chosen[np.argsort(-keys.take(chosen), kind="stable")]


def among_highest(keys: Array, count: int) -> Ints:
    """Return the indices of the `count` highest keys, of equal ones the first, ascending.

    The keys are laid out in rows; the highest of each column are few, and the count-th of those is
    no higher than the count-th of all: only what is above it is partitioned. Eight times as fast as
    partitioning 60,000 keys.
    """
    if count >= len(keys):
        return np.arange(len(keys))
    rows = min(_ROWS, len(keys) // (_COLUMNS_PER_HIT * count))
    if rows > 1 and len(keys) > _PARTITIONED_AT_MOST:
        whole = len(keys) - len(keys) % rows
        bound = _nth_highest(keys[:whole].reshape(rows, -1).max(axis=0), count)
        above = np.flatnonzero(keys > bound)
    else:
        above = np.arange(len(keys))
    if len(above) > count:
        found = keys.take(above)
        bound = _nth_highest(found, count)
        above = above[found > bound]
    level = np.flatnonzero(keys == bound)[: count - len(above)]
    return np.sort(np.concatenate([above, level]))


def _nth_highest(keys: Array, count: int) -> float:
    place = len(keys) - count
    return float(np.partition(keys, place)[place])


def joined(parts: Sequence[Array]) -> Array:
    """Return the parts in one row: a single one as it is, a view of its file."""
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, np.int32)
