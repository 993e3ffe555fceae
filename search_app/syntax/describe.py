"""How is a query said in French? As one sentence, which stands above the results.

A part of it alone is said as it was typed.
"""

from collections.abc import Callable, Sequence

from search_app.model.expr import (
    Alternatives,
    And,
    AtLeast,
    DateRange,
    Expr,
    Fuzzy,
    Keyword,
    KeywordIs,
    MatchAll,
    Not,
    Or,
    Phrase,
    Prefix,
    Scope,
    Word,
    parts_of,
)
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query, Sort
from search_app.syntax.dates_in_words import say_dates
from search_app.syntax.rewrite import without_elision

_SCOPES = {
    Scope.ANY: "",
    Scope.TITLE: " dans le titre",
    Scope.TEXT: " dans la question",
    Scope.ANSWER: " dans la réponse",
    Scope.AUTHOR: " dans le nom de l’auteur",
    Scope.PARTY: " dans le nom du groupe",
    Scope.MINISTRY: " dans le nom du ministère",
    Scope.TOPIC: " dans la rubrique",
    Scope.LAW: " parmi les textes cités",
}
# The words before the value of a property, and the facet that has labels for its values.
_KEYWORDS = {
    Keyword.LEGISLATURE: ("la", FacetField.LEGISLATURE),
    Keyword.TYPE: ("le type", FacetField.TYPE),
    Keyword.STATUS: ("le statut", FacetField.STATUS),
}
_SORTS = {
    Sort.RELEVANCE: "",
    Sort.NEWEST: ", du plus récent au plus ancien",
    Sort.OLDEST: ", du plus ancien au plus récent",
    Sort.ANSWERED: ", de la réponse la plus récente à la plus ancienne",
    Sort.DELAY: ", du plus long délai de réponse au plus court",
    Sort.CHANGED: ", du dernier changement au plus ancien",
    Sort.WITHDRAWN: ", du retrait le plus récent au plus ancien",
    Sort.REASSIGNED: ", du transfert le plus récent au plus ancien",
    Sort.OVERDUE: ", du dépassement du délai le plus récent au plus ancien",
}
Labeller = Callable[[FacetField, str], str]
"""Returns what a value of a facet is called on the page."""


def describe(query: Query, label: Labeller) -> str:
    """Return the sentence for a query, with its filters, its dates and its order."""
    question = _question(query.expr, label)
    words, properties = (query.expr, []) if question else _apart(query.expr)
    filters = "".join(f"\u202f; {_filter(one, label)}" for one in properties)
    filters += "".join(
        f"\u202f; {_noun(field)}{' ou '.join(_named(field, v, label) for v in values)}"
        for field, values in query.filters
    )
    filters += "".join(
        f"\u202f; sauf {_noun(field)}{', '.join(_named(field, v, label) for v in values)}"
        for field, values in query.excluded
    )
    if query.ids:
        plural = "s" * (len(query.ids) > 1)
        filters += f"\u202f; parmi {len(query.ids)}\u00a0document{plural} choisi{plural}"
    if query.dates:
        filters += f"\u202f; {say_dates(query.dates)}"
    order = _SORTS[query.sort]
    if question:
        return f"{question[0].upper()}{question[1:]}{filters}{order}."
    if isinstance(words, MatchAll):
        return f"Tous les documents{filters}{order}."
    return f"Documents {_with(words, label)}{filters}{order}."


def _apart(expr: Expr) -> tuple[Expr, list[Expr]]:
    """Return what is asked of the texts, and what is typed in the manner of a filter."""
    children = parts_of(expr)
    properties = [child for child in children if _is_filter(child)]
    words = [child for child in children if not _is_filter(child)]
    if not words:
        return MatchAll(), properties
    return (And(tuple(words)) if len(words) > 1 else words[0]), properties


def _is_filter(expr: Expr) -> bool:
    match expr:
        case Not(child):
            return _is_filter(child)
        case KeywordIs(field):
            return field in _KEYWORDS
    return isinstance(expr, DateRange)


def _filter(expr: Expr, label: Labeller) -> str:
    """Say a property or days as a filter is said."""
    match expr:
        case Not(child):
            return f"sauf {_filter(child, label)}"
        case KeywordIs(field, value):
            _, facet = _KEYWORDS[field]
            return f"{_noun(facet)}{_named(facet, value, label)}"
        case DateRange():
            return say_dates(expr)
    raise TypeError(expr)


def _noun(field: FacetField) -> str:
    return "" if field.words.labels_say_it else f"{field.words.noun}\u00a0: "


def _named(field: FacetField, value: str, label: Labeller) -> str:
    return "sans valeur" if value == NO_VALUE else label(field, value)


