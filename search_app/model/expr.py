"""What does a query ask for, as a tree?

The leaves have words as they were typed. Which terms stand for them is decided by `french`, when an
engine runs the query.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeGuard


class Scope(StrEnum):
    """The part of a document in which a word is looked for."""

    ANY = "any"  # title, text, answer, author, constituency, party, number
    TITLE = "title"
    TEXT = "text"
    ANSWER = "answer"
    AUTHOR = "author"
    PARTY = "party"
    MINISTRY = "ministry"
    TOPIC = "topic"
    LAW = "law"


class Keyword(StrEnum):
    """The properties of a document, with exact values, that a query can name."""

    LEGISLATURE = "legislature"
    NUMBER = "number"
    TYPE = "type"
    STATUS = "status"
    ANSWER_KEY = "answer_key"
    SLUG = "slug"
    ID = "id"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed. The parts of a compound, `saint-denis`, must stand side by side."""

    text: str
    scope: Scope = Scope.ANY


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in the very form and order typed, with at most `slop` other words between each two.

    is_begun: the last word is only begun, and any word will do that begins so.
    """

    text: str
    slop: int = 0
    scope: Scope = Scope.ANY
    is_begun: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins with `text`, which has at least 3 letters or digits.

    Of a compound, `sous-trait`, the words must stand side by side, the last of them begun.
    """

    text: str
    scope: Scope = Scope.ANY


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any word that is at most `distance` edits, 1 or 2, away from `text`.

    Of a compound, the words must stand side by side, and only the last of them may differ.
    """

    text: str
    distance: int = 1
    scope: Scope = Scope.ANY


@dataclass(frozen=True, slots=True)
class KeywordIs:
    """A property that must have a value. value: as the document has it ("16", "QE")."""

    field: Keyword
    value: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days from `first` to `last`, both included. None leaves that side open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class And:
    """All of the children.

    in_order: they were typed in a row, with nothing but spaces between them. Ranking then looks at
    their order, and a search that finds little may do without some of them. Otherwise they were
    joined by ET: they are conditions, all of them required, and their order has no meaning.
    """

    children: "tuple[Expr, ...]"
    in_order: bool = False


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the children, whose order has no meaning."""

    children: "tuple[Expr, ...]"


class AlternativeKind(StrEnum):
    """Why does an expression stand beside what was typed?"""

    NAME = "name"  # another name of the same thing: « CNIL » and its long name
    SPELLING = "spelling"  # the likely spelling of a word that no document has
    JOINED = "joined"  # one word whose halves were typed apart
    WRITING = "writing"  # the same word written otherwise: « nutri-score » and « nutriscore »


# What stands beside a word that is no mistake.
AS_TYPED = (AlternativeKind.NAME, AlternativeKind.WRITING)


@dataclass(frozen=True, slots=True)
class Alternative:
    """An expression that the search puts beside what was typed, and why."""

    kind: AlternativeKind
    expr: "Expr"


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What was typed, or any of the others, one or more, that the search puts beside it."""

    typed: "Expr"
    others: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every document that the child does not match."""

    child: "Expr"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `minimum` of the children, which were typed in this order.

    1 ≤ minimum ≤ number of children.
    """

    minimum: int
    children: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every document."""


Leaf = Word | Phrase | Prefix | Fuzzy | KeywordIs | DateRange | MatchAll
Expr = Leaf | And | Or | Not | AtLeast | Alternatives


def all_of(children: Sequence[Expr], *, in_order: bool) -> Expr:
    """Return an And of the children, or the child itself when there is only one."""
    return children[0] if len(children) == 1 else And(tuple(children), in_order)


def parts_of(expr: Expr) -> tuple[Expr, ...]:
    """Return the children of an And, or the expression itself when it is none."""
    return expr.children if isinstance(expr, And) else (expr,)


def optional_parts(expr: Expr) -> tuple[Expr, ...]:
    """Return the parts that a document may lack and match all the same, in the order typed.

    They are the children of an AtLeast that is the whole expression or a child of its And.
    """
    match expr:
        case AtLeast(_, children):
            return children
        case And(children):
            found = [child for child in children if isinstance(child, AtLeast)]
            return tuple(part for child in found for part in child.children)
    return ()


def is_plain(expr: Expr) -> TypeGuard[Word]:
    """Tell whether an expression is a word without a field: it may stand anywhere in a document."""
    return isinstance(expr, Word) and expr.scope is Scope.ANY
