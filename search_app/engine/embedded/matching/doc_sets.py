"""How are sets of scored documents joined? Sorted arrays; no index, no query.

Where two ways are given, the choice is by cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search_app.engine.embedded.arrays import (
    BISECTION_COST,
    CLEARED_AT_ONCE,
    Array,
    Ints,
    added_up,
    mask_of,
    true_places,
)


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents that match, with their scores.

    documents: ascending, distinct numbers. scores: one for each, above 0.
    """

    documents: Ints
    scores: Array


def nothing() -> Matches:
    return Matches(np.zeros(0, np.int64), np.zeros(0, np.float32))


def constant(documents: Ints, score: float) -> Matches:
    return Matches(documents, np.full(len(documents), score, dtype=np.float32))


def with_scores(documents: Ints, scores: Array) -> Matches:
    """Return those of the documents whose score is above 0."""
    kept = true_places(scores != 0)
    return Matches(documents.take(kept), scores.take(kept))


def narrowed(matches: Matches, scores: Array) -> Matches:
    """Return the matches whose other score is above 0 too, both scores added up."""
    kept = true_places(scores != 0)
    if len(kept) == len(scores):
        return Matches(matches.documents, matches.scores + scores)
    return Matches(matches.documents.take(kept), matches.scores.take(kept) + scores.take(kept))


def without(matches: Matches, unwanted: Ints) -> Matches:
    """Return the matches without the unwanted documents, which are all among them."""
    if not len(unwanted):
        return matches
    kept = np.ones(len(matches.documents), dtype=np.bool_)
    kept[matches.documents.searchsorted(unwanted)] = False
    places = true_places(kept)
    return Matches(matches.documents.take(places), matches.scores.take(places))


def places_in(holders: Array, documents: Array, size: int) -> Ints:
    """Return the indices in `holders` at which one of the documents stands.

    Both ascend. size: number of documents in the index.
    """
    if are_few(documents, holders, size):
        places, is_there = _bisected(documents, holders)
        return places.take(true_places(is_there))
    return true_places(mask_of(documents.astype(np.int64, copy=False), size).take(holders))


def are_few(some: Array, others: Array, size: int) -> bool:
    """Tell whether it pays to look each of some documents up among others by bisection.

    The other way goes through all others, and through an array with a place for each document of
    the index. size: how many these are.
    """
    return len(others) > 0 and len(some) * BISECTION_COST < len(others) + size // CLEARED_AT_ONCE


def _bisected(documents: Array, holders: Array) -> tuple[Ints, Array]:
    """Return the place among the holders that each document has or would have, and if it is there.

    holders: ascending, one at least.
    """
    wanted = documents.astype(holders.dtype, copy=False)
    places = holders.searchsorted(wanted)
    return places, holders.take(places, mode="clip") == wanted


def are_among(documents: Ints, holders: Array, size: int) -> Array:
    """Return a mask of the documents that are holders.

    documents: in any order. holders: ascending, one at least. size: as for `places_in`.
    """
    if are_few(documents, holders, size):
        return _bisected(documents, holders)[1]
    return mask_of(holders.astype(np.int64, copy=False), size).take(documents)


def values_at(documents: Ints, holders: Array, values: Array, size: int) -> Array:
    """Return the value of each document, 0 for those that are no holders.

    documents, holders: ascending. values: one for each holder. size: as for `places_in`.
    """
    if are_few(documents, holders, size):
        places, is_there = _bisected(documents, holders)
        found = values.take(places, mode="clip")
        found *= is_there
        return found
    of_all = np.zeros(size, values.dtype)
    of_all[holders.astype(np.int64, copy=False)] = values
    return of_all.take(documents)


def add_values(sums: Array, documents: Ints, holders: Array, values: Array, size: int) -> None:
    """Add to the sum of each document its value, if it has one.

    sums: of the documents; changed. documents, holders, values, size: as for `values_at`.
    """
    if are_few(holders, documents, size):
        places = places_in(documents, holders, size)
        sums[places] += values.take(holders.searchsorted(documents.take(places)))
    elif len(holders):
        sums += values_at(documents, holders, values, size)


def union(parts: Sequence[Matches], size: int, minimum: int = 1) -> Matches:
    """Return the documents that are in at least `minimum` of the parts, their scores added up."""
    parts = [part for part in parts if len(part.documents)]
    if len(parts) < minimum or not parts:
        return nothing()
    found = Matches(*added_up([(part.documents, part.scores) for part in parts], size))
    if minimum == 1:
        return found
    matching = np.zeros(size, dtype=np.uint16)
    for part in parts:
        matching[part.documents] += 1
    kept = true_places(matching.take(found.documents) >= minimum)
    return Matches(found.documents.take(kept), found.scores.take(kept))