def _with(expr: Expr, label: Labeller) -> str:
    """Return « avec …, … et …, sans …, … ni … »."""
    if isinstance(expr, Or | AtLeast):
        return f"avec {describe_expr(expr, label)}"
    children = parts_of(expr)
    wanted = [_grouped(c, label) for c in children if not isinstance(c, Not)]
    unwanted = [_grouped(c.child, label) for c in children if isinstance(c, Not)]
    parts = [f"avec {_listed(wanted, 'et')}"] if wanted else []
    parts += [f"sans {_listed(unwanted, 'ni')}"] if unwanted else []
    return ", ".join(parts)


def _listed(things: Sequence[str], last: str) -> str:
    """Return « a, b et c ». last: the word before the last thing."""
    return f" {last} ".join(filter(None, (", ".join(things[:-1]), things[-1])))


def describe_expr(expr: Expr, label: Labeller) -> str:  # noqa: C901 - one case per node
    """Return the noun phrase that stands for one expression inside a sentence."""
    match expr:
        case Word(text, scope):
            return f"«\u00a0{without_elision(text)}\u00a0»{_SCOPES[scope]}"
        case Phrase(text, slop, scope, is_begun):
            return f"{_phrase(text, slop, is_begun=is_begun)}{_SCOPES[scope]}"
        case Prefix(text, scope):
            return f"un mot qui commence par «\u00a0{text}\u00a0»{_SCOPES[scope]}"
        case Fuzzy(text, _, scope):
            return f"un mot proche de «\u00a0{text}\u00a0»{_SCOPES[scope]}"
        case KeywordIs(field, value):
            return _property(field, value, label)
        case DateRange():
            return _date(expr)
        case MatchAll():
            return "n’importe quel texte"
        case Alternatives(typed):
            return describe_expr(typed, label)
        case Not(child):
            return f"tout sauf {_grouped(child, label)}"
        case And():
            question = _question(expr, label)
            return f"la {question}" if question else _with(expr, label).removeprefix("avec ")
        case Or(children):
            return " ou ".join(_grouped(child, label) for child in children)
        case AtLeast(minimum, children):
            listed = ", ".join(_grouped(child, label) for child in children)
            some = "l’un" if minimum == 1 else f"au moins {minimum}"
            return f"{some} de ces mots\u00a0: {listed}"


def as_typed(part: Expr) -> str:
    """Return a part of a query that is made of words without a field, as it would be typed."""
    match part:
        case Word(text) | Phrase(text):
            return text
        case Prefix(text):
            return f"{text}*"
        case Fuzzy(text, distance):
            return f"{text}~{distance if distance > 1 else ''}"
        case Alternatives(typed):
            return as_typed(typed)
        case Or(children):
            return " OU ".join(map(as_typed, children))
        case And(children):
            return " ".join(map(as_typed, children))
    raise TypeError(part)


def _property(field: Keyword, value: str, label: Labeller) -> str:
    if field is Keyword.NUMBER:
        return f"le numéro {value}"
    the, facet = _KEYWORDS[field]
    return f"{the} {label(facet, value)}"


def _question(expr: Expr, label: Labeller) -> str:
    """Return « question écrite n° 331 (16e législature) » for what asks for that, else ""."""
    parts = expr.children if isinstance(expr, And) else ()
    asked = {part.field: part.value for part in parts if isinstance(part, KeywordIs)}
    if len(asked) < len(parts) or not asked.keys() >= {Keyword.NUMBER, Keyword.TYPE}:
        return ""
    kind = label(FacetField.TYPE, asked[Keyword.TYPE])
    said = f"{kind[0].lower()}{kind[1:]} n°\u00a0{asked[Keyword.NUMBER]}"
    if legislature := asked.get(Keyword.LEGISLATURE):
        said += f" ({label(FacetField.LEGISLATURE, legislature)})"
    return said


def _date(dates: DateRange) -> str:
    """Return the noun phrase: « la date du 1er mai 2021 », « une date à partir d’avril 2020 »."""
    said = say_dates(dates)
    if said.startswith("le "):
        return f"la date du {said.removeprefix('le ')}"
    if said.startswith("depuis "):
        since = said.removeprefix("depuis ")
        of = "d’" if since[0] in "ao" else "de "
        said = f"à partir {since.replace('le ', 'du ') if since.startswith('le ') else of + since}"
    return f"une date {said}".rstrip()


def _phrase(text: str, slop: int, *, is_begun: bool) -> str:
    shown = f"«\u00a0{text}{'…' * is_begun}\u00a0»"
    if slop:
        return f"les mots {shown}, à {slop} mot{'s' * (slop > 1)} d’écart au plus"
    return f"{'une expression qui commence par' if is_begun else 'l’expression exacte'} {shown}"


def _grouped(expr: Expr, label: Labeller) -> str:
    inner = describe_expr(expr, label)
    is_list = isinstance(expr, And | Or | AtLeast) and not _question(expr, label)
    return f"({inner})" if is_list else inner
