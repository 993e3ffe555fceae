"""What does a query see of a generation? Its segments as one row of documents, numbered through."""

import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from whoosh import query as wq
from whoosh.searching import Searcher

from search_app.caches import kept
from search_app.engine.embedded.arrays import Array, Ints, joined, keep_freed_memory, starts_of
from search_app.engine.embedded.bm25 import length_norms
from search_app.engine.embedded.matching.doc_sets import Matches
from search_app.engine.embedded.matching.facets import Columns
from search_app.engine.embedded.matching.field_weights import STEMMED_FIELDS
from search_app.engine.embedded.matching.term_postings import (
    Dictionaries,
    JoinedPostings,
    Postings,
    TermPart,
    TermPostings,
    alone,
)
from search_app.engine.embedded.schema import STEMMED_OF, STRICT_NAMES, new_schema
from search_app.engine.embedded.segments.array_file import ArrayFileError
from search_app.engine.embedded.segments.segment import FieldArrays, SegmentArrays, open_segment
from search_app.engine.embedded.segments.stem_scores import ScoredDocuments, StemScores
from search_app.engine.embedded.segments.vocabulary import VocabularyFile
from search_app.engine.embedded.whoosh_view.codec import live_mask
from search_app.engine.embedded.whoosh_view.table import open_table
from search_app.french import Forms, forms_of, letters
from search_app.model.column import NumericColumn
from search_app.model.errors import IndexDamagedError
from search_app.model.expr import Scope
from search_app.text_table import WordTable, laid_out_words

TERMS_KEPT = 1_024
# A search makes arrays of up to so many bytes for each document of the index.
_BYTES_PER_DOCUMENT = 16


class Snapshot:
    """The segments of one generation, whose documents are numbered through from 0.

    size: number of documents, deleted ones included. population: number of those over which the
    documents with a term and the lengths are counted. everything: the numbers of all documents.
    live: mask of those that are not deleted. bases: the number of each segment's first document,
    then the size. find(field, term): where the term stands in each segment that has it; the last
    answers are kept, since the same words are asked for again and again. has_scores: the scores of
    stems are worked out, and scored(stem) gives them.
    """

    def __init__(
        self,
        folder: Path,
        segments: Sequence[SegmentArrays],
        columns: Columns,
        stems: StemScores | None = None,
    ) -> None:
        self._folder = folder
        self.segments = segments
        self.columns = columns
        self.bases: list[int] = starts_of(
            np.array([segment.size for segment in segments], np.int64)
        ).tolist()
        self.size = self.bases[-1]
        self.population = self.size
        self.live = columns.live
        self.everything = np.arange(self.size)
        self.all_live = bool(self.live.all())
        self.find = kept("terms", TERMS_KEPT, Dictionaries(segments, self.bases).find)
        self._view = kept("posting lists", TERMS_KEPT, partial(alone, self.find))
        self._stems = stems
        self.has_scores = stems is not None
        self.scored = kept("scored stems", TERMS_KEPT, stems.of if stems else _no_scores)
        self._norms: dict[str, Array] = {}
        keep_freed_memory(self.size * _BYTES_PER_DOCUMENT)
        self._stock_lock = threading.Lock()

    def fields(self, name: str) -> list[tuple[int, FieldArrays]]:
        """Return (number of the first document, arrays) of each segment with the field."""
        return [
            (base, segment.fields[name])
            for base, segment in zip(self.bases, self.segments, strict=False)
            if name in segment.fields
        ]

    def postings(self, field: str, *terms: str) -> Postings:
        """Return the posting list of a term, or of several that count as one."""
        having = [term for term in terms if self.find(field, term)] if len(terms) > 1 else terms
        if len(having) == 1:
            (term,) = having
            return self._view(field, term) or TermPostings(self.find(field, term))
        parts = [part for term in having for part in self.find(field, term)]
        return JoinedPostings(parts, self.size) if parts else TermPostings(())

    def live_with(self, field: str, *terms: str) -> list[int]:
        """Return the numbers of the live documents that have any of the terms."""
        documents = self.postings(field, *terms).documents
        live: list[int] = documents[self.live.take(documents)].tolist()
        return live

    @cached_property
    def forms(self) -> Forms:
        """The terms that each word stands for. Raises IndexDamagedError."""
        with suppress(ArrayFileError):
            return VocabularyFile(self._folder).forms()
        with _naming_damage(self._folder):
            return forms_of(self._terms(STRICT_NAMES), self._terms(STEMMED_OF.values()))

    @cached_property
    def letters(self) -> WordTable:
        """The words of all strict fields without their accents. Raises IndexDamagedError."""
        with suppress(ArrayFileError):
            return VocabularyFile(self._folder).letters()
        with _naming_damage(self._folder):
            return WordTable(laid_out_words(sorted(set(map(letters, self._terms(STRICT_NAMES))))))

    def _terms(self, fields: Iterable[str]) -> Iterator[str]:
        """Yield all terms: while a generation is built, or where their tables are damaged."""
        for field in fields:
            for _, arrays in self.fields(field):
                # A damaged term costs its own documents, and not the whole generation.
                yield from (term.decode(errors="replace") for term in arrays.terms())

    def beginning_with(self, field: str, prefix: str, others: Sequence[str]) -> JoinedPostings:
        """Return the postings of all terms with this prefix, and of some others.

        Terms are sorted, so the postings of all with the prefix lie side by side in a segment.
        """
        parts = [part for term in others for part in self.find(field, term)]
        for number, (base, segment) in enumerate(zip(self.bases, self.segments, strict=False)):
            if arrays := segment.fields.get(field):
                first, last = arrays.find_from(prefix.encode()), arrays.find_from(_after(prefix))
                postings = slice(int(arrays.starts[first]), int(arrays.starts[last]))
                parts.append(TermPart(number, base, arrays, postings))
        return JoinedPostings(parts, self.size)

    def days_between(self, first: int, last: int | None) -> Ints:
        days = self.columns.numbers[NumericColumn.DATE]
        return np.flatnonzero((days >= first) & (days <= (last or np.iinfo(np.int32).max)))

    def numbers_by_id(self, column: NumericColumn) -> dict[str, int]:
        """Return the number that each document not deleted has in a column, by sorted ids."""
        found: dict[str, int] = {}
        for base, arrays in self.fields("id"):
            # Each id has one posting in a segment, for no document is in it twice.
            documents = base + arrays.documents
            numbers = self.columns.numbers[column].take(documents).tolist()
            rows = zip(arrays.terms(), numbers, self.live.take(documents).tolist(), strict=True)
            found |= {term.decode(): number for term, number, kept in rows if kept}
        return dict(sorted(found.items()))

    def norms(self, field: str) -> Array:
        """Return the length norm of each document in a field, as `bm25.length_norms` makes it."""
        if field not in self._norms:
            written = self._stems.norms(field) if self._stems else None
            self._norms[field] = self._length_norms(field) if written is None else written
        return self._norms[field]

    def _length_norms(self, field: str) -> Array:
        found = [(segment.lengths(field), segment.size) for segment in self.segments]
        lengths = joined([np.zeros(n, np.int32) if x is None else x for x, n in found])
        return length_norms(lengths, self.mean_length(field, lengths))

    def mean_length(self, field: str, lengths: Array) -> float:  # noqa: ARG002 - of the whole index
        """Return how many words a document of the index has in a field. lengths: of those here."""
        return int(lengths.sum(dtype=np.int64)) / max(len(lengths), 1)

    def holders(self, field: str, term: str) -> int:
        """Return how many documents of the index have a term, without reading a posting."""
        parts = self.find(field, term)
        return sum(part.postings.stop - part.postings.start for part in parts)

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
        return open_table(self._folder, new_schema(), readonly=True).searcher()


