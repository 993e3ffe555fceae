"""What is a document wanted for? The plain words of a query, and what else stands for them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from search_app.french import content_words, written_words
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

Unit = tuple[tuple[int, str], ...]
"""Written words in a row with their positions, the first at 0: one word, or those of a name."""

HasForm = Callable[[str], bool]
"""Tells whether a document of the index has a word just as written."""


@dataclass(frozen=True, slots=True)
class Group:
    """What one part of a query asks for.

    typed: the units typed, one after the other. forms: the words that they were typed as.
    others: units each of which stands for all of `typed`. follows: whether the group was typed
    right after the one before it.
    """

    typed: tuple[Unit, ...]
    forms: tuple[str, ...]
    others: tuple[Unit, ...] = ()
    follows: bool = False


def query_groups(expr: Expr, has_form: HasForm) -> list[Group]:
    """Return the groups of a query; exclusions, properties and words in one field have none."""
    match expr:
        case Word(text, Scope.ANY):
            unit = _unit(text)
            return [Group((unit,), (written_words(text)[-1],))] if unit else []
        case And(children, in_order):
            return list(_in_a_row(children, has_form, in_order=in_order))
        case AtLeast(_, children):
            return list(_in_a_row(children, has_form, in_order=True))
        case Or(children):
            return list(_in_a_row(children, has_form, in_order=False))
        case Alternatives():
            return _one_group(expr, has_form)
    return []


def _in_a_row(children: Sequence[Expr], has_form: HasForm, *, in_order: bool) -> Iterator[Group]:
    follows = False
    for child in children:
        groups = query_groups(child, has_form)
        yield from (replace(group, follows=follows) for group in groups[:1])
        yield from groups[1:]
        follows = in_order and (follows or bool(groups))


def _one_group(expr: Alternatives, has_form: HasForm) -> list[Group]:
    """Return one group for what was typed and what stands for it.

    A word that no document has in the form typed is worth what its spelling is worth: its own stem
    is that of other words, and rare.
    """
    main, *others = expr.typed, *(other.expr for other in expr.others)
    kind = expr.others[0].kind
    if kind is not AlternativeKind.NAME and not all(map(has_form, _words_of(main))):
        main, *others = *others, main
    groups = query_groups(main, has_form)
    typed = tuple(unit for group in groups for unit in group.typed)
    if not typed:
        return []
    forms = tuple(form for group in groups for form in group.forms)
    known = (_unit(c.text) for c in others if isinstance(c, Word | Phrase))
    return [Group(typed, forms, tuple(filter(None, known)))]


def _words_of(expr: Expr) -> list[str]:
    return written_words(expr.text) if isinstance(expr, Word | Phrase) else []


@lru_cache(maxsize=1 << 12)
def _unit(text: str) -> Unit:
    found = content_words(text)
    return tuple((position - found[0][0], word) for position, word in found)
