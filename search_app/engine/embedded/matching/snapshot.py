"""What does a query see of a generation? Its segments as one row of documents, numbered through."""

import threading
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from whoosh import query as wq
from whoosh.index import open_dir
from whoosh.searching import Searcher

from search_app.engine.embedded.arrays import Array, Ints, joined, starts_of
from search_app.engine.embedded.bm25 import length_norms
from search_app.engine.embedded.matching.doc_sets import Matches
from search_app.engine.embedded.matching.facets import Columns
from search_app.engine.embedded.segments.array_file import ArrayFileError
from search_app.engine.embedded.segments.segment import FieldArrays, SegmentArrays
from search_app.engine.embedded.whoosh_view.codec import live_mask, whoosh_segments
from search_app.model.column import NumericColumn

TERMS_KEPT = 4_096


class TermPart(NamedTuple):
    """Where a term stands in one segment.

    segment: number of the segment. base: number of the segment's first document. arrays: the field
    in that segment. postings: the slice of `arrays` that holds the term's postings.
    """

    segment: int
    base: int
    arrays: FieldArrays
    postings: slice


class TermPostings:
    """The posting list of one term over all segments.

    documents: ascending numbers of the documents that have the term, deleted ones included.
    frequencies: how often each has it. count: how many documents these are.
    """

    def __init__(self, parts: Sequence[TermPart]) -> None:
        """Join the postings of the segments. parts: of the segments that have it, in order."""
        self._parts = parts
        self.documents = joined(
            [
                part.arrays.documents[part.postings] + part.base
                if part.base
                else part.arrays.documents[part.postings]
                for part in parts
            ]
        )
        self.frequencies = joined([part.arrays.frequencies[part.postings] for part in parts])
        self.count = len(self.documents)

    def positions_at(self, places: Ints) -> tuple[Array, Array]:
        """Return the number of positions of some postings, and all their positions in a row.

        places: ascending indices in `documents`. Raises ValueError when the arrays of a damaged
        file do not fit together.
        """
        found = []
        first = 0
        for part in self._parts:
            end = first + part.postings.stop - part.postings.start
            low, high = places.searchsorted((first, end))
            found.append(part.arrays.positions_at(places[low:high] + part.postings.start - first))
            first = end
        return joined([counts for counts, _ in found]), joined([p for _, p in found])


class JoinedPostings:
    """The posting list of several terms that count as one.

    documents, frequencies, count: as in `TermPostings`; a frequency is the sum of those of all
    terms.
    """

    def __init__(self, parts: Sequence[TermPart], size: int) -> None:
        """Join the postings of several terms and segments.

        parts: in any order; one may be a slice of the postings of several terms. size: number of
        documents of the generation.
        """
        self._parts = parts
        self._size = size
        documents = joined([self._documents_of(part) for part in parts])
        frequencies = joined([part.arrays.frequencies[part.postings] for part in parts])
        summed = np.bincount(documents, frequencies, size)
        self.documents = np.flatnonzero(summed)
        self.frequencies = summed.take(self.documents).astype(np.int64)
        self.count = len(self.documents)

    def positions_at(self, places: Ints) -> tuple[Array, Array]:
        """Return what `TermPostings.positions_at` does. Raises ValueError for a damaged file."""
        wanted = np.zeros(self._size, dtype=np.bool_)
        wanted[self.documents.take(places)] = True
        owners, positions = [], []
        for part in self._parts:
            documents = self._documents_of(part)
            kept = np.flatnonzero(wanted.take(documents))
            counts, found = part.arrays.positions_at(kept + part.postings.start)
            owners.append(np.repeat(documents.take(kept), counts))
            positions.append(found)
        order = np.lexsort((joined(positions), joined(owners)))
        return self.frequencies.take(places), joined(positions).take(order)

    @staticmethod
    def _documents_of(part: TermPart) -> Array:
        return part.arrays.documents[part.postings] + np.int64(part.base)


Postings = TermPostings | JoinedPostings


class _Dictionaries:
    """Looks terms up in the dictionaries of all segments."""

    def __init__(self, segments: Sequence[SegmentArrays], bases: Sequence[int]) -> None:
        self._segments = segments
        self._bases = bases

    def find(self, field: str, term: bytes) -> tuple[TermPart, ...]:
        """Return where the term stands, for each segment that has it."""
        found = []
        for number, (base, segment) in enumerate(zip(self._bases, self._segments, strict=False)):
            arrays = segment.fields.get(field)
            index = None if arrays is None else arrays.find(term)
            if arrays is not None and index is not None:
                found.append(TermPart(number, base, arrays, arrays.postings_of(index)))
        return tuple(found)


