"""Which words does a text have at which places? Told by the index, without reading the text.

The positions of its terms and the spans of its words were written when it was indexed. To analyse
the texts of a page again would take most of the page's time.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints, starts_of
from search_app.engine.embedded.highlighting.snippets import WordsIn
from search_app.engine.embedded.highlighting.text_words import AnalysedWords
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.matching.term_postings import TermPart
from search_app.engine.embedded.schema import STEMMED_OF
from search_app.engine.embedded.segments.spans import unpacked
from search_app.model.expr import Scope

_NOWHERE: Sequence[int] = ()
_TEXTS = tuple(STEMMED_OF)
_FIELD_OF = dict(zip((Scope.TITLE, Scope.TEXT, Scope.ANSWER), STEMMED_OF, strict=True))


class TermPlaces:
    """Where terms stand in some documents. Terms are looked up once, for all of them."""

    def __init__(self, snapshot: Snapshot, documents: Ints) -> None:
        """documents: numbers, each once, in any order."""
        self._snapshot = snapshot
        self._documents = np.sort(documents)
        self._found: dict[tuple[str, frozenset[str]], Mapping[int, Sequence[int]]] = {}

    def words_in(self, document: int, texts: Mapping[Scope, str]) -> WordsIn:
        """Return what gives the words of the texts of one of the documents."""
        return lambda scope: IndexedWords(self, document, _FIELD_OF[scope], texts[scope])

    def of(self, field: str, terms: frozenset[str], document: int) -> Sequence[int]:
        """Return the positions of some terms in one of the documents, ascending."""
        if (field, terms) not in self._found:
            self._found[field, terms] = self._in_documents(field, terms)
        return self._found[field, terms].get(document, _NOWHERE)

    def _in_documents(self, field: str, terms: frozenset[str]) -> Mapping[int, Sequence[int]]:
        """Return the positions of some terms in each of the documents that has any."""
        found: dict[int, Sequence[int]] = {}
        for part in chain.from_iterable(self._snapshot.find(field, term) for term in terms):
            for document, positions in self._in_segment(part).items():
                before = found.get(document)
                found[document] = sorted([*before, *positions]) if before else positions
        return found

    def spans(self, document: int, field: str) -> Array:
        """Return the start and the end of each word of a text, in a row for each."""
        segment, place = self._snapshot.place(document)
        return unpacked(segment.documents.spans(place, _TEXTS.index(field)))

    def _in_segment(self, part: TermPart) -> dict[int, Sequence[int]]:
        holders = part.arrays.documents[part.postings]
        wanted = self._documents - part.base
        at = np.minimum(holders.searchsorted(wanted), len(holders) - 1)
        chosen = np.flatnonzero(holders.take(at) == wanted)
        counts, positions = part.arrays.positions_at(at.take(chosen) + part.postings.start)
        rows = np.split(positions, starts_of(counts)[1:-1]) if len(chosen) else []
        return {
            document: row.tolist()
            for document, row in zip(self._documents.take(chosen).tolist(), rows, strict=True)
        }


class IndexedWords(AnalysedWords):
    """The words of one text; what the index does not tell, its analysis does.

    places: of terms in documents, among them the one numbered `document`. field: of the strict
    terms of the text.
    """

    def __init__(self, places: TermPlaces, document: int, field: str, text: str) -> None:
        super().__init__(text)
        self._places = places
        self._document = document
        self._field = field

    def written_as(self, forms: Iterable[str]) -> Sequence[int]:
        return self._having(self._field, forms)

    def with_stem(self, meant: Iterable[str]) -> Sequence[int]:
        return self._having(STEMMED_OF[self._field], meant)

    def span(self, number: int) -> tuple[int, int]:
        start, end = self._spans[number].tolist()
        return start, end

    def _having(self, field: str, terms: Iterable[str]) -> Sequence[int]:
        return self._places.of(field, frozenset(terms), self._document)

    @cached_property
    def _spans(self) -> Array:
        return self._places.spans(self._document, self._field)
