"""What is a document wanted for? The plain words of a query, and what else stands for them."""

from dataclasses import dataclass
from functools import lru_cache

from search_app.french import analyze, words
from search_app.model.expr import And, AtLeast, Expr, Or, Phrase, Scope, Word

Unit = tuple[tuple[int, str], ...]
"""Stems in a row with their positions, the first at 0: one stem, or those of a name."""


@dataclass(frozen=True, slots=True)
class Group:
    """typed: units as typed. forms: their words. others: units that stand for all of these."""

    typed: tuple[Unit, ...]
    forms: tuple[str, ...]
    others: tuple[Unit, ...] = ()


def wanted(expr: Expr) -> list[Group]:
    """Return the groups of a query, in its order; exclusions and properties have none."""
    match expr:
        case Word(text, Scope.ANY):
            unit = _unit(text)
            return [Group((unit,), (words(text)[-1],))] if unit else []
        case And(children) | AtLeast(_, children):
            return [group for child in children for group in wanted(child)]
        case Or((first, *others)):
            groups = wanted(first)
            known = (_unit(c.text) for c in others if isinstance(c, Word | Phrase))
            typed = tuple(unit for group in groups for unit in group.typed)
            forms = tuple(form for group in groups for form in group.forms)
            return [Group(typed, forms, tuple(filter(None, known)))] if typed else []
    return []


@lru_cache(maxsize=1 << 12)
def _unit(text: str) -> Unit:
    terms = analyze(text)
    return tuple((position - terms[0][0], term) for position, term in terms)
