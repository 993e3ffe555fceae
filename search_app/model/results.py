"""What comes back from a search? Hits with passages, exact totals and facet counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from search_app.model.document import Document
from search_app.model.expr import Expr, MatchAll
from search_app.model.facet import FacetField
from search_app.model.vocabulary import Correction, Expansion

Snippet = tuple[tuple[str, bool], ...]
"""One passage cut into (text, is_match) pieces; joined, the pieces are text of the document."""


class Unfinished(StrEnum):
    """Which part of an answer is missing, and why?"""

    MATCHING = "matching"  # the time limit: nothing was counted, and there are no hits
    SNIPPETS = "snippets"  # the time limit: some hits have no passages
    INDEX = "index"  # a damaged file hid something


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """score: ≥ 0, comparable inside one result only. title: the document's, with marks.

    snippets: the best passages, or the whole text and the whole answer (`Query.whole_texts`).
    score_parts: what the score is made of, by names that the engine gives, each part 0 or more;
        their sum is the score. None where an engine cannot tell.
    """

    document: Document
    score: float
    title: Snippet
    snippets: tuple[Snippet, ...]
    score_parts: Mapping[str, float] | None = None


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
    unfinished: the parts of the answer that are missing.
    meant: what the hits have, said in the reader's own words: small words left out, some of the
        words when others come in that have not all; for the sentence above the hits.
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
    unfinished: tuple[Unfinished, ...] = ()
    meant: Expr = MatchAll()
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
