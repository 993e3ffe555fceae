"""How are documents held until they are written? As streams of numbers, one for each field.

Each distinct word is folded, stemmed and numbered once; after that a text is a list of numbers.
"""

from array import array
from collections.abc import Iterable

import numpy as np

from search_app.engine.embedded.inversion import Array, Postings, invert, smallest, starts_of
from search_app.engine.embedded.schema import STEMMED_OF, IndexedDocument
from search_app.engine.embedded.segment import FacetValues, SegmentData
from search_app.french import stemmed, words
from search_app.model.facet import FacetField

_STOP = 0xFFFFFFFF


class Numbered(dict[str | bytes, int]):
    """Numbers each distinct term in order of appearance."""

    def __missing__(self, term: str | bytes) -> int:
        number = self[term] = len(self)
        return number


class _Stream:
    """The tokens of one field: numbers of words, and how many each document has."""

    def __init__(self) -> None:
        self.ids = array("I")
        self.counts = array("I")

    def add(self, ids: Iterable[int], size: int) -> None:
        """Append the tokens of document number `size`; documents left out have none."""
        self.fill(size)
        before = len(self.ids)
        self.ids.extend(ids)
        self.counts.append(len(self.ids) - before)

    def fill(self, size: int) -> None:
        self.counts.extend([0] * (size - len(self.counts)))

    def arrays(self, size: int) -> tuple[Array, Array]:
        """Return the numbers, and the tokens of each of `size` documents."""
        self.fill(size)
        return np.frombuffer(self.ids, np.uint32), np.frombuffer(self.counts, np.uint32)


class Run:
    """Documents not yet written. size: how many. tokens: words that they hold, in all fields."""

    def __init__(self) -> None:
        self.size = 0
        self.tokens = 0
        self._words = Numbered()
        self._texts: dict[str, _Stream] = {}
        self._keywords: dict[str, _Stream] = {}
        self._keyword_terms: dict[str, Numbered] = {}
        self._facets: dict[FacetField, tuple[Numbered, _Stream]] = {
            field: (Numbered(), _Stream()) for field in FacetField
        }
        self._days = array("i")
        self._documents: list[bytes] = []

    def add(self, document: IndexedDocument) -> None:
        number = self._words.__getitem__
        for name, text in document.texts.items():
            found = words(text)
            self.tokens += len(found)
            self._texts.setdefault(name, _Stream()).add(map(number, found), self.size)
        for name, values in document.keywords.items():
            terms = self._keyword_terms.setdefault(name, Numbered())
            numbers = map(terms.__getitem__, values)
            self._keywords.setdefault(name, _Stream()).add(numbers, self.size)
        for field, (numbered, stream) in self._facets.items():
            stream.add(map(numbered.__getitem__, document.facets[field]), self.size)
        self._days.append(document.day)
        self._documents.append(document.json)
        self.size += 1

    def data(self) -> SegmentData:
        """Invert everything."""
        postings: dict[str, Postings] = {}
        lengths: dict[str, Array] = {}
        terms, ranks = _sorted_terms(self._words)
        stems, stem_ranks = self._stems()
        for name, stream in self._texts.items():
            ids, counts = stream.arrays(self.size)
            documents, positions = _places(counts)
            if name in STEMMED_OF:
                kept = stem_ranks[ids] != _STOP
                of_stem = STEMMED_OF[name]
                postings[of_stem] = invert(
                    stems, stem_ranks[ids[kept]], documents[kept], positions[kept]
                )
                lengths[of_stem] = np.bincount(documents[kept], minlength=self.size)
            postings[name] = invert(terms, ranks[ids], documents, positions)
            lengths[name] = counts
        for name, stream in self._keywords.items():
            ids, counts = stream.arrays(self.size)
            keywords, keyword_ranks = _sorted_terms(self._keyword_terms[name])
            postings[name] = invert(keywords, keyword_ranks[ids], *_places(counts))
        return SegmentData(
            postings=postings,
            lengths=lengths,
            facets={field: _facet(*found) for field, found in self._facets.items()},
            days=np.frombuffer(self._days, np.int32),
            documents=iter(self._documents),
        )

    def _stems(self) -> tuple[list[bytes], Array]:
        """Return the sorted stems, and for each word's number the rank of its stem or _STOP."""
        stems = Numbered()
        of_words = (stemmed(str(word)) for word in self._words)
        numbers = [_STOP if stem is None else stems[stem] for stem in of_words]
        terms, ranks = _sorted_terms(stems)
        ranks_and_stop = np.append(ranks, np.uint32(_STOP))
        return terms, ranks_and_stop[np.minimum(np.array(numbers, np.int64), len(ranks))]


def _sorted_terms(numbered: Numbered) -> tuple[list[bytes], Array]:
    """Return the terms sorted, and the rank of each number."""
    terms = [term.encode() if isinstance(term, str) else term for term in numbered]
    order = sorted(range(len(terms)), key=terms.__getitem__)
    ranks = np.empty(len(terms), dtype=np.uint32)
    ranks[order] = np.arange(len(terms), dtype=np.uint32)
    return [terms[i] for i in order], ranks


def _places(counts: Array) -> tuple[Array, Array]:
    """Return the document and the position of each token of a stream."""
    documents = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    positions = np.arange(len(documents), dtype=np.int64) - np.repeat(
        starts_of(counts)[:-1], counts
    )
    return documents, positions.astype(np.uint32)


def _facet(values: Numbered, stream: _Stream) -> FacetValues:
    codes, counts = stream.arrays(len(stream.counts))
    return FacetValues([str(value) for value in values], starts_of(counts), smallest(codes))
