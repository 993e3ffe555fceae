"""Which words and names does an index hold? Corrections and suggestions are made from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from search_app.model.document import Document
from search_app.model.facet import FacetField


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Vocabulary:
    """The words and names of one generation. Two are equal only if they are the same object.

    words: for each folded word of titles, texts and answers, the number of documents that have it
        in one of these three parts: the highest of the three numbers. Numbers of several parts
        (« 3,5 », « L. 521-1 ») are left out.
    accented: likewise for each word that is written with accents, in lower case with these.
    names: the folded words of the names of authors and constituencies.
    acronyms: for each folded acronym, the long names that documents give it, as they write them,
        the most frequent one first.
    values: for each facet, its values with the number of documents that have each, the most
        frequent one first.
    titles: the different titles as written, the most frequent one first.
    compounds: the words with hyphens as written in titles, texts and answers, with the number of
        documents that write each so.
    numbers: the numbers of questions.
    """

    words: Mapping[str, int]
    accented: Mapping[str, int]
    names: frozenset[str]
    acronyms: Mapping[str, tuple[str, ...]]
    values: Mapping[FacetField, Mapping[str, int]]
    titles: tuple[str, ...]
    compounds: Mapping[str, int]
    numbers: frozenset[str]


class SuggestionKind(StrEnum):
    """What does a suggestion stand for?"""

    WORD = "word"
    ACRONYM = "acronym"
    VALUE = "value"
    TITLE = "title"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something that the reader may be about to type.

    text: the text to search for, which keeps what was typed before the word that is completed. For
        a VALUE it is the label of the value, for a QUESTION its number.
    count: the number of documents that are found by the text, or that have the value, 1 or more.
    field, value: the value of a facet that a suggestion of the kind VALUE stands for.
    document: the document that a suggestion of the kind QUESTION leads to.
    """

    kind: SuggestionKind
    text: str
    count: int
    field: FacetField | None = None
    value: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A spelling that is searched in place of a word of the query that no document has.

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
