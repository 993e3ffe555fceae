"""How are documents held in memory until they are written? As streams of numbers, one per field.

A text is held as the numbers of its pieces, the last quarter of a million characters as they are.
"""

from array import array
from collections.abc import Iterable, Iterator
from itertools import repeat

import numpy as np

from search_app.engine.embedded.arrays import Array, Numbered, joined
from search_app.engine.embedded.indexing.inversion import invert
from search_app.engine.embedded.indexing.piece_words import Pieces, PieceWords, places
from search_app.engine.embedded.schema import STEMMED_OF, IndexedDocument
from search_app.engine.embedded.segments.documents import Parts, compressed
from search_app.engine.embedded.segments.frequent_stems import FrequentStems
from search_app.engine.embedded.segments.segment import FieldData, SegmentData
from search_app.french import Cut
from search_app.model.column import NumericColumn
from search_app.model.facet import FacetField

# So many characters of texts are cut at once, which takes some 50 bytes for each.
_CHARACTERS_CUT = 1 << 18


class Stream:
    """The terms of one field, as numbers, and how many of them each document has."""

    def __init__(self) -> None:
        self.numbers = array("I")
        self.counts = array("I")

    def add(self, numbers: list[int], size: int) -> None:
        """Append the tokens of document number `size`; documents that were left out have none."""
        self.fill(size)
        self.numbers.fromlist(numbers)
        self.counts.append(len(numbers))

    def fill(self, size: int) -> None:
        self.counts.extend([0] * (size - len(self.counts)))

    def arrays(self, size: int) -> tuple[Array, Array]:
        """Return the numbers of all tokens, and how many tokens each of `size` documents has."""
        self.fill(size)
        return np.frombuffer(self.numbers, np.uint32), np.frombuffer(self.counts, np.uint32)


class TextStream:
    """The pieces of the texts of one field, which are cut when there are enough of them."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._waiting: list[str] = []
        self._characters = 0
        self._documents = array("I")
        self._cut: list[Cut] = []

    def add(self, text: str, document: int) -> None:
        """Append the text of a document, given by its number; some documents have none."""
        self._documents.append(document)
        self._waiting.append(text)
        self._characters += len(text)
        if self._characters >= _CHARACTERS_CUT:
            self.cut()

    def cut(self) -> None:
        """Cut the texts that wait."""
        if self._waiting:
            self._cut.append(self._pieces.cut(self._waiting))
            self._waiting, self._characters = [], 0

    def arrays(self, size: int) -> tuple[Array, Array]:
        """Return the numbers of all pieces, and how many of them each of `size` documents has."""
        cut = self._joined()
        counts = np.zeros(size, np.uint32)
        counts[np.frombuffer(self._documents, np.uint32)] = cut.counts
        return cut.numbers, counts

    def lengths(self) -> Array:
        """Return how many characters each piece takes of its text."""
        return self._joined().lengths

    def _joined(self) -> Cut:
        self._cut = [Cut(*map(joined, zip(*self._cut, strict=True)))]
        return self._cut[0]


class Run:
    """Documents that are not written yet.

    size: how many they are. words: of the pieces of their texts, and of any before them.
    """

    def __init__(self, words: PieceWords) -> None:
        self.size = 0
        self._words = words
        self._texts: dict[str, TextStream] = {}
        self._keywords: dict[str, tuple[Numbered[bytes], Stream]] = {}
        self._facets = {field: (Numbered[tuple[str, ...]](), array("I")) for field in FacetField}
        self._numbers = {column: array("i") for column in NumericColumn}
        self._documents: list[bytes] = []

    def add(self, document: IndexedDocument) -> None:
        for name, text in document.texts.items():
            if name not in self._texts:
                self._texts[name] = TextStream(self._words.pieces)
            self._texts[name].add(text, self.size)
        for name, values in document.keywords.items():
            if name not in self._keywords:
                self._keywords[name] = Numbered(), Stream()
            terms, stream = self._keywords[name]
            stream.add([terms[value] for value in values], self.size)
        for (sets, codes), chosen in zip(self._facets.values(), document.facets, strict=True):
            codes.append(sets[chosen])
        for numbers, number in zip(self._numbers.values(), document.numbers, strict=True):
            numbers.append(number)
        self._documents.append(document.json)
        self.size += 1

    def data(self) -> SegmentData:
        """Return what the file is written from; a field is inverted when it is asked for."""
        frequent = FrequentStems()
        for texts in self._texts.values():
            texts.cut()
        self._words.learn()
        return SegmentData(
            fields=self.fields(frequent),
            facets={
                field: (list(sets), np.frombuffer(codes, np.uint32))
                for field, (sets, codes) in self._facets.items()
            },
            numbers={
                column: np.frombuffer(numbers, np.int32)
                for column, numbers in self._numbers.items()
            },
            frequent=frequent.rows(self.size),
            blocks=compressed(self._stored()),
        )

    def _stored(self) -> Iterator[Parts]:
        """Yield each document with the spans of its texts."""
        spans = [
            self._words.spans(*texts.arrays(self.size), texts.lengths())
            if (texts := self._texts.get(name))
            else repeat(b"")
            for name in STEMMED_OF
        ]
        yield from zip(self._documents, *spans, strict=False)

    def fields(self, frequent: FrequentStems) -> Iterator[FieldData]:
        for name, texts in self._texts.items():
            tokens, counts = self._words.expanded(*texts.arrays(self.size))
            if name in STEMMED_OF:
                postings, lengths = self._words.stemmed(tokens, counts)
                frequent.add(postings)
                yield FieldData(STEMMED_OF[name], postings, lengths)
            yield FieldData(name, self._words.written(tokens, counts), counts)
        for name, (terms, stream) in self._keywords.items():
            tokens, counts = stream.arrays(self.size)
            keywords, ranks = sorted_terms(terms)
            postings = invert(keywords, ranks.take(tokens), *places(counts))
            yield FieldData(name, postings, None)


def sorted_terms(numbered: Iterable[bytes]) -> tuple[list[bytes], Array]:
    """Return the terms sorted, and of each term that was given its place among the sorted ones."""
    terms = list(numbered)
    order = sorted(range(len(terms)), key=terms.__getitem__)
    ranks = np.empty(len(terms), dtype=np.uint32)
    ranks[order] = np.arange(len(terms), dtype=np.uint32)
    return [terms[i] for i in order], ranks
