"""What does the query really ask for, before any engine sees it?"""

from dataclasses import replace

from search_app.french import LIGHT_WORDS, analyze, words
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

_WORDS_WITHOUT_LIGHT = 2


def understand(query: Query) -> Query:
    """Drop stop words beside other words, light words of a question, and repeated ones.

    Without words, the newest come first.
    """
    expr = without_small_words(query.expr)
    unranked = query.sort is Sort.RELEVANCE and not has_words(expr)
    return replace(query, expr=expr, sort=Sort.NEWEST if unranked else query.sort)


def has_words(expr: Expr) -> bool:
    """Tell whether there is something to score by."""
    if isinstance(expr, And | Or | AtLeast):
        return any(has_words(child) for child in expr.children)
    return not isinstance(expr, MatchAll | KeywordIs | DateRange | Not)


def without_small_words(expr: Expr) -> Expr:
    """Return what an And asks for without the words that carry little."""
    if not isinstance(expr, And):
        return expr
    distinct = tuple(dict.fromkeys(expr.children))
    kept = tuple(c for c in distinct if not (isinstance(c, Word) and not analyze(c.text)))
    if not any(not isinstance(child, Not) for child in kept):
        return expr
    heavy = tuple(c for c in kept if not _is_light(c))
    if sum(not isinstance(child, Not) for child in heavy) >= _WORDS_WITHOUT_LIGHT:
        kept = heavy
    return kept[0] if len(kept) == 1 else And(kept)


def _is_light(expr: Expr) -> bool:
    return isinstance(expr, Word) and all(
        word in LIGHT_WORDS or not analyze(word) for word in words(expr.text)
    )
