"""How are the candidates of a search ranked? As a small index in memory, by the one ranking.

The arrays are those of a segment of the embedded engine, made of what the cluster keeps packed of
each document. What concerns the whole index (its size, the mean lengths, how many documents have a
term) is told by the cluster.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from search_app.engine.embedded.arrays import Array
from search_app.engine.embedded.indexing.buffer import Run
from search_app.engine.embedded.indexing.piece_words import PieceWords
from search_app.engine.embedded.matching.facets import Columns
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.matching.term_postings import JoinedPostings, Postings
from search_app.engine.embedded.schema import STEMMED_OF, STRICT_NAMES, IndexedDocument
from search_app.engine.embedded.segments.array_file import ArraysInMemory
from search_app.engine.embedded.segments.segment import SegmentArrays
from search_app.engine.embedded.segments.segment_writer import write_arrays
from search_app.engine.opensearch.fields import unpacked
from search_app.engine.opensearch.understood import Understood
from search_app.french import Cut, Forms, forms_of
from search_app.model.column import NO_NUMBER, NumericColumn
from search_app.model.facet import FacetField

_NO_FACETS: tuple[tuple[str, ...], ...] = ((),) * len(FacetField)


class CandidateSnapshot(Snapshot):
    """Some documents of a generation, with the statistics of all of it.

    candidates: the segment of the documents, in the order in which they were added to the index.
    means: how many words a document has in each field. population: how many documents there are.
    asked: the expression, whose words the cluster counted; other words count as often as the
    candidates have them.
    """

    def __init__(
        self,
        candidates: SegmentArrays,
        *,
        means: Mapping[str, float],
        population: int,
        asked: Understood,
    ) -> None:
        live = np.ones(candidates.size, np.bool_)
        super().__init__(Path(), [candidates], Columns([candidates], live))
        self.population = population
        self._means = means
        self._asked = asked
        self.forms = _forms(candidates, asked)

    def mean_length(self, field: str, lengths: Array) -> float:  # noqa: ARG002 - of all the index
        return self._means.get(field, 0.0)

    def holders(self, field: str, term: str) -> int:
        counted = self._asked.counts.get((field, term))
        return super().holders(field, term) if counted is None else counted

    def postings(self, field: str, *terms: str) -> Postings:
        found = super().postings(field, *terms)
        held = sum(self.holders(field, term) for term in terms)
        found.holders = min(self.population, max(held, found.count))
        return found

    def beginning_with(self, field: str, prefix: str, others: Sequence[str]) -> JoinedPostings:
        found = super().beginning_with(field, prefix, others)
        held = self._asked.beginnings.get((field, prefix), 0)
        found.holders = min(self.population, max(held, found.count))
        return found


def segment_of(candidates: Sequence[str]) -> SegmentArrays:
    """Return the segment of some documents, given as the cluster keeps them packed."""
    run = Run(PieceWords(_Words()))
    for packed in candidates:
        texts, keywords, day = unpacked(packed)
        numbers = [day if c is NumericColumn.DATE else NO_NUMBER for c in NumericColumn]
        run.add(
            IndexedDocument(
                texts=texts,
                keywords={name: tuple(map(str.encode, vs)) for name, vs in keywords.items()},
                facets=_NO_FACETS,
                numbers=tuple(numbers),
                json=b"",
            )
        )
    arrays = ArraysInMemory("candidates")
    write_arrays(arrays, run.data())
    return SegmentArrays(arrays)


def _forms(candidates: SegmentArrays, asked: Understood) -> Forms:
    """Return the forms of all words of the candidates, and of those that were asked for."""

    def terms(fields: Sequence[str]) -> Iterator[str]:
        yield from (term for name, term in asked.counts if name in fields)
        for name in fields:
            if name in candidates.fields:
                yield from (term.decode() for term in candidates.fields[name].terms())

    return forms_of(terms(STRICT_NAMES), terms(tuple(STEMMED_OF.values())))


class _Words(dict[str, int]):
    """Numbers words that are already cut: each is a piece of its own, and has no place."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[str, ...]] = []
        self.spans = array("I")

    def __missing__(self, word: str) -> int:
        self.words.append((word,))
        self.spans.extend((0, 0))
        number = self[word] = len(self)
        return number

    def cut(self, texts: Sequence[str]) -> Cut:
        words = [text.split(" ") for text in texts]
        numbers = np.array(list(map(self.__getitem__, chain.from_iterable(words))), np.uint32)
        counts = np.array(list(map(len, words)), np.uint32)
        return Cut(numbers, np.zeros_like(numbers), counts)
