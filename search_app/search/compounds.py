"""Which compounds does nobody write? « Contrat-travail » is searched as its words."""

from collections.abc import Callable

from search_app.french import words
from search_app.model.expr import And, Expr, Scope, Word

Together = Callable[[Expr], int]
"""In how many documents an expression matches."""


def taken_apart(expr: Expr, together: Together) -> Expr:
    """Return `expr` with the words of each hyphened compound that no document has, as written."""
    children = expr.children if isinstance(expr, And) else (expr,)
    parts = tuple(part for child in children for part in _parts(child, together))
    return parts[0] if len(parts) == 1 else And(parts)


def _parts(expr: Expr, together: Together) -> tuple[Expr, ...]:
    if not isinstance(expr, Word) or expr.scope is not Scope.ANY:
        return (expr,)
    parts = words(expr.text)
    if len(parts) <= 1 or together(expr):
        return (expr,)
    return tuple(Word(part) for part in parts)
