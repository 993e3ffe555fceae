"""Which words and names does an index hold? Corrections and suggestions are made from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from search_app.model.facet import FacetField


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Vocabulary:
    """The words and names of one generation. Two are equal only if they are the same object.

    words: for each folded word of titles, texts and answers, the number of documents that have it
        in one of these three parts: the highest of the three numbers. Numbers of several parts
        (« 3,5 », « L. 521-1 ») are left out.
    names: the folded words of the names of authors and constituencies.
    acronyms: for each folded acronym, the long names that documents give it, the most frequent one
        first.
    values: the values of each facet, the most frequent one first.
    titles: the different titles as written, the most frequent one first.
    """

    words: Mapping[str, int]
    names: frozenset[str]
    acronyms: Mapping[str, tuple[str, ...]]
    values: Mapping[FacetField, tuple[str, ...]]
    titles: tuple[str, ...]


class SuggestionKind(StrEnum):
    """What does a suggestion stand for?"""

    WORD = "word"
    ACRONYM = "acronym"
    VALUE = "value"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something that the reader may be about to type.

    text: what the reader sees. For a word, it is all that was typed, with its last word completed.
    field, value: the value of a facet that a suggestion of the kind VALUE stands for.
    """

    kind: SuggestionKind
    text: str
    field: FacetField | None = None
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A spelling that is searched beside a word of the query.

    typed: the word as typed. used: the spelling, folded. written: the spelling with the accents
    that documents write it with, "" as long as nobody has looked it up.
    """

    typed: str
    used: str
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """Other names that are searched beside a name in the query. typed: the name as typed."""

    typed: str
    names: tuple[str, ...]
