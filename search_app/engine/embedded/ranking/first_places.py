"""Which documents come before all others, whatever their words are worth?

Questions whose number is asked for, the newest first. And of one word that few documents have:
those that have it letter for letter, then those that have it in the other number; a document that
has no more than another form of its stem comes after them.
"""

from collections.abc import Sequence

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.matching.field_weights import STRICT_FIELDS
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.french import words
from search_app.model.column import NumericColumn
from search_app.model.expr import (
    AlternativeKind,
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

    documents: the matches. The steps are 0, 1 or 2, and more for questions that are asked for: of
    these, the newest stands highest.
    """
    asked = [snapshot.postings(Keyword.NUMBER, n.encode()).documents for n in _numbers(expr)]
    steps = np.zeros(len(documents), np.int64)
    asked_at = np.flatnonzero(_mask(documents, asked))
    days = snapshot.columns.numbers[NumericColumn.DATE].take(documents.take(asked_at))
    steps[asked_at[np.argsort(-days, kind="stable")]] = 2 + np.arange(len(asked_at))[::-1]
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
    """Return the folded word of a query that is one word, "" for any other query."""
    match expr:
        case Alternatives(typed, (first, *_)) if first.kind is AlternativeKind.NAME:
            return _only_word(typed)
    folded = words(expr.text) if is_plain(expr) else []
    return folded[0] if len(folded) == 1 else ""


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
    """Return the documents that have a folded form anywhere."""
    term = form.encode()
    found = [snapshot.postings(field, term).documents for field in STRICT_FIELDS[Scope.ANY]]
    return np.concatenate(found).astype(np.int64)


def _mask(documents: Ints, lists: Sequence[Array]) -> Array:
    return np.isin(documents, np.concatenate([np.zeros(0, np.int64), *lists]))
