"""How near is what a document has to what was typed? Said of the documents that are shown.

The dictionary tells, not the texts: a document that has every word of a name is taken to have the
name.
"""

from collections.abc import Iterator

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.matching.field_weights import STEMMED_FIELDS, STRICT_FIELDS
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.ranking.first_places import have_any, other_number
from search_app.french import UNACCENTED, is_stop_word, words, written_words
from search_app.model.expr import (
    AlternativeKind,
    Alternatives,
    And,
    AtLeast,
    Expr,
    Or,
    Phrase,
    Scope,
    Word,
)
from search_app.model.results import Closeness, Found

_CLOSENESS = (Closeness.TYPED, Closeness.NUMBER, Closeness.INFLECTION)
_OF_KIND = {
    AlternativeKind.NAME: Closeness.NAME,
    AlternativeKind.WRITING: Closeness.TYPED,
    AlternativeKind.SPELLING: Closeness.SPELLING,
    AlternativeKind.JOINED: Closeness.SPELLING,
}
# What stands for a word that a document does not have, behind the indices of _CLOSENESS.
_MISSING = len(_CLOSENESS)


def found_in(snapshot: Snapshot, expr: Expr, documents: Ints) -> list[tuple[Found, ...]]:
    """Return for each document how it has each word and name of `expr`, those that it lacks left
    out. Quotations, prefixes and properties are as typed or not there, and nothing is said of them.
    """
    found: list[list[Found]] = [[] for _ in documents]
    for part in _parts(expr):
        typed = part.typed if isinstance(part, Alternatives) else part
        text = _text(typed)
        if not text:
            continue
        levels, forms = _levels(snapshot, typed, documents)
        others = _others(snapshot, part, documents) if isinstance(part, Alternatives) else []
        for place, level in enumerate(levels.tolist()):
            if level < _MISSING:
                form = forms.get(place, "") if level else text
                found[place].append(Found(text, _CLOSENESS[level], form))
            else:
                near = (Found(text, kind, form) for kind, form, has in others if has[place])
                found[place] += [one for one in (next(near, None),) if one]
    return [tuple(parts) for parts in found]


def _parts(expr: Expr) -> Iterator[Word | Alternatives]:
    match expr:
        case And(children) | Or(children) | AtLeast(_, children):
            for child in children:
                yield from _parts(child)
        case Word() | Alternatives():
            yield expr


def _text(expr: Expr) -> str:
    match expr:
        case Word(text) | Phrase(text):
            return text
        case And(children):
            return " ".join(map(_text, children))
    return ""


def _levels(snapshot: Snapshot, expr: Expr, documents: Ints) -> tuple[Array, dict[int, str]]:
    """Return how near each document is: an index of _CLOSENESS, or _MISSING; of several words, that
    of the farthest one. For documents that have a single word in the other number, return that form
    by the place of the document.
    """
    scope = expr.scope if isinstance(expr, Word) else Scope.ANY
    typed = [word.removesuffix(UNACCENTED) for word in written_words(_text(expr))]
    levels = np.zeros(len(documents), np.int64)
    forms: dict[int, str] = {}
    for word in [word for word in typed if not is_stop_word(word)] or typed:
        strict = STRICT_FIELDS[scope]
        level = np.full(len(documents), _MISSING)
        as_typed = have_any(snapshot, strict, snapshot.forms.strict(word), documents)
        if not as_typed.all():
            stems = snapshot.forms.stems(word)
            level[have_any(snapshot, STEMMED_FIELDS.get(scope, ()), stems, documents)] = 2
            for other in other_number(word):
                has_other = have_any(snapshot, strict, snapshot.forms.strict(other), documents)
                level[has_other] = 1
                if len(typed) == 1:
                    forms |= dict.fromkeys(np.flatnonzero(has_other).tolist(), other)
        level[as_typed] = 0
        levels = np.maximum(levels, level)
    return levels, {place: form for place, form in forms.items() if levels[place] == 1}


def _others(
    snapshot: Snapshot, part: Alternatives, documents: Ints
) -> list[tuple[Closeness, str, Array]]:
    """Return what stands beside the words typed: its kind, its words, which documents have it."""
    found = []
    for other in part.others:
        text = " ".join(words(_text(other.expr)))
        if not text:
            continue
        levels, _ = _levels(snapshot, other.expr, documents)
        found.append((_OF_KIND[other.kind], text, levels < _MISSING))
    return found
