"""What did the user ask for, as a tree? Raw words: terms are made of them by the `french` room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeGuard


class Scope(StrEnum):
    """The part of a document that a word is looked for in."""

    ANY = "any"  # title, text, answer, author, constituency, party, number
    TITLE = "title"
    TEXT = "text"
    ANSWER = "answer"
    AUTHOR = "author"
    PARTY = "party"
    MINISTRY = "ministry"
    TOPIC = "topic"


class Keyword(StrEnum):
    """Exact properties of a document that a query can name."""

    LEGISLATURE = "legislature"
    NUMBER = "number"
    TYPE = "type"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed. `saint-denis` is one Word whose parts must stand side by side."""

    text: str
    scope: Scope = Scope.ANY


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exact, unstemmed words in order; up to `slop` more words between each and the next."""

    text: str
    slop: int = 0
    scope: Scope = Scope.ANY


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with `text` (folded, at least 3 letters or digits)."""

    text: str
    scope: Scope = Scope.ANY


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words at most `distance` (1 or 2) edits away from `text`."""

    text: str
    distance: int = 1
    scope: Scope = Scope.ANY


@dataclass(frozen=True, slots=True)
class KeywordIs:
    field: Keyword
    value: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `first` to `last`, both included; None leaves that side open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class And:
    """All of the children.

    in_order: they were typed one after the other with nothing but spaces between them. Their order
    then tells something to the ranking, and a search that finds little may do without some of them.
    Children joined by a typed ET are conditions, whose order tells nothing.
    """

    children: "tuple[Expr, ...]"
    in_order: bool = False


@dataclass(frozen=True, slots=True)
class Or:
    """One of the children at least; their order tells nothing."""

    children: "tuple[Expr, ...]"


class AlternativeKind(StrEnum):
    """Why does an expression stand beside what was typed?"""

    NAME = "name"  # another name of the same thing: « CNIL » and its long name
    SPELLING = "spelling"  # the likely spelling of a misspelt word
    JOINED = "joined"  # one word whose halves were typed apart


@dataclass(frozen=True, slots=True)
class Alternative:
    """An expression that the search itself puts beside what was typed."""

    kind: AlternativeKind
    expr: "Expr"


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What was typed, or one of the others, one at least, that the search puts beside it."""

    typed: "Expr"
    others: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Not:
    child: "Expr"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `minimum` of the children, typed in this order; 1 ≤ minimum ≤ len(children)."""

    minimum: int
    children: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every document."""


Leaf = Word | Phrase | Prefix | Fuzzy | KeywordIs | DateRange | MatchAll
Expr = Leaf | And | Or | Not | AtLeast | Alternatives


def all_of(children: Sequence[Expr], *, in_order: bool) -> Expr:
    """Return an And of the children, one at least; the child itself when there is only one."""
    return children[0] if len(children) == 1 else And(tuple(children), in_order)


def is_plain(expr: Expr) -> TypeGuard[Word]:
    """Tell whether a part is a word that may stand anywhere in a document."""
    return isinstance(expr, Word) and expr.scope is Scope.ANY
