"""What does an index know of words and names? What correction and suggestions are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from search_app.model.facet import FacetField


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Vocabulary:
    """What one generation knows of words; two are the same only if they are one object.

    words: folded surface forms of titles, texts and answers → number of documents (of the part
        that has most). names: folded words of authors and constituencies.
    acronyms: folded acronym → long names that the corpus itself gives it, the most frequent first.
    values: of each facet, the most frequent first.
    titles: as written, distinct, the most frequent first.
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
    """text: what the reader sees; for a word, what was typed with its last word completed.

    field, value: the facet value that a suggestion of the kind VALUE stands for.
    """

    kind: SuggestionKind
    text: str
    field: FacetField | None = None
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """typed: the word of the query. used: what is searched as well, in its place, folded.

    written: `used` as documents write it, accents and all.
    """

    typed: str
    used: str
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """typed: the words of the query. names: the other names that are searched as well."""

    typed: str
    names: tuple[str, ...]
