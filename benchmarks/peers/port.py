"""What must an engine do to be compared? It builds an index of records, then answers questions.

This module uses the standard library only, because the process of an engine has the packages of
that engine and no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, TypedDict

Part = Literal["top", "facets", "page", "passages", "html"]
"""How much of an answer is asked for.

"top": the 20 best hits and the exact total. "facets": the same, and the counts of four facets over
all hits. The product alone has three more: "page" is a page as the site asks for it, "passages" the
passages of its 20 hits alone, "html" the page as HTML, through the WSGI application.
"""

FIELD_WEIGHTS = {"title": 2.0, "text": 1.0}
FACETS = ("party", "ministry", "topic", "year")
TOP = 20
# No facet has that many values: every engine returns all values, as the product does.
FACET_VALUES = 1000
# Stands for a stop word among the terms: it keeps the position and is not indexed itself.
STOP_WORD = "_"


class Record(TypedDict):
    """A document as every engine gets it.

    title_terms, text_terms: the stemmed terms, separated by spaces, STOP_WORD where a stop word
    was. facets: values by name, "ministry" may have several. date: "2024-12-31" or "".
    """

    id: str
    title: str
    text: str
    title_terms: str
    text_terms: str
    facets: dict[str, list[str]]
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query; each of its words is looked for in title and text.

    words: as a person would type them. terms: the same words, analysed. filter: (facet, value) that
    hits must have, or None.
    """

    kind: str
    operator: Literal["and", "or", "phrase", "all"]
    words: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    filter: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The part of an answer that must be the same for all engines.

    total: the exact number of hits. facets: hits by facet and value.
    """

    total: int
    facets: dict[str, dict[str, int]]


class Builder(Protocol):
    def add(self, records: Sequence[Record]) -> None: ...

    def finish(self) -> None:
        """Write everything that is left; the index can be opened afterwards."""


class Reader(Protocol):
    """parts: what `answer` can be asked for, in the order in which it is asked."""

    parts: tuple[Part, ...]

    def answer(self, question: Question, part: Part) -> Any:
        """Return the answer in the engine's own form; this call is timed."""

    def found(self, answer: Any) -> Found:
        """Translate an answer to "facets" or "top"; this call is not timed."""

    def bytes_touched(self, question: Question) -> int | None:
        """Return the bytes of postings and columns that "facets" has to read, if known."""


class Engine(Protocol):
    """What a module of this package offers. jobs: how many threads or processes build."""

    def version(self) -> str: ...

    def builder(self, index: Path, jobs: int) -> Builder: ...

    def reader(self, index: Path) -> Reader: ...


def positioned(terms: str) -> list[tuple[int, str]]:
    """Return the terms and their positions as (position, term), without the stop words."""
    return [(i, term) for i, term in enumerate(terms.split()) if term != STOP_WORD]
