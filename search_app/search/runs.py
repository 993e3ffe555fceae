"""Which parts of a query were typed one after the other? Words are read in such a context."""

from collections.abc import Callable, Sequence

from search_app.french import words
from search_app.model.expr import (
    AlternativeKind,
    Alternatives,
    And,
    Expr,
    Phrase,
    Scope,
    Word,
    all_of,
    is_plain,
)


def in_each_run(expr: Expr, change: Callable[[Sequence[Expr]], Sequence[Expr]]) -> Expr:
    """Return `expr` with the parts of each run changed.

    A run is what was typed with nothing but spaces between, a single part too. What an OU joins is
    left as it is. change: the parts of a run, one at least → the parts to put in their place.
    """
    if isinstance(expr, And) and not expr.in_order:
        return And(tuple(in_each_run(child, change) for child in expr.children))
    parts = expr.children if isinstance(expr, And) else (expr,)
    return all_of(change(parts), in_order=True)


def passage_of(expr: Expr) -> tuple[str, ...]:
    """Return the longest row of words that were typed one after the other, folded.

    Of equally long rows it is the first. Small words and quoted words count; a misspelt word is
    given as the search corrects it. What belongs to a field or is excluded, a prefix, or an
    operator ends a row.
    """
    return max(_rows(expr), key=len, default=())


def _rows(expr: Expr) -> list[tuple[str, ...]]:
    if isinstance(expr, And) and not expr.in_order:
        return [row for child in expr.children for row in _rows(child)]
    rows: list[list[str]] = [[]]
    for part in expr.children if isinstance(expr, And) else (expr,):
        if text := _text(part):
            rows[-1].append(text)
        else:
            rows.append([])
    return [tuple(words(" ".join(row))) for row in rows]


def _text(part: Expr) -> str:
    """Return the words that a part stands for, as a text has them; "" for any other part."""
    match part:
        case Word() if is_plain(part):
            return part.text
        case Phrase(text, 0, Scope.ANY):
            return text
        case Alternatives(typed, (first, *_)) if first.kind is AlternativeKind.NAME:
            return _text(typed)
        case Alternatives(_, (first, *_)):
            return _text(first.expr).replace("-", " ")
    return ""
