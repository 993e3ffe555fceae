"""Which words of a query are misspelt, and what is searched in their place?

Names and words that the corpus knows are left alone, and so is what stands in quotes. A corrected
word is searched beside the one typed, never instead of it.
"""

import math
from collections.abc import Callable, Sequence

from search_app.french import words
from search_app.model.expr import And, Expr, Or, Scope, Word
from search_app.model.vocabulary import Correction, Vocabulary
from search_app.search.spelling import SHORTEST_CORRECTED, Spelling, spelling_of

Together = Callable[[Expr], int]
"""In how many documents an expression matches."""

_WEIGHED = 6
_NEIGHBOURS = 2
_WEIGHT_OF_COMPANY = 1.0
# A word of so few documents is searched as typed, and as one that so many times more have.
_RARE_DOCUMENTS = 2
_TIMES_AS_FREQUENT = 50


def corrected(
    expr: Expr, vocabulary: Vocabulary, together: Together
) -> tuple[Expr, tuple[Correction, ...]]:
    """Return `expr` with the likely spelling beside each misspelt word, and what was put there.

    Among likely words the one that keeps company with the words around it wins; `together` is
    asked only when there is a misspelt word.
    """
    spelling = spelling_of(vocabulary)
    children = expr.children if isinstance(expr, And) else (expr,)
    known = [child for child in children if _is_known(child, spelling)]
    made: list[Expr] = []
    found: list[Correction] = []
    for place, child in enumerate(children):
        company = sorted(known, key=lambda c: abs(children.index(c) - place))[:_NEIGHBOURS]
        used = _spelling_of_word(child, spelling, company, together)
        if isinstance(child, Word) and used:
            typed_frequency = spelling.frequency(words(child.text)[0])
            both = (Word(used), child) if not typed_frequency else (child, Word(used))
            made.append(Or(both))
            found.append(Correction(typed=child.text, used=used.replace("-", " ")))
        else:
            made.append(child)
    if not found:
        return expr, ()
    return (And(tuple(made)) if isinstance(expr, And) else made[0]), tuple(found)


def _is_known(expr: Expr, spelling: Spelling) -> bool:
    return isinstance(expr, Word) and all(
        spelling.frequency(word) > _RARE_DOCUMENTS for word in words(expr.text)
    )


def _spelling_of_word(
    expr: Expr, spelling: Spelling, company: Sequence[Expr], together: Together
) -> str | None:
    if not isinstance(expr, Word) or expr.scope is not Scope.ANY:
        return None
    typed = words(expr.text)
    if len(typed) != 1 or len(typed[0]) < SHORTEST_CORRECTED or not typed[0].isalpha():
        return None
    frequency = spelling.frequency(typed[0])
    if frequency > _RARE_DOCUMENTS or spelling.is_name(typed[0]):
        return None
    likely = spelling.candidates(typed[0])[:_WEIGHED]
    if frequency:
        enough = _TIMES_AS_FREQUENT * frequency
        likely = [(s, c) for s, c in likely if spelling.frequency(c.split("-")[0]) >= enough]
    if not likely:
        return None
    if not company:
        return likely[0][1]

    def weight(item: tuple[float, str]) -> float:
        beside = sum(math.log1p(together(And((Word(item[1]), other)))) for other in company)
        return item[0] + _WEIGHT_OF_COMPANY * beside

    return max(likely, key=weight)[1] if len(likely) > 1 else likely[0][1]