def _after(prefix: str) -> bytes:
    """Return a key above every term with this prefix: no byte of UTF-8 is as high."""
    return prefix.encode() + b"\xff"


def _no_scores(stem: str) -> ScoredDocuments:
    raise ValueError(f"no scores of {stem}: the generation is being built")


def open_snapshot(folder: Path) -> Snapshot:
    """Open the segments of a generation's folder. Raises IndexDamagedError."""
    with _naming_damage(folder):
        return _opened(folder)


@contextmanager
def _naming_damage(folder: Path) -> Iterator[None]:
    try:
        yield
    except ArrayFileError as error:
        raise IndexDamagedError(path=str(folder), detail=str(error)) from error
    except Exception as error:  # an incomplete file raises errors of many kinds
        raise IndexDamagedError(path=str(folder), detail=repr(error)) from error


def _opened(folder: Path) -> Snapshot:
    segments = open_table(folder, new_schema(), readonly=True)._segments()  # noqa: SLF001
    arrays = [open_segment(segment.path_in(folder)) for segment in segments]
    for segment, opened in zip(segments, arrays, strict=True):
        if segment.doc_count_all() != opened.size:
            raise ArrayFileError(f"{segment.path_in(folder).name} has {opened.size} documents")
    live = np.concatenate([np.zeros(0, np.bool_), *map(live_mask, segments)])
    return Snapshot(folder, arrays, Columns(arrays, live), _stem_scores(folder))


def _stem_scores(folder: Path) -> StemScores | None:
    """Return the scores of all stems, or None: then each search works out those that it needs.

    There are none while a generation is built, nor in a damaged file, nor for weights that have
    been changed since.
    """
    with suppress(ArrayFileError):
        found = StemScores(folder)
        return found if found.weights == STEMMED_FIELDS[Scope.ANY] else None
    return None
