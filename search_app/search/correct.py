"""Which words of a query are misspelt, and what is searched in their place?

Names and words that the corpus knows are left alone, and so is what stands in quotes. A corrected
word is searched beside the one typed, never instead of it.
"""

from search_app.french import stemmed, words
from search_app.model.expr import And, Expr, Or, Scope, Word
from search_app.model.vocabulary import Correction, Vocabulary
from search_app.search.company import Company, Likely, Together
from search_app.search.spelling import Spelling, spelling_of

# Each is weighed by some dozen counts: a text in another language must leave time for the search.
CORRECTED_MAX = 8
_WEIGHED = 8
# A shorter word is corrected where a document has the correction between the same words.
_SHORTEST_ALONE = 4
# A word of so few documents is searched as typed, and as one that so many times more have.
_RARE_DOCUMENTS = 2
_TIMES_AS_FREQUENT = 50
# Letters in which two forms of a word differ.
_ENDING = 2


def corrected(
    expr: Expr, vocabulary: Vocabulary, together: Together
) -> tuple[Expr, tuple[Correction, ...]]:
    """Return `expr` with the likely spelling beside each misspelt word, and what was put there.

    Among likely words the one that keeps company with the words around it wins; `together` is
    asked only when there is a misspelt word.
    """
    spelling = spelling_of(vocabulary)
    children = expr.children if isinstance(expr, And) else (expr,)
    known = [place for place, child in enumerate(children) if _is_known(child, spelling)]
    made: list[Expr] = []
    found: list[Correction] = []
    for place, child in enumerate(children):
        used = None
        word = _in_doubt(child, spelling) if len(found) < CORRECTED_MAX else None
        if word:
            used = _correction(word, spelling, Company(children, place, known, together))
        if isinstance(child, Word) and word and used:
            typed_frequency = spelling.frequency(word)
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
        spelling.form_frequency(word) > _RARE_DOCUMENTS
        or spelling.frequency(word) > _RARE_DOCUMENTS
        for word in words(expr.text)
    )


def _in_doubt(expr: Expr, spelling: Spelling) -> str | None:
    """Return the folded word that may be misspelt: no name, and in few documents in this form."""
    if not isinstance(expr, Word) or expr.scope is not Scope.ANY:
        return None
    typed = words(expr.text)
    if len(typed) != 1 or not typed[0].isalpha() or spelling.is_name(typed[0]):
        return None
    return typed[0] if spelling.form_frequency(typed[0]) <= _RARE_DOCUMENTS else None


def _correction(word: str, spelling: Spelling, company: Company) -> str | None:
    """Return what a folded word stands for; None when it may be well spelt."""
    frequency = spelling.frequency(word)
    if frequency <= _RARE_DOCUMENTS and len(word) >= _SHORTEST_ALONE:
        likely = _frequent(spelling, word, _TIMES_AS_FREQUENT * frequency)
        return company.likeliest(likely) if likely else None
    if spelling.form_frequency(word):
        return None
    # Its stem is known: an inflection that no document has, unless a passage tells otherwise.
    likely = _frequent(spelling, word, 0)
    return company.quoted([(s, c) for s, c in likely if not _is_inflection(word, c)])


def _is_inflection(word: str, other: str) -> bool:
    return stemmed(word) == stemmed(other) and other.startswith(word[:-_ENDING])


def _frequent(spelling: Spelling, word: str, enough: int) -> Likely:
    likely = spelling.candidates(word)[:_WEIGHED]
    return [(s, c) for s, c in likely if spelling.frequency(c.split("-")[0]) >= enough]
