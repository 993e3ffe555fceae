"""Which words and stems stand for the pieces of texts? Each is worked out once for many runs.

A piece is what stands between two spaces. It is cut into words once, however often it occurs, and
each word is folded, stemmed and numbered once.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import Protocol

import numpy as np

from search_app.engine.embedded.arrays import Array, Numbered, ranges, starts_of
from search_app.engine.embedded.indexing.inversion import invert
from search_app.engine.embedded.segments.postings import FieldPostings
from search_app.engine.embedded.segments.spans import packed
from search_app.french import Cut, stems

# Of so many documents at a time the places of the words are worked out.
_DOCUMENTS_LOCATED = 256
STOP = 0xFFFFFFFF
"""Stands for the rank of a stem where a word has none."""


class Pieces(Protocol):
    """Numbers the pieces of texts.

    words: at index n the words of piece number n, as written. spans: of all pieces, for each word
    its start and its end in the piece, in a row.
    """

    words: list[tuple[str, ...]]
    spans: "array[int]"

    def cut(self, texts: Sequence[str]) -> Cut:
        """Return the pieces of some texts."""


class SortedTerms:
    """Terms that are numbered as they come, and the places that they have when they are sorted.

    terms: sorted. ranks: the place in `terms` of each term, by its number.
    """

    def __init__(self) -> None:
        self.terms: list[bytes] = []
        self.ranks: Array = np.zeros(0, np.uint32)
        self._by_number: list[bytes] = []
        self._order: list[int] = []

    def extend(self, new: Iterable[bytes]) -> None:
        """Take terms in that are not among those before."""
        self._by_number.extend(new)
        size = len(self._by_number)
        # What is sorted already is one ascending run, with which `sorted` only merges the rest.
        places = chain(self._order, range(len(self._order), size))
        self._order = sorted(places, key=self._by_number.__getitem__)
        self.terms = [self._by_number[i] for i in self._order]
        self.ranks = np.empty(size, np.uint32)
        self.ranks[self._order] = np.arange(size, dtype=np.uint32)


class PieceWords:
    """The words of numbered pieces, and their stems: of those pieces that `learn` has taken in.

    words, stems: all that there are, sorted.
    """

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.words = SortedTerms()
        self.stems = SortedTerms()
        self._word_numbers = Numbered[str]()
        self._stem_numbers = Numbered[str]()
        # Of each piece, its words one after another and how many they are; of each word, its stem.
        self._words_of = array("I")
        self._counts_of = array("I")
        self._stem_of = array("I")

    def learn(self) -> None:
        """Take in the pieces that were numbered since the last call."""
        new = self.pieces.words[len(self._counts_of) :]
        words, stems_known = len(self._word_numbers), len(self._stem_numbers)
        self._words_of.extend(map(self._word_numbers.__getitem__, chain.from_iterable(new)))
        self._counts_of.extend(map(len, new))
        new_words = list(islice(self._word_numbers, words, None))
        self._stem_of.extend(
            STOP if stem is None else self._stem_numbers[stem] for stem in stems(new_words)
        )
        self.words.extend(map(str.encode, new_words))
        self.stems.extend(map(str.encode, islice(self._stem_numbers, stems_known, None)))
        self._counts = np.array(self._counts_of, np.uint32)
        self._starts = starts_of(self._counts)[:-1]
        self._words = np.array(self._words_of, np.uint32)
        spans = np.array(self.pieces.spans, np.uint32).reshape(-1, 2)
        self._starts_in_piece, self._lengths = spans[:, 0].copy(), spans[:, 1] - spans[:, 0]
        ranks = np.append(self.stems.ranks, np.uint32(STOP))
        self._stem_ranks = ranks.take(np.array(self._stem_of, np.uint32), mode="clip")

    def expanded(self, pieces: Array, counts: Array) -> tuple[Array, Array]:
        """Return the numbers of the words of pieces, and how many words each document has.

        pieces: their numbers, document after document. counts: how many pieces each document has.
        """
        words_of = self._counts.take(pieces)
        before = starts_of(words_of)
        tokens = self._words.take(self._rows(pieces, words_of, before))
        return tokens, np.diff(before.take(starts_of(counts)))

    def spans(self, pieces: Array, counts: Array, lengths: Array) -> Iterator[bytes]:
        """Yield the spans of the text of each document, as `segments.spans` has them.

        pieces, counts: as for `expanded`. lengths: that each piece takes of its text. Few documents
        are taken at a time, so that the arrays stay in the cache of the processor.
        """
        starts = starts_of(counts)
        for first in range(0, len(counts), _DOCUMENTS_LOCATED):
            texts = counts[first : first + _DOCUMENTS_LOCATED]
            part = slice(starts[first], starts[first + len(texts)])
            yield from self._spans_of(pieces[part], texts, lengths[part])

    def _spans_of(self, pieces: Array, counts: Array, lengths: Array) -> Iterator[bytes]:
        words_of = self._counts.take(pieces)
        before = starts_of(words_of)
        rows = self._rows(pieces, words_of, before)
        offsets, texts = starts_of(lengths), starts_of(counts)
        starts = self._starts_in_piece.take(rows) + np.repeat(offsets[:-1], words_of)
        numbers = np.empty((len(starts), 2), np.int64)
        numbers[:, 0] = np.diff(starts, prepend=0)
        words = before.take(texts)
        with_words = np.flatnonzero(np.diff(words))
        firsts = words.take(with_words)
        numbers[firsts, 0] = starts.take(firsts) - offsets.take(texts.take(with_words))
        numbers[:, 1] = self._lengths.take(rows)
        data, taken = packed(numbers.ravel())
        bounds = starts_of(taken).take(2 * words).tolist()
        return (data[start:end].tobytes() for start, end in pairwise(bounds))

    def _rows(self, pieces: Array, words_of: Array, before: Array) -> Array:
        """Return where in `_words` each word of some pieces stands.

        words_of: how many words each piece has. before: where they begin among those of all.
        """
        rows = np.repeat(self._starts.take(pieces), words_of)
        # Few pieces have several words, whose numbers follow one another in `_words`.
        several = np.flatnonzero(words_of > 1)
        lengths = words_of.take(several)
        in_piece = ranges(np.zeros(len(several), np.int64), lengths)
        rows[ranges(before.take(several), lengths)] += in_piece
        return rows

    def written(self, tokens: Array, counts: Array) -> FieldPostings:
        """Invert words as written. counts: how many words each document has."""
        return invert(self.words.terms, self.words.ranks.take(tokens), *places(counts))

    def stemmed(self, tokens: Array, counts: Array) -> tuple[FieldPostings, Array]:
        """Invert the stems of words; return also how many stems each document has.

        counts: how many words each document has.
        """
        ranks = self._stem_ranks.take(tokens)
        kept = np.flatnonzero(ranks != STOP)
        documents, positions = (array.take(kept) for array in places(counts))
        postings = invert(self.stems.terms, ranks.take(kept), documents, positions)
        return postings, np.bincount(documents, minlength=len(counts))


def places(counts: Array) -> tuple[Array, Array]:
    """Return the document and the position of each token of a stream."""
    documents = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    positions = np.arange(len(documents), dtype=np.int64)
    positions -= np.repeat(starts_of(counts)[:-1], counts)
    return documents, positions.astype(np.uint32)
