"""How are documents held in memory until they are written? As streams of numbers, one per field.

A piece is what stands between two spaces. A text is held as the numbers of its pieces. Each piece
is cut into words once, however often it occurs, and each word is folded, stemmed and numbered once.
"""

from array import array
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise, repeat
from typing import Protocol

import numpy as np

from search_app.engine.embedded.arrays import Array, Numbered, ranges, starts_of
from search_app.engine.embedded.indexing.inversion import invert
from search_app.engine.embedded.schema import STEMMED_OF, IndexedDocument
from search_app.engine.embedded.segments.documents import Parts, compressed
from search_app.engine.embedded.segments.frequent_stems import FrequentStems
from search_app.engine.embedded.segments.segment import FieldData, SegmentData
from search_app.engine.embedded.segments.spans import packed
from search_app.french import PieceNumbers, stems
from search_app.model.column import NumericColumn
from search_app.model.facet import FacetField

STOP = 0xFFFFFFFF
"""Stands for the rank of a stem where a word has none."""
# Of so many documents at a time the places of the words are worked out.
_DOCUMENTS_LOCATED = 256


class Stream:
    """The tokens of one field, as numbers, and how many of them each document has.

    lengths: of each piece, in characters, when the tokens are pieces of a text.
    """

    def __init__(self) -> None:
        self.numbers = array("I")
        self.lengths = array("I")
        self.counts = array("I")

    def add(self, numbers: Iterable[int], size: int) -> None:
        """Append the tokens of document number `size`; documents that were left out have none."""
        self.fill(size)
        before = len(self.numbers)
        self.numbers.extend(numbers)
        self.counts.append(len(self.numbers) - before)

    def fill(self, size: int) -> None:
        self.counts.extend([0] * (size - len(self.counts)))

    def arrays(self, size: int) -> tuple[Array, Array]:
        """Return the numbers of all tokens, and how many tokens each of `size` documents has."""
        self.fill(size)
        return np.frombuffer(self.numbers, np.uint32), np.frombuffer(self.counts, np.uint32)


class Pieces(Protocol):
    """Numbers the pieces of texts.

    words: at index n the words of piece number n, as written. spans: of all pieces, for each word
    its start and its end in the piece, in a row.
    """

    words: list[tuple[str, ...]]
    spans: "array[int]"

    def cut(self, text: str) -> tuple[list[int], list[int]]:
        """Return the numbers of the pieces of a text, and the length that each takes of it."""


class Run:
    """Documents that are not written yet. size: how many they are. pieces: of their texts."""

    def __init__(self, pieces: Pieces | None = None) -> None:
        self.size = 0
        self._pieces = PieceNumbers() if pieces is None else pieces
        self._texts: dict[str, Stream] = {}
        self._keywords: dict[str, tuple[Numbered[bytes], Stream]] = {}
        self._facets = {field: (Numbered[tuple[str, ...]](), array("I")) for field in FacetField}
        self._numbers = {column: array("i") for column in NumericColumn}
        self._documents: list[bytes] = []

    def add(self, document: IndexedDocument) -> None:
        for name, text in document.texts.items():
            stream = self._texts.get(name) or self._texts.setdefault(name, Stream())
            pieces, lengths = self._pieces.cut(text)
            stream.add(pieces, self.size)
            stream.lengths.extend(lengths)
        for name, values in document.keywords.items():
            if name not in self._keywords:
                self._keywords[name] = Numbered(), Stream()
            terms, stream = self._keywords[name]
            stream.add(map(terms.__getitem__, values), self.size)
        for (sets, codes), chosen in zip(self._facets.values(), document.facets, strict=True):
            codes.append(sets[chosen])
        for numbers, number in zip(self._numbers.values(), document.numbers, strict=True):
            numbers.append(number)
        self._documents.append(document.json)
        self.size += 1

    def data(self) -> SegmentData:
        """Return what the file is written from; a field is inverted when it is asked for."""
        frequent = FrequentStems()
        words = PieceWords(self._pieces)
        return SegmentData(
            fields=self.fields(words, frequent),
            facets={
                field: (list(sets), np.frombuffer(codes, np.uint32))
                for field, (sets, codes) in self._facets.items()
            },
            numbers={
                column: np.frombuffer(numbers, np.int32)
                for column, numbers in self._numbers.items()
            },
            frequent=frequent.rows(self.size),
            blocks=compressed(self._stored(words)),
        )

    def _stored(self, words: "PieceWords") -> Iterator[Parts]:
        """Yield each document with the spans of its texts."""
        spans = [
            words.spans(self._texts[name], self.size) if name in self._texts else repeat(b"")
            for name in STEMMED_OF
        ]
        return zip(self._documents, *spans, strict=False)

    def fields(self, words: "PieceWords", frequent: FrequentStems) -> Iterator[FieldData]:
        for name, stream in self._texts.items():
            tokens, counts = words.expanded(*stream.arrays(self.size))
            if name in STEMMED_OF:
                stemmed = words.stemmed(STEMMED_OF[name], tokens, counts)
                frequent.add(stemmed.postings)
                yield stemmed
            postings = invert(words.terms, words.ranks.take(tokens), *places(counts))
            yield FieldData(name, postings, counts)
        for name, (terms, stream) in self._keywords.items():
            tokens, counts = stream.arrays(self.size)
            keywords, ranks = sorted_terms(terms)
            postings = invert(keywords, ranks.take(tokens), *places(counts))
            yield FieldData(name, postings, None)


