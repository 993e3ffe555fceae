"""Which words belong together otherwise than typed? « Contrat-travail », « 13 ème ».

A hyphened compound that no document has is searched as its words, and a figure with the ending of
an ordinal typed apart as one word.
"""

import re
from collections.abc import Iterable, Iterator

from search_app.french import fold, words
from search_app.model.expr import And, Expr, Scope, Word
from search_app.search.company import Together

_FIGURE = re.compile(r"[0-9]{1,3}")
_ORDINAL_ENDING = re.compile(r"er|ere|re|e|eme|ieme|nd|nde", re.IGNORECASE)


def regrouped(expr: Expr, together: Together) -> Expr:
    """Return `expr` with its words taken apart or put together as a reader means them."""
    children = expr.children if isinstance(expr, And) else (expr,)
    parts = tuple(_ordinals(part for child in children for part in _parts(child, together)))
    return parts[0] if len(parts) == 1 else And(parts)


def _parts(expr: Expr, together: Together) -> tuple[Expr, ...]:
    if not isinstance(expr, Word) or expr.scope is not Scope.ANY:
        return (expr,)
    parts = words(expr.text)
    if len(parts) <= 1 or together(expr):
        return (expr,)
    return tuple(Word(part) for part in parts)


def _ordinals(parts: Iterable[Expr]) -> Iterator[Expr]:
    figure: Word | None = None
    for part in parts:
        if figure and isinstance(part, Word) and _ORDINAL_ENDING.fullmatch(fold(part.text)):
            yield Word(figure.text + part.text, figure.scope)
            figure = None
            continue
        if figure:
            yield figure
        figure = part if isinstance(part, Word) and _FIGURE.fullmatch(part.text) else None
        if not figure:
            yield part
    if figure:
        yield figure