class Snapshot:
    """The segments of one generation, whose documents are numbered through from 0.

    size: number of documents, deleted ones included. everything: all their numbers. live: mask of
    the documents that are not deleted. bases: the number of each segment's first document, then the
    size. find(field, term): where the term stands in each segment that has it; the last answers are
    kept, since the same words are asked for again and again.
    """

    def __init__(self, folder: Path, segments: Sequence[SegmentArrays], columns: Columns) -> None:
        self._folder = folder
        self.segments = segments
        self.columns = columns
        self.bases: list[int] = starts_of(
            np.array([segment.size for segment in segments], np.int64)
        ).tolist()
        self.size = self.bases[-1]
        self.live = columns.live
        self.everything = np.arange(self.size)
        self.all_live = bool(self.live.all())
        self.find = lru_cache(maxsize=TERMS_KEPT)(_Dictionaries(segments, self.bases).find)
        self._norms: dict[str, Array] = {}
        self._stock_lock = threading.Lock()

    def fields(self, name: str) -> list[tuple[int, FieldArrays]]:
        """Return (number of the first document, arrays) of each segment with the field."""
        return [
            (base, segment.fields[name])
            for base, segment in zip(self.bases, self.segments, strict=False)
            if name in segment.fields
        ]

    def postings(self, field: str, term: bytes) -> TermPostings:
        return TermPostings(self.find(field, term))

    def postings_of_any(self, field: str, terms: Sequence[str]) -> JoinedPostings:
        parts = [part for term in terms for part in self.find(field, term.encode())]
        return JoinedPostings(parts, self.size)

    def beginning_with(self, field: str, prefix: str) -> JoinedPostings:
        """Return the postings of all terms with this prefix.

        Terms are sorted, so the postings of all such terms lie side by side in a segment.
        """
        parts = []
        for number, (base, segment) in enumerate(zip(self.bases, self.segments, strict=False)):
            if arrays := segment.fields.get(field):
                first, last = arrays.find_from(prefix.encode()), arrays.find_from(_after(prefix))
                postings = slice(int(arrays.starts[first]), int(arrays.starts[last]))
                parts.append(TermPart(number, base, arrays, postings))
        return JoinedPostings(parts, self.size)

    def days_between(self, first: int, last: int | None) -> Ints:
        days = self.columns.numbers[NumericColumn.DATE]
        return np.flatnonzero((days >= first) & (days <= (last or np.iinfo(np.int32).max)))

    def norms(self, field: str) -> Array:
        """Return the length norm of each document in a field, as `bm25.length_norms` makes it."""
        norms = self._norms.get(field)
        if norms is None:
            found = [(segment.lengths(field), segment.size) for segment in self.segments]
            lengths = joined([np.zeros(n, np.int32) if x is None else x for x, n in found])
            norms = length_norms(lengths)
            self._norms[field] = norms
        return norms

    def frequent_stems(self, documents: Ints) -> Array:
        """Return the rows of frequent stems of some documents, given by ascending numbers."""
        bounds = documents.searchsorted(self.bases).tolist()
        parts = zip(self.segments, self.bases, pairwise(bounds), strict=False)
        return joined(
            [
                segment.frequent.take(documents[first:end] - base, axis=0)
                for segment, base, (first, end) in parts
            ]
        )

    def place(self, number: int) -> tuple[SegmentArrays, int]:
        """Return the segment of a document and the document's number in it."""
        place = bisect_right(self.bases, number) - 1
        return self.segments[place], number - self.bases[place]

    def stock_matches(self, query: wq.Query) -> Matches:
        """Return what Whoosh's own matchers find, document by document."""
        documents, scores = [], []
        with self._stock_lock:
            for searcher, base in self._stock.leaf_searchers():
                matcher = query.matcher(searcher, searcher.context())
                while matcher.is_active():
                    documents.append(base + matcher.id())
                    scores.append(matcher.score())
                    matcher.next()
        return Matches(np.array(documents, np.int64), np.array(scores, np.float32))

    @cached_property
    def _stock(self) -> Searcher:
        return open_dir(str(self._folder), readonly=True).searcher()


def _after(prefix: str) -> bytes:
    """Return a key above every term with this prefix; terms are ASCII letters and digits."""
    return prefix.encode() + b"\x7f"


def open_snapshot(folder: Path) -> Snapshot:
    segments = whoosh_segments(folder)
    arrays = [SegmentArrays(segment.path_in(folder)) for segment in segments]
    for segment, opened in zip(segments, arrays, strict=True):
        if segment.doc_count_all() != opened.size:
            raise ArrayFileError(f"{segment.path_in(folder).name} has {opened.size} documents")
    live = np.concatenate([np.zeros(0, np.bool_), *map(live_mask, segments)])
    return Snapshot(folder, arrays, Columns(arrays, live))
