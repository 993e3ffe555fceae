"""How are sets of scored documents joined? Sorted arrays; no index, no query.

Where two ways are given, the choice is by cost: looking a document up by bisection takes about as
long as touching sixteen neighbours in a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints, mask_of

BISECTION_COST = 16


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents that match, with their scores.

    documents: ascending, distinct numbers. scores: one for each, above 0.
    """

    documents: Ints
    scores: Array


class Candidates:
    """The documents among which a part of a query is looked for.

    documents: ascending, distinct numbers. size: number of documents in the index.
    """

    def __init__(self, documents: Ints, size: int) -> None:
        self.documents = documents
        self._size = size
        self._mask: Array | None = None

    def places_in(self, postings: Array) -> Ints:
        """Return the indices in `postings` at which a candidate stands.

        postings: ascending document numbers, one at least.
        """
        if len(self.documents) * BISECTION_COST < len(postings):
            wanted = self.documents.astype(postings.dtype, copy=False)
            places = np.searchsorted(postings, wanted)
            np.minimum(places, len(postings) - 1, out=places)
            return places[postings.take(places) == wanted]
        if self._mask is None:
            self._mask = mask_of(self.documents, self._size)
        return np.flatnonzero(self._mask.take(postings))


def nothing() -> Matches:
    return Matches(np.zeros(0, np.int64), np.zeros(0, np.float32))


def constant(documents: Ints, score: float) -> Matches:
    return Matches(documents, np.full(len(documents), score, dtype=np.float32))


def narrowed(matches: Matches, found: Matches) -> Matches:
    """Return `found` with the scores of both added up; its documents are all among `matches`."""
    if len(found.documents) == len(matches.documents):
        return Matches(found.documents, found.scores + matches.scores)
    places = np.searchsorted(matches.documents, found.documents)
    return Matches(found.documents, found.scores + matches.scores.take(places))


def without(matches: Matches, unwanted: Ints) -> Matches:
    """Return the matches without the unwanted documents, which are all among them."""
    if not len(unwanted):
        return matches
    kept = np.ones(len(matches.documents), dtype=np.bool_)
    kept[np.searchsorted(matches.documents, unwanted)] = False
    return Matches(matches.documents[kept], matches.scores[kept])


def union(parts: Sequence[Matches], size: int, minimum: int = 1) -> Matches:
    """Return the documents that are in at least `minimum` of the parts, their scores added up."""
    parts = [part for part in parts if len(part.documents)]
    if len(parts) < minimum or not parts:
        return nothing()
    if len(parts) == 1:
        return parts[0]
    if sum(len(part.documents) for part in parts) * BISECTION_COST < size:
        return _merged(parts, minimum)
    scores = np.zeros(size, dtype=np.float32)
    first, *others = parts
    scores[first.documents] = first.scores
    for part in others:
        scores[part.documents] = scores.take(part.documents) + part.scores
    found = scores != 0
    if minimum > 1:
        matching = np.zeros(size, dtype=np.uint16)
        for part in parts:
            matching[part.documents] += 1
        found &= matching >= minimum
    documents = np.flatnonzero(found)
    return Matches(documents, scores.take(documents))


def _merged(parts: Sequence[Matches], minimum: int) -> Matches:
    """Do what `union` does for short parts: sort them together and add up equal documents.

    Each part is in order, and numpy's stable sort merges runs that are in order.
    """
    documents = np.concatenate([part.documents for part in parts])
    order = np.argsort(documents, kind="stable")
    documents = documents.take(order)
    scores = np.concatenate([part.scores for part in parts]).take(order)
    is_first = np.empty(len(documents), dtype=np.bool_)
    is_first[0] = True
    np.not_equal(documents[1:], documents[:-1], out=is_first[1:])
    firsts = np.flatnonzero(is_first)
    if len(firsts) < len(documents):
        scores = np.add.reduceat(scores, firsts)
        if minimum > 1:
            enough = np.diff(firsts, append=len(documents)) >= minimum
            firsts, scores = firsts[enough], scores[enough]
        documents = documents.take(firsts)
    elif minimum > 1:
        return nothing()
    return Matches(documents, scores)
