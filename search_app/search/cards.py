"""Which one thing does a text name as a whole? Questions, a deputy, a group, a ministry, a topic.

A text that names a thing is an address: the page leads there, above the documents that it finds. A
question is also known by its type and number among other words: « QE 331 santé ».
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search_app.authority import group_called, label, ministry_name, topic_name
from search_app.authority.keys import LINK_WORDS, name_key
from search_app.engine.port import Searcher
from search_app.model.document import Document
from search_app.model.expr import Or
from search_app.model.facet import FacetField
from search_app.model.query import Query, Sort
from search_app.model.vocabulary import Vocabulary
from search_app.search.kept import KeptWith
from search_app.syntax import question_references, references_within

# These numbers were chosen by hand.
# The most questions that are shown of those that a text names.
QUESTIONS_MAX = 10
# The most authors with one surname that are shown; more say little to who types no first name.
NAMESAKES_MAX = 4
# No name is longer.
_NAME_CHARACTERS_MAX = 200
_NAMED = (FacetField.AUTHOR, FacetField.PARTY, FacetField.MINISTRY, FacetField.TOPIC)
# A sign of the query language, or an exclusion: such a text is more than a name.
_SIGNS = re.compile(r'[:*~()"«»“”„]|(?:^|\s)-\S')
_QUOTATION_MARKS = ' "«»“”„'
# What may be said before a name.
_TITLES = LINK_WORDS.union(
    ("m", "mme", "mlle", "mm", "monsieur", "madame", "depute", "deputee", "auteur")
)


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A value of a facet that a text names. documents: how many documents have it, 1 or more."""

    field: FacetField
    value: str
    documents: int


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names.

    questions: the questions, the newest first, QUESTIONS_MAX at most. questions_total: how many
    questions are named. values: authors, then groups, ministries and topics.
    """

    questions: tuple[Document, ...] = ()
    questions_total: int = 0
    values: tuple[NamedValue, ...] = ()


def named_by(searcher: Searcher, text: str, *, timeout_s: float) -> Named:
    """Return what a text names when it says nothing else, and the questions that it names at all.

    text: as typed. timeout_s: the limit in seconds for what is asked of the searcher.
    """
    references = question_references(text) or references_within(text)
    if references:
        query = Query(expr=Or(references.questions), sort=Sort.NEWEST, page_size=QUESTIONS_MAX)
        found = searcher.search(query, timeout_s)
        return Named(tuple(hit.document for hit in found.hits), found.total)
    name = text.strip(_QUOTATION_MARKS)
    if not name or len(name) > _NAME_CHARACTERS_MAX or _SIGNS.search(name):
        return Named()
    values = list(names_of(searcher.vocabulary).find(name))
    if not values:
        return Named()
    facets = searcher.search(Query(page_size=1), timeout_s).facets
    counts = {(field, c.value): c.count for field in _NAMED for c in facets[field]}
    return Named(values=tuple(NamedValue(*v, counts[v]) for v in values if v in counts))


class _Names:
    """The values of one vocabulary by their names. In each list the most frequent comes first."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._values: dict[tuple[FacetField, str], list[str]] = {}
        self._surnames: dict[str, list[str]] = {}
        self._present = {field: frozenset(vocabulary.values.get(field, ())) for field in _NAMED}
        for field in _NAMED:
            for value in vocabulary.values.get(field, ()):
                for key in {_name(value), _name(label(field, value))}:
                    self._values.setdefault((field, key), []).append(value)
        for author in vocabulary.values.get(FacetField.AUTHOR, ()):
            first, _, last = " ".join(_without_title(author.split())).partition(" ")
            if last:
                self._surnames.setdefault(_name(last), []).append(author)
                turned = FacetField.AUTHOR, _name(f"{last} {first}")
                self._values.setdefault(turned, []).append(author)

    def find(self, name: str) -> Iterator[tuple[FacetField, str]]:
        """Yield the values that are called so, by the facets of `_NAMED`."""
        key = _name(name)
        called = {
            FacetField.AUTHOR: self._namesakes(key),
            FacetField.PARTY: group_called(name),
            FacetField.MINISTRY: ministry_name(name).values,
            FacetField.TOPIC: topic_name(key).values,
        }
        for field, others in called.items():
            found = dict.fromkeys((*self._values.get((field, key), ()), *others))
            yield from ((field, value) for value in found if value in self._present[field])

    def _namesakes(self, surname: str) -> Sequence[str]:
        found = self._surnames.get(surname, ())
        return found if len(found) <= NAMESAKES_MAX else ()


def _name(text: str) -> str:
    """Return the key of a name without what may be said before it: "Mme Dupont", "les sports"."""
    return " ".join(_without_title(name_key(text).split()))


def _without_title(words: list[str]) -> list[str]:
    start = next((n for n, word in enumerate(words) if name_key(word) not in _TITLES), len(words))
    return words[start:]


names_of = KeptWith(_Names).of
