"""What comes back from a search? Hits with passages, exact totals and facet counts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from search_app.model.document import Document
from search_app.model.expr import Expr
from search_app.model.facet import FacetField
from search_app.model.vocabulary import Correction, Expansion

Snippet = tuple[tuple[str, bool], ...]
"""One passage cut into (text, is_match) pieces; joined, the pieces are text of the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreParts:
    """score = bm25 + bm25f + title + lead + neighbours + exact + sequence + coverage
    + centrality, each 0 or more.

    bm25: the words in each field. bm25f: in all fields together. title: in the title. lead: early
    in a text. neighbours: words that follow each other as in the query. exact: words in the form
    typed. sequence: the longest passage just as typed. coverage: the share of the words.
    centrality: how alike the document is to the best matches.
    """

    bm25: float
    bm25f: float
    title: float
    lead: float
    neighbours: float
    exact: float
    sequence: float
    coverage: float
    centrality: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """score: ≥ 0, comparable inside one result only. title: the document's, with marks.

    snippets: the best passages, or the whole text and the whole answer (`Query.whole_texts`).
    parts: what the score is made of, None for one of which only the matching was worked out.
    """

    document: Document
    score: float
    title: Snippet
    snippets: tuple[Snippet, ...]
    parts: ScoreParts | None = None


class FacetCount(NamedTuple):
    """A tuple, for a page makes some hundreds: three times as fast as a frozen dataclass."""

    value: str
    count: int  # type: ignore[assignment]  # where tuples have a method
    selected: bool = False


@dataclass(frozen=True, slots=True)
class DateBucket:
    """start: first day of a year, a month or the day itself. count: ≥ 1 documents dated in it."""

    start: date
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of an answer.

    matched: documents that match the expression, filters aside. total: with the filters.
    facets: for each field, counts over every hit of the other fields' filters, highest first,
        ties by value; a selected or excluded value is present even with count 0. NO_VALUE counts
        the hits without a value.
    histogram: what of `total` falls into each year, month or day (`Query.histogram`), ascending,
        empty buckets left out. undated: what of `total` has no date.
    relaxed: the expression that was really run when no document has all the words, else None.
    complete: how many documents have all the words, when few do and others with most of the words
        are among the hits; else None.
    unfinished: names of the parts that the time limit cut off ("matching", "snippets"); "index"
        when damaged files hid something.
    corrections, expansions: what was searched beside the words typed.
    generation: id of the index generation that answered. took_ms: milliseconds.
    """

    hits: tuple[Hit, ...]
    total: int
    matched: int
    facets: dict[FacetField, tuple[FacetCount, ...]]
    generation: str
    took_ms: float = 0.0
    relaxed: Expr | None = None
    complete: int | None = None
    histogram: tuple[DateBucket, ...] = ()
    undated: int = 0
    unfinished: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    expansions: tuple[Expansion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One published index (= its manifest). `created` is in UTC."""

    id: str
    created: datetime
    documents: int
    schema_digest: str
    analyzer_digest: str
    corpus_digest: str
    rejected: int
