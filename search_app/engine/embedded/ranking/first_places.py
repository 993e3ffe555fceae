"""Which documents come before all others, whatever their words are worth?

A question whose number is asked for. And of one word that few documents have: those that have it
letter for letter, then those that have it in the other number; a document that has no more than
another form of its stem comes after them.
"""

from collections.abc import Sequence

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.matching.field_weights import STRICT_FIELDS
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.french import UNACCENTED, written_words
from search_app.model.expr import (
    AS_TYPED,
    Alternatives,
    And,
    Expr,
    Keyword,
    KeywordIs,
    Or,
    Scope,
    is_plain,
)

# A word that more documents have is common: the form typed then counts in the score only. It is a
# page of hits.
FEW_DOCUMENTS = 20


def places(snapshot: Snapshot, expr: Expr, documents: Ints) -> Array:
    """Return for each match how many steps it stands above those that come by their score alone.

    documents: the matches. The steps are 0, 1 or 2.
    """
    asked = [snapshot.postings(Keyword.NUMBER, n).documents for n in _numbers(expr)]
    steps = 2 * _mask(documents, asked)
    if word := _only_word(expr):
        as_typed, in_other_number = (
            _mask(documents, [_holders(snapshot, form) for form in forms]) for forms in _forms(word)
        )
        nearest = as_typed if as_typed.any() else in_other_number
        if nearest.sum() <= FEW_DOCUMENTS:
            np.maximum(steps, np.where(as_typed, 2, in_other_number), out=steps)
    return steps


def _numbers(expr: Expr) -> list[str]:
    """Return the numbers of questions that an expression asks for."""
    match expr:
        case KeywordIs(Keyword.NUMBER, value):
            return [value]
        case And(children) | Or(children):
            return [number for child in children for number in _numbers(child)]
    return []


def _only_word(expr: Expr) -> str:
    """Return the word of a query that is one word, "" for any other query."""
    match expr:
        case Alternatives(typed, (first, *_)) if first.kind in AS_TYPED:
            return _only_word(typed)
    found = written_words(expr.text) if is_plain(expr) else []
    return found[0].removesuffix(UNACCENTED) if len(found) == 1 else ""


def _forms(word: str) -> tuple[list[str], list[str]]:
    """Return the form typed, and the forms that may be its singular or its plural."""
    other = [f"{word}s", f"{word}x"]
    if word[-1] in "sx":
        other = [word[:-1]]
    if word.endswith("aux"):
        other.append(f"{word[:-3]}al")
    if word.endswith("al"):
        other.append(f"{word[:-2]}aux")
    return [word], other


def _holders(snapshot: Snapshot, form: str) -> Ints:
    """Return the documents that have a form anywhere."""
    terms = snapshot.forms.strict(form)
    found = [snapshot.postings(field, *terms).documents for field in STRICT_FIELDS[Scope.ANY]]
    return np.concatenate(found).astype(np.int64)


def _mask(documents: Ints, lists: Sequence[Array]) -> Array:
    return np.isin(documents, np.concatenate([np.zeros(0, np.int64), *lists]))
