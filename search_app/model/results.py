"""What comes back from a search? A page of hits with passages, and exact counts of all hits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from search_app.model.document import Document
from search_app.model.expr import Expr, MatchAll
from search_app.model.facet import FacetField
from search_app.model.vocabulary import Correction, Expansion


class Mark(StrEnum):
    """Why is a piece of a text marked? NONE, which is false, stands for a piece that is not."""

    NONE = ""
    WORD = "word"  # a word typed, in any of its inflections
    NAME = "name"  # another name of what was typed
    SPELLING = "spelling"  # what a word typed was corrected to


COPIES_MAX = 50
"""How many documents a hit has under it at most."""

Snippet = tuple[tuple[str, Mark], ...]
"""A passage of a document, cut into pieces, each with why it is marked."""


class Part(StrEnum):
    """The texts of a document, by the names of its fields."""

    TITLE = "title"
    TEXT = "text"
    ANSWER = "answer"


class Passage(NamedTuple):
    """Where a passage stands: it is `part[start:end]`, counted in code points from 0."""

    part: Part
    start: int
    snippet: Snippet

    @property
    def text(self) -> str:
        return "".join([piece for piece, _ in self.snippet])

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Closeness(StrEnum):
    """How near is what a document has to what was typed? From the nearest to the farthest."""

    TYPED = "typed"  # letter for letter, but for accents and capitals
    NUMBER = "number"  # in the singular for the plural, or the other way round
    INFLECTION = "inflection"  # another form of the same word
    NAME = "name"  # another name of the same thing
    SPELLING = "spelling"  # what a word that no document has was corrected to


class Found(NamedTuple):
    """How a document has a part of the query, in the nearest way in which it has that part.

    typed: the part as typed. form: the folded words that the document has, "" when they are an
    inflection: which one it is was not looked up.
    """

    typed: str
    closeness: Closeness
    form: str


class Unfinished(StrEnum):
    """Which part of an answer is missing, and why?"""

    MATCHING = "matching"  # there was no time to find and count the hits: there are none
    PARTIAL = "partial"  # there was no time to find the partial hits: there are none
    SNIPPETS = "snippets"  # there was no time to find the passages of some hits, or what they lack
    INDEX = "index"  # a file of the index is damaged, and what it hides is missing
    SHARDS = "shards"  # a part of the index is in no node that answers, and its documents missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One document that matches a query.

    score: 0 or more; scores compare only within one answer.
    title: the title of the document with its matches.
    passages: the best ones, with `Query.every_passage` all that have a match, or with
        `Query.whole_texts` the text and the answer, both whole.
    score_parts: the parts that add up to the score, each 0 or more, under names that the engine
        gives them. None when the engine did not work them out.
    found: the words and names of the query that the document has, in the order typed.
    copies: with `Query.folded`, the other documents of the result that are copies of this one or
        have its answer, the first COPIES_MAX in the order of the query. copies_total: of all.
    lacks: of the parts that the query asks for in an AtLeast (`optional_parts`), those that the
        document does not match, in their order.
    """

    document: Document
    score: float
    title: Snippet
    passages: tuple[Passage, ...]
    score_parts: Mapping[str, float] | None = None
    found: tuple[Found, ...] = ()
    lacks: tuple[Expr, ...] = ()
    copies: tuple[Document, ...] = ()
    copies_total: int = 0

    @property
    def snippets(self) -> tuple[Snippet, ...]:
        """The texts of the passages alone."""
        return tuple(passage.snippet for passage in self.passages)


class FacetCount(NamedTuple):
    """How many hits have a value of a facet. selected: the query asks for this value.

    A page has hundreds of these. Making a tuple takes a third of the time of a frozen dataclass.
    """

    value: str
    count: int  # type: ignore[assignment]  # tuples have a method of that name
    selected: bool = False


@dataclass(frozen=True, slots=True)
class DateBucket:
    """How many hits, 1 or more, are dated in a year, month or day. start: its first day."""

    start: date
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialHits:
    """One page of the documents that have some of the words only, the most relevant first.

    total: the number of all of them that pass the filters. folded_away: as `Results` has it.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    folded_away: int = 0

    @property
    def listed(self) -> int:
        """How many hits all pages have together."""
        return self.total - self.folded_away


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of hits, and the counts of all hits.

    hits: those of the page, in order.
    total: the number of all documents found. folded_away: how many of them are no hits of their
        own, because they are `copies` of one. matched: how many documents match the expression,
        whether they pass the filters or not.
    facets: for each facet, its values with the numbers of documents that match the expression and
        pass all filters but those of this facet. The highest number comes first, and among equals
        the lower value. A value that is selected or excluded is there even if its number is 0.
        NO_VALUE stands for having no value.
    histogram: the hits in each year, month or day (`Query.histogram`) that has one, in order.
        undated: the number of hits without a date.
    relaxed: no document of the index has all the words, and the hits have some of them.
    partial: what follows the hits when these are few: documents with some of the words, which no
        number above counts. There are none when the hits are such documents themselves.
    unfinished: the parts of the answer that are missing.
    meant: what is true of all hits, in the words typed but without small ones, and with those words
        corrected that no document has. The sentence above the hits says it.
    corrections: what was searched in place of words that no document has. expansions: what was
        searched beside the words typed.
    generation: the id of the generation that answered.
    took_ms: the time that the search took, in milliseconds.
    """

    hits: tuple[Hit, ...]
    total: int
    matched: int
    facets: dict[FacetField, tuple[FacetCount, ...]]
    generation: str
    took_ms: float = 0.0
    relaxed: bool = False
    partial: PartialHits = PartialHits()
    histogram: tuple[DateBucket, ...] = ()
    undated: int = 0
    unfinished: tuple[Unfinished, ...] = ()
    folded_away: int = 0
    meant: Expr = MatchAll()
    corrections: tuple[Correction, ...] = ()
    expansions: tuple[Expansion, ...] = ()

    @classmethod
    def nothing(cls, generation: str, unfinished: tuple[Unfinished, ...] = ()) -> "Results":
        """Return the answer without any hit."""
        return cls(
            hits=(),
            total=0,
            matched=0,
            facets=dict.fromkeys(FacetField, ()),
            generation=generation,
            unfinished=unfinished,
        )

    @property
    def lacks_documents(self) -> bool:
        """Tell whether a part of the index could not be asked, so that documents may be missing."""
        return bool({Unfinished.INDEX, Unfinished.SHARDS}.intersection(self.unfinished))

    @property
    def listed(self) -> int:
        """How many hits all pages have together."""
        return self.total - self.folded_away

    @property
    def complete(self) -> int:
        """The number of documents that have all the words, whether they pass the filters or not."""
        return 0 if self.relaxed else self.matched


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One version of an index, as it was published.

    created: in UTC. documents: how many it holds. rejected: how many records could not be read.
    schema_digest, analyzer_digest: of the program that built it; another version of the program can
    read it only if its digests are the same. corpus_digest: of the records that it was built from.
    """

    id: str
    created: datetime
    documents: int
    schema_digest: str
    analyzer_digest: str
    corpus_digest: str
    rejected: int
