"""Where do words stand in some documents, and which follow each other?

A place is a document, by its index among those looked at, and a position in it, in one number.
"""

import math
from collections.abc import Sequence

import numpy as np

from search_app.engine.embedded.inversion import Array, Ints
from search_app.engine.embedded.schema import STEMMED_OF
from search_app.engine.embedded.snapshot import Postings, Snapshot

SPACING = np.int64(1 << 32)
RUN_WORDS_MAX = 12


def found_in(postings: Postings, documents: Ints) -> tuple[Ints, Ints]:
    """Return the indices of the documents that are in the postings, and their places there."""
    known = postings.documents
    if not (len(known) and len(documents)):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    at = np.searchsorted(known, documents.astype(known.dtype))
    np.minimum(at, len(known) - 1, out=at)
    inside = np.flatnonzero(known.take(at) == documents)
    return inside, at.take(inside)


def places_in(postings: Postings, documents: Ints) -> Ints:
    """Return the places of a term in these documents, ascending."""
    inside, at = found_in(postings, documents)
    if not len(inside):
        return inside
    counts, positions = postings.positions_at(at)
    return np.repeat(inside, counts) * SPACING + positions


def near_after(before: Ints, here: Ints, reach: int) -> Ints:
    """Return those of `here` that come at most `reach` after one of `before`."""
    if not (len(before) and len(here)):
        return np.zeros(0, np.int64)
    last = np.searchsorted(before, here) - 1
    near = (last >= 0) & (here - before.take(np.maximum(last, 0)) <= reach)
    return here[near]


def longest_runs(snapshot: Snapshot, documents: Ints, words: Sequence[str]) -> Array:
    """Return the idf of the words of the weightiest run of two or more, of each document.

    words: folded, in order; a run is a part of them that a field has word by word.
    """
    best = np.zeros(len(documents), np.float32)
    for field in STEMMED_OF:
        before, weights = np.zeros(0, np.int64), np.zeros(0, np.float32)
        for word in words:
            postings = snapshot.postings(field, word.encode())
            here = places_in(postings, documents)
            idf = math.log(max(snapshot.size, 1) / (postings.count + 1)) + 1
            own = np.full(len(here), idf, np.float32)
            if len(before) and len(here):
                last = np.maximum(np.searchsorted(before, here) - 1, 0)
                follows = here - before.take(last) == 1
                own[follows] += weights.take(last)[follows]
                np.maximum.at(best, here[follows] // SPACING, own[follows])
            before, weights = here, own
    return best
