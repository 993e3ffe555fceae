"""What does the query really ask for, before any engine sees it?"""

from dataclasses import replace

from search_app.french import LIGHT_WORDS, analyze, words
from search_app.model.expr import (
    Alternatives,
    And,
    AtLeast,
    DateRange,
    Expr,
    KeywordIs,
    MatchAll,
    Not,
    Or,
    Word,
    all_of,
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
    if isinstance(expr, Alternatives):
        return has_words(expr.typed)
    return not isinstance(expr, MatchAll | KeywordIs | DateRange | Not)


def without_small_words(expr: Expr) -> Expr:
    """Return what an And asks for without the words that carry little."""
    if not isinstance(expr, And):
        return expr
    if not expr.in_order:
        expr = And(tuple(map(without_small_words, expr.children)))
    distinct = tuple(dict.fromkeys(expr.children))
    kept = [c for c in distinct if not (isinstance(c, Word) and not analyze(c.text))]
    if not any(not isinstance(child, Not) for child in kept):
        return expr
    heavy = [c for c in kept if not _is_light(c)]
    if sum(not isinstance(child, Not) for child in heavy) >= _WORDS_WITHOUT_LIGHT:
        kept = heavy
    return all_of(kept, in_order=expr.in_order)


def canonical(expr: Expr) -> Expr:
    """Return the expression with the parts whose order tells nothing in one and the same order.

    Sums of scores depend on the order in which they are added up, by their last digits; so
    `a OU b` and `b OU a` become the same question.
    """
    match expr:
        case Or(children):
            return Or(tuple(sorted(map(canonical, children), key=repr)))
        case And(children, in_order):
            made = tuple(map(canonical, children))
            return And(made if in_order else tuple(sorted(made, key=repr)), in_order)
        case Not(child):
            return Not(canonical(child))
        case AtLeast(minimum, children):
            return AtLeast(minimum, tuple(map(canonical, children)))
    return expr


def _is_light(expr: Expr) -> bool:
    return isinstance(expr, Word) and all(
        word in LIGHT_WORDS or not analyze(word) for word in words(expr.text)
    )
