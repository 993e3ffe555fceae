"""Which documents of a generation are copies of each other, or have one answer in common?"""

from collections.abc import Sequence

import numpy as np

from search_app.engine.embedded.arrays import (
    Array,
    Ints,
    joined,
    mask_of,
    ranges,
    starts_of,
    true_places,
)
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.schema import COPY_KEYS
from search_app.engine.embedded.segments.segment import FieldArrays


class Copies:
    """The groups of all documents that are not deleted.

    groups: for each document, the lowest number of a document of its group. shared: mask of the
    documents whose group has others.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        documents, keys = _shared_keys(snapshot)
        groups = np.arange(snapshot.size)
        # Groups with a document in common become one, a step of the chain at a time.
        while len(keys):
            lowest = np.full(int(keys.max()) + 1, snapshot.size)
            np.minimum.at(lowest, keys, groups.take(documents))
            lower = groups.copy()
            np.minimum.at(lower, documents, lowest.take(keys))
            if np.array_equal(lower, groups):
                break
            groups = lower
        self.groups: Ints = groups
        self.shared: Array = mask_of(documents, snapshot.size)


def _shared_keys(snapshot: Snapshot) -> tuple[Ints, Ints]:
    """Return pairs of a document and a key that others have as well, in two rows of numbers."""
    documents: list[Array] = [np.zeros(0, np.int64)]
    keys: list[Array] = [np.zeros(0, np.int64)]
    before = 0
    for name in COPY_KEYS:
        fields = [(base, arrays) for base, arrays in snapshot.fields(name) if len(arrays)]
        if not fields:
            continue
        having, numbers = _with_others(fields)
        live = true_places(snapshot.live.take(having))
        having, numbers = having.take(live), numbers.take(live)
        counts = np.bincount(numbers)
        shared = true_places(counts.take(numbers) > 1)
        documents.append(having.take(shared))
        keys.append(before + numbers.take(shared))
        before += len(counts)
    return np.concatenate(documents), np.concatenate(keys)


def _with_others(fields: Sequence[tuple[int, FieldArrays]]) -> tuple[Array, Ints]:
    """Return pairs of a document and a key that others have as well, deleted ones included.

    fields: of each segment, with the number of its first document.
    """
    numbers = _numbered([arrays for _, arrays in fields])
    lengths = joined([np.diff(arrays.starts) for _, arrays in fields])
    kept = true_places(np.bincount(numbers, lengths).take(numbers) > 1)
    postings = ranges(starts_of(lengths).take(kept), lengths.take(kept))
    documents = joined([base + arrays.documents for base, arrays in fields])
    return documents.take(postings), numbers.take(kept).repeat(lengths.take(kept))


def _numbered(segments: Sequence[FieldArrays]) -> Ints:
    """Return a number for each term of each segment, the same for the same term."""
    if len(segments) == 1:  # Each term is there once: its place is a number.
        return np.arange(len(segments[0]))
    terms = np.concatenate([np.array(arrays.terms()) for arrays in segments])
    return np.unique(terms, return_inverse=True)[1]
