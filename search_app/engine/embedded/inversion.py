"""How do token streams become posting lists? One sort per field; a merge is the same sort.

A stream has one entry per token, in document order: its term, its document, its position. Sorted
stably by term it is the postings, documents ascending, positions ascending inside each.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Array = npt.NDArray[Any]
_LOWER_HALF = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """Posting lists of one field.

    terms: sorted, distinct. Term t has postings `starts[t]` to `starts[t + 1]`; posting p is in
    document `documents[p]`, `frequencies[p]` times, at the next that many of `positions`.
    """

    terms: Sequence[bytes]
    starts: Ints
    documents: Array
    frequencies: Array
    positions: Array


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


def invert(terms: Sequence[bytes], ids: Array, documents: Array, positions: Array) -> Postings:
    """Invert a stream; `ids[i]` is the index in the sorted `terms` of token i."""
    order = stable_order(ids)
    ids, documents, positions = ids[order], documents[order], positions[order]
    is_first = np.empty(len(ids), dtype=np.bool_)
    is_first[:1] = True
    is_first[1:] = (ids[1:] != ids[:-1]) | (documents[1:] != documents[:-1])
    firsts = np.flatnonzero(is_first)
    frequencies = np.diff(firsts, append=len(ids))
    return _posted(terms, ids[firsts], documents[firsts], frequencies, positions)


def merge(parts: Sequence[Postings], document_maps: Sequence[Ints]) -> Postings:
    """Merge the postings of several segments.

    document_maps: for each part, the new number of each of its documents, -1 for one left out; new
    numbers ascend within a part and from part to part, so the postings of a term are those of the
    parts one after another.
    """
    parts = [_renumbered(part, numbers) for part, numbers in zip(parts, document_maps, strict=True)]
    terms = sorted({term for part in parts for term in part.terms})
    index = {term: i for i, term in enumerate(terms)}
    ids = np.array([index[term] for part in parts for term in part.terms], np.int64)
    order = np.argsort(ids, kind="stable")
    owners = np.repeat(np.arange(len(parts)), [len(part.terms) for part in parts])
    rows = owners.take(order).tolist()

    def gathered(arrays: Sequence[Array], starts: Sequence[Ints]) -> Array:
        """Copy slice by slice: three times as fast as one index of all places, and in less room."""
        kind = np.result_type(*arrays)
        alike = [array.astype(kind, copy=False) for array in arrays]
        firsts = np.concatenate([s[:-1] for s in starts]).take(order).tolist()
        ends = np.concatenate([s[1:] for s in starts]).take(order).tolist()
        slices = [alike[r][a:b] for r, a, b in zip(rows, firsts, ends, strict=True)]
        return np.concatenate([alike[0][:0], *slices])

    starts = [part.starts for part in parts]
    position_starts = [starts_of(part.frequencies).take(part.starts) for part in parts]
    counts = np.zeros(len(terms), np.int64)
    np.add.at(counts, ids, np.concatenate([np.diff(s) for s in starts]))
    return Postings(
        terms=terms,
        starts=starts_of(counts),
        documents=gathered([part.documents for part in parts], starts),
        frequencies=gathered([part.frequencies for part in parts], starts),
        positions=gathered([part.positions for part in parts], position_starts),
    )


def _renumbered(part: Postings, numbers: Ints) -> Postings:
    """Give the documents their new numbers; leave out those at -1, and terms only they had."""
    documents = numbers.astype(np.int32).take(part.documents)
    if not len(documents) or documents.min() >= 0:
        return replace(part, documents=documents)
    kept = documents >= 0
    starts = starts_of(kept).take(part.starts)
    used = np.flatnonzero(np.diff(starts))
    return Postings(
        terms=[part.terms[i] for i in used.tolist()],
        starts=np.append(starts.take(used), starts[-1]),
        documents=documents[kept],
        frequencies=part.frequencies[kept],
        positions=part.positions[np.repeat(kept, part.frequencies)],
    )


def starts_of(counts: Array) -> Ints:
    """Return where runs of these lengths begin, and where the last ends."""
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def ranges(starts: Array, lengths: Array) -> Ints:
    """Return `starts[0] … starts[0] + lengths[0] - 1, starts[1] …` in one array."""
    before = starts_of(lengths)
    return np.arange(before[-1], dtype=np.int64) + np.repeat(starts - before[:-1], lengths)


def _posted(
    terms: Sequence[bytes], ids: Array, documents: Array, frequencies: Array, positions: Array
) -> Postings:
    """Leave out the terms that no posting uses."""
    counts = np.bincount(ids, minlength=len(terms))
    used = np.flatnonzero(counts)
    return Postings(
        terms=[terms[i] for i in used.tolist()],
        starts=starts_of(counts[used]),
        documents=documents.astype(np.int32),
        frequencies=smallest(frequencies),
        positions=smallest(positions),
    )
