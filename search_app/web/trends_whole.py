"""Of which search is one over time a part? Its share is that of the documents of this one."""

from dataclasses import replace

from search_app.model.expr import (
    And,
    AtLeast,
    DateRange,
    Expr,
    Fuzzy,
    KeywordIs,
    MatchAll,
    Not,
    Or,
    Phrase,
    Prefix,
    Scope,
    Word,
    all_of,
    parts_of,
)
from search_app.model.facet import FacetField
from search_app.model.query import Query

_SCOPES_OF_TEXTS = {Scope.ANY, Scope.TITLE, Scope.TEXT, Scope.ANSWER}


def whole_of(query: Query, field: FacetField | None) -> Query:
    """Return the search of which another is a part: the same without the words of the texts.

    Names that were typed (« groupe:LR ») stay, as filters do. Without words, it is that of all
    values of the facet.
    """
    if field is not None and not query.text:
        return replace(query.without(field), page_size=1)
    named = tuple(part for part in parts_of(query.expr) if _is_named(part))
    expr = all_of(named, in_order=False) if named else MatchAll()
    return replace(query, text="", expr=expr, passage=(), page_size=1)


def _is_named(part: Expr) -> bool:
    """Tell whether a part of a query asks for a name or a property, not for words of the texts."""
    match part:
        case Word(scope=scope) | Phrase(scope=scope) | Prefix(scope=scope) | Fuzzy(scope=scope):
            return scope not in _SCOPES_OF_TEXTS
        case Not(child):
            return _is_named(child)
        case Or(children) | AtLeast(children=children) | And(children):
            return all(map(_is_named, children))
    return isinstance(part, KeywordIs | DateRange)
