"""What to ask when few documents have all the words?"""

from search_app.model.expr import (
    Alternatives,
    And,
    AtLeast,
    Expr,
    Fuzzy,
    Or,
    Prefix,
    Word,
    all_of,
)

# Documents that have half of the words come in as long as fewer than this many have all: of two
# words both are meant; a question of three or more, « le » and « de » counted, is rarely answered
# word by word.
FEW_OF_TWO = 20
FEW_OF_MORE = 200
_MORE = 3


def is_few(typed: Expr, matched: int) -> bool:
    """Tell whether `matched` documents are too few for the words typed, small ones included."""
    words = sum(map(_length, _words(typed)))
    return matched < (FEW_OF_MORE if words >= _MORE else FEW_OF_TWO)


def relaxed(expr: Expr) -> Expr | None:
    """Return a looser form, that asks for half of the words; None when there is none.

    Quoted text, exclusions, named properties, and whatever a typed ET joins stay required.
    """
    return _asking_for(max(1, len(_words(expr)) // 2), expr)


def with_any_word(expr: Expr) -> Expr:
    """Return what is true of every document that a looser form of `expr` finds."""
    return _asking_for(1, expr) or expr


def _asking_for(minimum: int, expr: Expr) -> Expr | None:
    words = _words(expr)
    if not isinstance(expr, And) or len(words) <= 1:
        return None
    required = [child for child in expr.children if child not in words]
    return all_of([*required, AtLeast(minimum, words)], in_order=True)


def _words(expr: Expr) -> tuple[Expr, ...]:
    """Return what may be left out: what was typed in a row, if it is made of words alone."""
    children = expr.children if isinstance(expr, And) and expr.in_order else ()
    return tuple(filter(_is_of_words, children))


def _is_of_words(expr: Expr) -> bool:
    match expr:
        case Word() | Prefix() | Fuzzy() | Alternatives():
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
