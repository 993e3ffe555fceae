"""Which words and names does an index hold? Corrections and suggestions are made from them."""

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from search_app.model.document import Document
from search_app.model.facet import FacetField


class Words(Mapping[str, int]):
    """Words with the number of documents that have each, in the order of their characters."""

    __slots__ = ()

    @abstractmethod
    def near(self, word: str, edits: int) -> list[str]:
        """Return all words within so many edits of a word, and some others."""

    @abstractmethod
    def count_beginning_with(self, begun: str) -> int:
        """Return how many words begin so."""

    @abstractmethod
    def beginning_with(self, begun: str) -> Iterator[tuple[str, int]]:
        """Yield the words that begin so, those of most documents first, equal ones in order."""


class Texts(Protocol):
    """Some texts, each of which is found by the beginning of any of its words."""

    def find(self, typed: str, count: int) -> list[str]:
        """Return at most `count` texts in which `typed`, one folded word or more, begins a word."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Vocabulary:
    """The words and names of one generation. Two are equal only if they are the same object.

    words: for each folded word of titles, texts and answers, the number of documents that have it
        in one of these three parts: the highest of the three numbers. Numbers of several parts
        (« 3,5 », « L. 521-1 ») are left out.
    accented: likewise for each word that is written with accents, in lower case with these.
    sounding: for each sound, the words that sound so, one space between two; no rare ones.
    stems: for each stem, the number of the most frequent word that has it; no rare ones.
    names: the folded words of the names of authors and constituencies.
    acronyms: for each folded acronym, the long names that documents give it, as they write them,
        a line each, the most frequent one first.
    acronyms_of: for the stems of each of these names, one space between two, the acronyms in
        capitals that it is given to, one space between two.
    values: for each facet, its values with the number of documents that have each, the most
        frequent one first.
    titles: the different titles as written, the most frequent one first; no very long ones.
    compounds: the words with hyphens, folded, with the number of documents that have each, but
        counted once for each way in which one writes it.
    compound_forms: for each of these, how most documents write it.
    numbers: the numbers of questions, sorted.
    """

    words: Words
    accented: Words
    sounding: Mapping[str, str]
    stems: Mapping[str, int]
    names: Collection[str]
    acronyms: Mapping[str, str]
    acronyms_of: Mapping[str, str]
    values: Mapping[FacetField, Mapping[str, int]]
    titles: Texts
    compounds: Words
    compound_forms: Mapping[str, str]
    numbers: Sequence[str]


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
