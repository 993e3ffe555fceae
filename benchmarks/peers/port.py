"""What must an engine do to be compared? Build an index of records, then answer questions.

Standard library only: an engine's process has the engine's packages and no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, TypedDict

Part = Literal["top", "facets", "page", "passages", "html"]
"""How much of an answer: the 20 best and the exact total; the same and four facets over all hits.
Of the product alone: a page as the site asks for it; the passages of its 20 hits by themselves; the
page with all that makes HTML of it, through the WSGI application."""

FIELD_WEIGHTS = {"title": 2.0, "text": 1.0}
FACETS = ("party", "ministry", "topic", "year")
TOP = 20
# More than any facet has: every engine returns every value, as the product does.
FACET_VALUES = 1000
# Stands for a stop word among the terms: it keeps its position and is not indexed.
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
    """Words of a query, each looked for in title and text.

    words: as a person would type them; terms: the same, analysed. filter: (facet, value) or None.
    """

    kind: str
    operator: Literal["and", "or", "phrase", "all"]
    words: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    filter: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What engines can be compared by: the exact total, and hits by facet and value."""

    total: int
    facets: dict[str, dict[str, int]]


class Builder(Protocol):
    def add(self, records: Sequence[Record]) -> None: ...

    def finish(self) -> None:
        """Write everything; the index can be opened afterwards."""


class Reader(Protocol):
    """parts: what `answer` can be asked for, in order."""

    parts: tuple[Part, ...]

    def answer(self, question: Question, part: Part) -> Any:
        """Return the answer in the engine's own form; this is what is timed."""

    def found(self, answer: Any) -> Found:
        """Read an answer to the part "facets" or "top"; not timed."""

    def bytes_touched(self, question: Question) -> int | None:
        """Return the bytes of postings and columns that "facets" has to read, if known."""


class Engine(Protocol):
    """What a module of this package offers. jobs: threads or processes that build."""

    def version(self) -> str: ...

    def builder(self, index: Path, jobs: int) -> Builder: ...

    def reader(self, index: Path) -> Reader: ...


def positioned(terms: str) -> list[tuple[int, str]]:
    """Return (position, term), stop words left out."""
    return [(i, term) for i, term in enumerate(terms.split()) if term != STOP_WORD]
