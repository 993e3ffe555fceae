"""Which documents come before all others, whatever their words are worth?

Questions whose number is asked for, the newest first. And of one word: those that have it as typed,
in the singular or plural, before those that have its letters without the accents typed, and these
before those that have no more than another form of its stem. If few documents have the word, those
that have it letter for letter come before those that have it in the other number.
"""

from collections.abc import Collection, Iterable

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.matching.doc_sets import are_among
from search_app.engine.embedded.matching.field_weights import STRICT_FIELDS
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.french import UNACCENTED, Forms, is_own_plural, written_words
from search_app.model.column import NumericColumn
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

# A word that more documents have is common: which number was typed then counts in the score only,
# for a title in the plural may well be what is looked for.
FEW_DOCUMENTS = 50


def places(snapshot: Snapshot, expr: Expr, documents: Ints) -> Array:
    """Return for each match how many steps it stands above those that come by their score alone.

    documents: the matches. The steps are 0 to 3, and more for questions that are asked for: of
    these, the newest stands highest.
    """
    steps = np.zeros(len(documents), np.int64)
    if word := only_word(expr):
        as_typed, in_other_number, without_accents = (
            have_any(snapshot, STRICT_FIELDS[Scope.ANY], terms, documents)
            for terms in tiers(snapshot.forms, word)
        )
        if as_typed.sum() > FEW_DOCUMENTS:
            as_typed |= in_other_number
        for step, tier in enumerate((without_accents, in_other_number, as_typed), 1):
            steps[tier] = step
    asked = have_any(snapshot, (Keyword.NUMBER,), numbers_asked(expr), documents)
    asked_at = np.flatnonzero(asked)
    days = snapshot.columns.numbers[NumericColumn.DATE].take(documents.take(asked_at))
    steps[asked_at[np.argsort(-days, kind="stable")]] = 4 + np.arange(len(asked_at))[::-1]
    return steps


def numbers_asked(expr: Expr) -> list[str]:
    """Return the numbers of questions that an expression asks for."""
    match expr:
        case KeywordIs(Keyword.NUMBER, value):
            return [value]
        case And(children) | Or(children):
            return [number for child in children for number in numbers_asked(child)]
    return []


def only_word(expr: Expr) -> str:
    """Return the word of a query that is one word, "" for any other query."""
    match expr:
        case Alternatives(typed, (first, *_)) if first.kind in AS_TYPED:
            return only_word(typed)
    found = written_words(expr.text) if is_plain(expr) else []
    return found[0].removesuffix(UNACCENTED) if len(found) == 1 else ""


def other_number(word: str) -> list[str]:
    """Return the forms that may be the singular or the plural of a written word.

    « Cour » is not the singular of « cours », which is a word by itself.
    """
    others = [form for form in (f"{word}s", f"{word}x") if not is_own_plural(form)]
    if word[-1] in "sx":
        others = [] if is_own_plural(word) else [word[:-1]]
    if word.endswith("aux"):
        others.append(f"{word[:-3]}al")
    if word.endswith("al"):
        others.append(f"{word[:-2]}aux")
    return others


def tiers(forms: Forms, word: str) -> tuple[set[str], set[str], set[str]]:
    """Return the terms of the form typed, of its other number, and of both without accents."""
    others = other_number(word)
    all_terms = [set(forms.strict(form)) for form in (word, *others)]
    alike = set().union(*all_terms)
    if word.isascii():
        return all_terms[0], alike - all_terms[0], set()
    return {word}, set(others), alike - {word, *others}


def have_any(
    snapshot: Snapshot, fields: Iterable[str], terms: Collection[str], documents: Ints
) -> Array:
    """Tell of each document whether any of the fields has any of the terms."""
    having = np.zeros(len(documents), np.bool_)
    for field in fields:
        for term in terms:
            if snapshot.find(field, term):
                holders = snapshot.postings(field, term).documents
                having |= are_among(documents, holders, snapshot.size)
    return having
