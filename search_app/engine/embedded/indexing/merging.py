"""How are the posting lists of one field merged? In blocks: never are all of them in memory.

The terms of all parts are put in order first. The numbers of the merged lists are then those of the
parts, slice after slice.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints, stable_order, starts_of
from search_app.engine.embedded.segments.array_file import ArraysInMemory
from search_app.engine.embedded.segments.postings import FieldPostings, InParts, Numbers
from search_app.engine.embedded.segments.segment import FieldArrays
from search_app.engine.embedded.segments.segment_writer import write_postings

# How many terms of the largest part are put in order at a time, and about how many numbers are
# gathered at a time. Smaller blocks take no less memory beside the rest.
BLOCK_TERMS = 1 << 15
BLOCK_NUMBERS = 1 << 21


class _Slices(NamedTuple):
    """Where the numbers of each term of each part lie. In the order in which they are merged.

    parts: which part it is. starts, sizes: in the array of this part.
    """

    parts: Array
    starts: Array
    sizes: Array


class MergedPostings:
    """The posting lists of several parts as those of one: `Postings`.

    document_maps: for each part, the new number of each of its documents, -1 for one that is left
        out. New numbers ascend within a part and from part to part: the merged posting list of a
        term is therefore that of each part, one after another.
    let_go: is called after each block, when what was read of the parts is not needed any longer.
    """

    def __init__(
        self,
        parts: Sequence[FieldArrays],
        document_maps: Sequence[Ints],
        let_go: Callable[[], None] = lambda: None,
    ) -> None:
        kept = [_kept(part, numbers) for part, numbers in zip(parts, document_maps, strict=True)]
        self._parts = [part for part, _ in kept]
        self._offsets = np.array([offset for _, offset in kept], np.int32)
        self._let_go = let_go
        self.terms: list[bytes] = []
        owners: list[Array] = []
        having: list[Array] = []
        for terms, block_owners, block_having in _in_order(self._parts):
            self.terms += terms
            owners.append(block_owners)
            having.append(block_having)
        self._owners = np.concatenate(owners)
        self._firsts = starts_of(np.concatenate(having))[:-1]
        self._back = stable_order(self._owners)
        self.starts = self._merged_starts([part.starts for part in self._parts])
        self.position_starts = self._merged_starts([part.position_starts for part in self._parts])

    def in_parts(self, of: Numbers) -> InParts:
        arrays = [getattr(part, of) for part in self._parts]
        is_positions = of == "positions"
        starts = [part.position_starts if is_positions else part.starts for part in self._parts]
        blocks = self._gathered(arrays, self._slices(starts), is_renumbered=of == "documents")
        return InParts(np.result_type(*arrays), blocks)

    def _merged_starts(self, starts: Sequence[Ints]) -> Ints:
        sizes = self._slices(starts).sizes
        return starts_of(np.add.reduceat(sizes, self._firsts) if len(sizes) else sizes)

    def _slices(self, starts: Sequence[Ints]) -> _Slices:
        """starts: of each part, as in `Postings`."""
        ordered = _Slices(self._owners, *(np.empty(len(self._owners), np.int64) for _ in "ab"))
        ordered.starts[self._back] = np.concatenate([s[:-1] for s in starts])
        ordered.sizes[self._back] = np.concatenate([np.diff(s) for s in starts])
        return ordered

    def _gathered(
        self, arrays: Sequence[Array], slices: _Slices, *, is_renumbered: bool
    ) -> Iterator[Array]:
        """Copy slice by slice, in a third of the time and less memory than by one index of all."""
        before = starts_of(slices.sizes)
        edges = np.searchsorted(before, np.arange(0, before[-1], BLOCK_NUMBERS))
        for first, last in pairwise(np.unique([*edges.tolist(), len(self._owners)]).tolist()):
            owners, starts, sizes = (each[first:last] for each in slices)
            places = zip(owners.tolist(), starts.tolist(), (starts + sizes).tolist(), strict=True)
            block = np.concatenate([arrays[owner][a:b] for owner, a, b in places])
            if is_renumbered:
                block += np.repeat(self._offsets.take(owners), sizes)
            yield block
            self._let_go()


def _in_order(parts: Sequence[FieldArrays]) -> Iterator[tuple[list[bytes], Array, Array]]:
    """Yield blocks of the terms of all parts, each term once and in order.

    With each block comes which parts have its terms, term after term, and how many parts have each
    term.
    """
    largest = max(parts, key=len)
    bounds = [largest.term(i) for i in range(BLOCK_TERMS, len(largest), BLOCK_TERMS)]
    edges = [[0, *map(part.find_from, bounds), len(part)] for part in parts]
    for place in range(len(bounds) + 1):
        found = [
            part.terms(edge[place], edge[place + 1])
            for part, edge in zip(parts, edges, strict=True)
        ]
        terms = sorted(set().union(*found))
        index = {term: i for i, term in enumerate(terms)}
        ids = np.array([index[term] for term in chain.from_iterable(found)], np.int64)
        owners = np.repeat(np.arange(len(parts), dtype=np.uint16), list(map(len, found)))
        yield terms, owners.take(stable_order(ids)), np.bincount(ids, minlength=len(terms))


def _kept(part: FieldArrays, numbers: Ints) -> tuple[FieldArrays, int]:
    """Return the postings of the documents that are kept, and what is added to their numbers."""
    if not len(numbers) or numbers.min() >= 0:
        return part, int(numbers[0]) if len(numbers) else 0
    documents = numbers.astype(np.int32).take(part.documents)
    kept = documents >= 0
    starts = starts_of(kept).take(part.starts)
    used = np.flatnonzero(np.diff(starts))
    postings = FieldPostings(
        terms=[part.term(i) for i in used.tolist()],
        starts=np.append(starts.take(used), starts[-1]),
        documents=documents[kept],
        frequencies=part.frequencies[kept],
        positions=part.positions[np.repeat(kept, part.frequencies)],
    )
    arrays = ArraysInMemory("kept")
    write_postings(arrays, "kept", postings)
    return FieldArrays(arrays, "kept"), 0
