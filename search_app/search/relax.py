"""What to ask when no document has all the words?"""

from collections.abc import Iterator

from search_app.model.expr import And, AtLeast, Expr, Fuzzy, Prefix, Word


def relaxations(expr: Expr) -> Iterator[Expr]:
    """Yield looser forms: all but one of the plain words, all but two …, at least half of them.

    Quoted text, exclusions and named properties stay required.
    """
    if not isinstance(expr, And):
        return
    words = tuple(c for c in expr.children if isinstance(c, Word | Prefix | Fuzzy))
    required = tuple(c for c in expr.children if not isinstance(c, Word | Prefix | Fuzzy))
    for minimum in range(len(words) - 1, (len(words) - 1) // 2, -1):
        some = AtLeast(minimum, words)
        yield And((*required, some)) if required else some