class PieceWords:
    """The words of numbered pieces, and their stems.

    terms: the words, sorted. ranks: the place of each word in `terms`, by its number.
    stems: the stems, sorted. stem_ranks: the place of each word's stem in `stems`, by the number of
        the word; STOP for a stop word.
    """

    def __init__(self, pieces: Pieces) -> None:
        numbered = Numbered[str]()
        words = [numbered[word] for word in chain.from_iterable(pieces.words)]
        self._words = np.array(words, np.uint32)
        spans = np.array(pieces.spans, np.int64).reshape(-1, 2)
        self._word_starts, self._word_lengths = spans[:, 0].copy(), np.diff(spans).ravel()
        self._counts = np.fromiter(map(len, pieces.words), np.uint32, len(pieces.words))
        self._starts = starts_of(self._counts)[:-1]
        self.terms, self.ranks = sorted_terms(word.encode() for word in numbered)
        numbered_stems = Numbered[bytes]()
        numbers = [
            STOP if stem is None else numbered_stems[stem.encode()] for stem in stems(numbered)
        ]
        self.stems, ranks = sorted_terms(numbered_stems)
        ranks_and_stop = np.append(ranks, np.uint32(STOP))
        self.stem_ranks = ranks_and_stop[np.minimum(np.array(numbers, np.int64), len(ranks))]

    def expanded(self, pieces: Array, counts: Array) -> tuple[Array, Array]:
        """Return the numbers of the words of pieces, and how many words each document has.

        pieces: their numbers, document after document. counts: how many pieces each document has.
        """
        words_of = self._counts.take(pieces)
        before = starts_of(words_of)
        return self._words.take(self._places(pieces, words_of)), np.diff(
            before.take(starts_of(counts))
        )

    def spans(self, stream: Stream, size: int) -> Iterator[bytes]:
        """Yield the spans of the text of each of `size` documents, as `segments.spans` has them.

        Few documents are taken at a time, so that the arrays stay in the cache of the processor.
        """
        pieces, counts = stream.arrays(size)
        lengths = np.frombuffer(stream.lengths, np.uint32)
        starts = starts_of(counts)
        for first in range(0, size, _DOCUMENTS_LOCATED):
            texts = counts[first : first + _DOCUMENTS_LOCATED]
            part = slice(starts[first], starts[first + len(texts)])
            yield from self._spans_of(pieces[part], lengths[part], texts)

    def _spans_of(self, pieces: Array, lengths: Array, counts: Array) -> Iterator[bytes]:
        """Yield the spans of some texts, of which each has so many pieces of these lengths."""
        words_of = self._counts.take(pieces)
        places = self._places(pieces, words_of)
        offsets = starts_of(lengths)
        starts = self._word_starts.take(places) + np.repeat(offsets[:-1], words_of)
        texts = starts_of(counts)
        words = starts_of(words_of).take(texts)
        numbers = np.empty((len(starts), 2), np.int64)
        numbers[:, 0] = np.diff(starts, prepend=0)
        with_words = np.flatnonzero(np.diff(words))
        firsts = words.take(with_words)
        numbers[firsts, 0] = starts.take(firsts) - offsets.take(texts.take(with_words))
        numbers[:, 1] = self._word_lengths.take(places)
        data, taken = packed(numbers.ravel())
        bounds = starts_of(taken).take(2 * words).tolist()
        return (data[start:end].tobytes() for start, end in pairwise(bounds))

    def _places(self, pieces: Array, words_of: Array) -> Array:
        """Return the place in `_words` of each word of pieces. words_of: how many each has."""
        places = np.repeat(self._starts.take(pieces), words_of)
        # Few pieces have several words, whose numbers follow one another in `_words`.
        several = np.flatnonzero(words_of > 1)
        lengths = words_of.take(several)
        in_piece = ranges(np.zeros(len(several), np.int64), lengths)
        places[ranges(starts_of(words_of).take(several), lengths)] += in_piece
        return places

    def stemmed(self, name: str, tokens: Array, counts: Array) -> FieldData:
        """Invert the stems of words. counts: how many words each document has."""
        ranks = self.stem_ranks.take(tokens)
        kept = np.flatnonzero(ranks != STOP)
        documents, positions = (array.take(kept) for array in places(counts))
        postings = invert(self.stems, ranks.take(kept), documents, positions)
        return FieldData(name, postings, np.bincount(documents, minlength=len(counts)))


def sorted_terms(numbered: Iterable[bytes]) -> tuple[list[bytes], Array]:
    """Return the terms sorted, and of each term that was given its place among the sorted ones."""
    terms = list(numbered)
    order = sorted(range(len(terms)), key=terms.__getitem__)
    ranks = np.empty(len(terms), dtype=np.uint32)
    ranks[order] = np.arange(len(terms), dtype=np.uint32)
    return [terms[i] for i in order], ranks


def places(counts: Array) -> tuple[Array, Array]:
    """Return the document and the position of each token of a stream."""
    documents = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    positions = np.arange(len(documents), dtype=np.int64)
    positions -= np.repeat(starts_of(counts)[:-1], counts)
    return documents, positions.astype(np.uint32)
