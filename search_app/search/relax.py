"""What is asked for beside documents that have all the words of a query? Half of its words."""

from search_app.model.expr import (
    Alternatives,
    And,
    AtLeast,
    Expr,
    Fuzzy,
    Not,
    Or,
    Prefix,
    Scope,
    Word,
    all_of,
    parts_of,
)

# Documents with some of the words follow when fewer than these have all of them: a page of hits.
# The number was chosen by hand.
FEW = 20


def is_few(total: int) -> bool:
    """Tell whether so few documents have all the words that those with some are to follow."""
    return total < FEW


def relaxed(expr: Expr) -> Expr | None:
    """Return `expr` with only half of its words required, rounded down but one at least.

    Conditions stay required: quoted text, exclusions, what is asked of one field (`auteur:latombe`,
    `date:2020`), and the operands of ET. Return None when the expression has fewer than two words
    that may be left out.
    """
    return _asking_for(max(1, len(_words(expr)) // 2), expr)


def partly(expr: Expr) -> Expr | None:
    """Return what matches the relaxed form of `expr` and not `expr`, None when there is no such."""
    looser = relaxed(expr)
    if looser is None:
        return None
    return And((*parts_of(looser), Not(expr)), in_order=True)


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
