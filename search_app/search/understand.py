"""What does the query really ask for, before any engine sees it?"""

from dataclasses import replace

from search_app.french import analyze
from search_app.model.expr import (
    And,
    AtLeast,
    DateRange,
    Expr,
    KeywordIs,
    MatchAll,
    Not,
    Or,
    Word,
)
from search_app.model.query import Query, Sort


def understand(query: Query) -> Query:
    """Drop stop words beside other words, and repeated ones; without words, newest first."""
    expr = _without_stop_words(query.expr)
    unranked = query.sort is Sort.RELEVANCE and not has_words(expr)
    return replace(query, expr=expr, sort=Sort.NEWEST if unranked else query.sort)


def has_words(expr: Expr) -> bool:
    """Tell whether there is something to score by."""
    if isinstance(expr, And | Or | AtLeast):
        return any(has_words(child) for child in expr.children)
    return not isinstance(expr, MatchAll | KeywordIs | DateRange | Not)


def _without_stop_words(expr: Expr) -> Expr:
    if not isinstance(expr, And):
        return expr
    distinct = dict.fromkeys(expr.children)
    kept = tuple(c for c in distinct if not (isinstance(c, Word) and not analyze(c.text)))
    if not any(not isinstance(child, Not) for child in kept):
        return expr
    return kept[0] if len(kept) == 1 else And(kept)
