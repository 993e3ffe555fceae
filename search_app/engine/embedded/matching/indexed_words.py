"""Which words does a text have at which places? Told by the index, without reading the text.

The positions of its terms and the spans of its words were written when it was indexed. To analyse
the texts of a page again would take most of the page's time.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise, product

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.highlighting.marks import SetsByScope
from search_app.engine.embedded.highlighting.snippets import WordsIn
from search_app.engine.embedded.highlighting.text_words import AnalysedWords
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.matching.term_positions import TermPositions
from search_app.engine.embedded.matching.term_postings import POSITION_MASK
from search_app.engine.embedded.schema import STEMMED_OF
from search_app.engine.embedded.segments.spans import unpacked
from search_app.model.expr import Scope

_NOWHERE: Sequence[int] = ()
_TEXTS = tuple(STEMMED_OF)
_FIELD_OF = dict(zip((Scope.TITLE, Scope.TEXT, Scope.ANSWER), STEMMED_OF, strict=True))
_WRITTEN_FIELDS = {Scope.ANY: _TEXTS} | {scope: (field,) for scope, field in _FIELD_OF.items()}
_STEMMED_FIELDS = {
    scope: tuple(STEMMED_OF[field] for field in fields) for scope, fields in _WRITTEN_FIELDS.items()
}


class TermPlaces:
    """Where sets of terms stand in some documents. They are looked up together, for all of these.

    documents: numbers, each once, in any order. stems, written: the sets that may be asked for, of
    stems and of written forms, by where they are looked for.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        documents: Ints,
        stems: SetsByScope,
        written: SetsByScope,
    ) -> None:
        self._snapshot = snapshot
        shown = np.sort(documents)
        self._columns = {number: column for column, number in enumerate(shown.tolist())}
        self._found: dict[tuple[str, frozenset[str]], list[list[int]]] = {}
        for fields_of, by_scope in ((_STEMMED_FIELDS, stems), (_WRITTEN_FIELDS, written)):
            for scope, sets in by_scope.items():
                self._look_up(fields_of.get(scope, ()), sets, shown)

    def _look_up(
        self, fields: Sequence[str], asked: Iterable[frozenset[str]], documents: Ints
    ) -> None:
        sets = [terms for terms in asked if terms]
        if not (fields and sets and len(documents)):
            return
        found = TermPositions(self._snapshot, fields, list(map(list, sets)), documents)
        places, starts = found.by_cell()
        positions, bounds = (places & POSITION_MASK).tolist(), starts.tolist()
        first = 0
        for key in product(fields, sets):
            self._found[key] = [
                positions[a:b] for a, b in pairwise(bounds[first : first + len(documents) + 1])
            ]
            first += len(documents)

    def words_in(self, document: int, texts: Mapping[Scope, str]) -> WordsIn:
        """Return what gives the words of the texts of one of the documents."""
        return lambda scope: IndexedWords(self, document, _FIELD_OF[scope], texts[scope])

    def of(self, field: str, terms: frozenset[str], document: int) -> Sequence[int]:
        """Return the positions of one of the sets in one of the documents, ascending."""
        return self._found[field, terms][self._columns[document]] if terms else _NOWHERE

    def spans(self, document: int, field: str) -> tuple[Array, Array]:
        """Return the start of each word of a text, and its length."""
        segment, place = self._snapshot.place(document)
        return unpacked(segment.documents.spans(place, _TEXTS.index(field)))


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

    def spans(self, numbers: Sequence[int]) -> Sequence[tuple[int, int]]:
        starts, lengths = self._spans
        chosen = np.array(numbers, np.int64)
        first, beyond = starts.take(chosen), lengths.take(chosen)
        return list(zip(first.tolist(), (first + beyond).tolist(), strict=True))

    def _having(self, field: str, terms: Iterable[str]) -> Sequence[int]:
        return self._places.of(field, frozenset(terms), self._document)

    @cached_property
    def _spans(self) -> tuple[Array, Array]:
        return self._places.spans(self._document, self._field)
