"""Which parts of a query were typed in a row, with nothing but spaces between them?

Such a row is called a run. A word is understood from the other words of its run.
"""

from collections.abc import Callable, Sequence

from search_app.french import written_words
from search_app.model.expr import (
    AS_TYPED,
    Alternatives,
    And,
    Expr,
    Or,
    Phrase,
    Scope,
    Word,
    all_of,
    is_plain,
    parts_of,
)


def in_each_run(expr: Expr, change: Callable[[Sequence[Expr]], Sequence[Expr]]) -> Expr:
    """Return `expr` with the parts of each run changed.

    A single part is a run too. The operands of an OU are left as they are. change: is given the
    parts of a run, one at least, and returns those to put in their place.
    """
    if isinstance(expr, And) and not expr.in_order:
        return And(tuple(in_each_run(child, change) for child in expr.children))
    return all_of(change(parts_of(expr)), in_order=True)


def in_every_run(expr: Expr, change: Callable[[Sequence[Expr]], Sequence[Expr]]) -> Expr:
    """Return `expr` with the parts of each run changed, those in the operands of an OU included."""
    if isinstance(expr, Or):
        return Or(tuple(in_every_run(child, change) for child in expr.children))
    if isinstance(expr, And) and not expr.in_order:
        return And(tuple(in_every_run(child, change) for child in expr.children))
    within = [in_every_run(p, change) if isinstance(p, And | Or) else p for p in parts_of(expr)]
    return all_of(change(within), in_order=True)


def passage_of(expr: Expr) -> tuple[str, ...]:
    """Return the written words of the longest passage that was typed: words side by side in a run.

    Of equally long passages it is the first. Stop words and quoted words belong to one, and a
    misspelt word is given as it was corrected. Any other part ends a passage: one with a field, an
    exclusion, a prefix.
    """
    return max(_passages(expr), key=len, default=())


def _passages(expr: Expr) -> list[tuple[str, ...]]:
    if isinstance(expr, And) and not expr.in_order:
        return [passage for child in expr.children for passage in _passages(child)]
    passages: list[list[str]] = [[]]
    for part in parts_of(expr):
        if text := _text(part):
            passages[-1].append(text)
        else:
            passages.append([])
    return [tuple(written_words(" ".join(texts))) for texts in passages]


def _text(part: Expr) -> str:
    """Return the words that a part stands for, as a text has them; "" when it is no such part."""
    match part:
        case Word() if is_plain(part):
            return part.text
        case Phrase(text, 0, Scope.ANY, is_begun=False):
            return text
        case Alternatives(typed, (first, *_)) if first.kind in AS_TYPED:
            return _text(typed)
        case Alternatives(_, (first, *_)):
            return _text(first.expr).replace("-", " ")
    return ""
