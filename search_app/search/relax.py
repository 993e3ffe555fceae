"""What to ask when few documents have all the words?"""

from search_app.model.expr import And, AtLeast, Expr, Fuzzy, Or, Prefix, Word

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

    Quoted text, exclusions and named properties stay required.
    """
    return _asking_for(max(1, len(_words(expr)) // 2), expr)


def with_any_word(expr: Expr) -> Expr:
    """Return what is true of every document that a looser form of `expr` finds."""
    return _asking_for(1, expr) or expr


def _asking_for(minimum: int, expr: Expr) -> Expr | None:
    words = _words(expr)
    if not isinstance(expr, And) or len(words) <= 1:
        return None
    required = tuple(child for child in expr.children if child not in words)
    some = AtLeast(minimum, words)
    return And((*required, some)) if required else some


def _words(expr: Expr) -> tuple[Expr, ...]:
    """Return what may be left out: plain words, and the other names put beside them."""
    children = expr.children if isinstance(expr, And) else ()
    return tuple(c for c in children if isinstance(c, Word | Prefix | Fuzzy) or _is_widened(c))


def _is_widened(expr: Expr) -> bool:
    return isinstance(expr, Or) and isinstance(expr.children[0], Word | And)


def _length(expr: Expr) -> int:
    """Return how many words were typed for a part."""
    if isinstance(expr, Or):
        return _length(expr.children[0])
    return len(expr.children) if isinstance(expr, And) else 1
