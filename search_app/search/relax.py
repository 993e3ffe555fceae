"""What is asked for when few documents have all the words of a query? Half of the words."""

from search_app.model.expr import (
    Alternatives,
    And,
    AtLeast,
    Expr,
    Fuzzy,
    Or,
    Prefix,
    Scope,
    Word,
    all_of,
)

# A query is relaxed when fewer documents than these have all its words. Who types two words means
# both. A question of `_MORE` words or more, small ones such as « le » included, is rarely answered
# in its very words. The numbers were chosen by hand; benchmarks.relevance measures what they give.
FEW_OF_TWO = 20
FEW_OF_MORE = 200
_MORE = 3


def is_few(typed: Expr, matched: int) -> bool:
    """Tell whether `matched` documents are too few. typed: the expression with its small words."""
    words = sum(map(_length, _words(typed)))
    return matched < (FEW_OF_MORE if words >= _MORE else FEW_OF_TWO)


def relaxed(expr: Expr) -> Expr | None:
    """Return `expr` with only half of its words required, rounded down but one at least.

    Conditions stay required: quoted text, exclusions, what is asked of one field (`auteur:latombe`,
    `date:2020`), and the operands of ET. Return None when the expression has fewer than two words
    that may be left out.
    """
    return _asking_for(max(1, len(_words(expr)) // 2), expr)


def with_any_word(expr: Expr) -> Expr:
    """Return `expr` with only one of its words required: every hit of the relaxed form matches."""
    return _asking_for(1, expr) or expr


def _asking_for(minimum: int, expr: Expr) -> Expr | None:
    """Return `expr` with any `minimum` of its words required; None when it has fewer than two."""
    words = _words(expr)
    if not isinstance(expr, And) or len(words) <= 1:
        return None
    required = [child for child in expr.children if child not in words]
    return all_of([*required, AtLeast(minimum, words)], in_order=True)


def _words(expr: Expr) -> tuple[Expr, ...]:
    """Return the parts that may be left out: those that are words typed in a row."""
    children = expr.children if isinstance(expr, And) and expr.in_order else ()
    return tuple(filter(_is_of_words, children))


def _is_of_words(expr: Expr) -> bool:
    match expr:
        case Word() | Prefix() | Fuzzy():
            return expr.scope is Scope.ANY
        case Alternatives():
            return True
        case Or(children):
            return all(map(_is_of_words, children))
        case And(children, in_order=True):
            return all(map(_is_of_words, children))
    return False


def _length(expr: Expr) -> int:
    """Return how many words were typed for a part."""
    match expr:
        case Alternatives(typed):
            return _length(typed)
        case Or(children):
            return max(map(_length, children))
        case And(children):
            return sum(map(_length, children))
    return 1
