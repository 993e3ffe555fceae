"""How is a query said in French? As one sentence, which stands above the results.

A part of it alone is said as it was typed.
"""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from babel.dates import format_date

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
)
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query, Sort

_SCOPES = {
    Scope.ANY: "",
    Scope.TITLE: " dans le titre",
    Scope.TEXT: " dans la question",
    Scope.ANSWER: " dans la réponse",
    Scope.AUTHOR: " dans le nom de l’auteur",
    Scope.PARTY: " dans le nom du groupe",
    Scope.MINISTRY: " dans le nom du ministère",
    Scope.TOPIC: " dans la rubrique",
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
}
Labeller = Callable[[FacetField, str], str]
"""Returns what a value of a facet is called on the page."""


def describe(query: Query, label: Labeller) -> str:
    """Return the sentence for a query, with its filters, its dates and its order."""
    filters = "".join(
        f"\u202f; {_noun(field)}{' ou '.join(_named(field, v, label) for v in values)}"
        for field, values in query.filters
    )
    filters += "".join(
        f"\u202f; sauf {_noun(field)}{', '.join(_named(field, v, label) for v in values)}"
        for field, values in query.excluded
    )
    if query.dates:
        filters += f"\u202f; {say_dates(query.dates)}"
    order = _SORTS[query.sort]
    if isinstance(query.expr, MatchAll):
        return f"Tous les documents{filters}{order}."
    return f"Documents {_with(query.expr, label)}{filters}{order}."


def _noun(field: FacetField) -> str:
    return "" if field.words.labels_say_it else f"{field.words.noun}\u00a0: "


def _named(field: FacetField, value: str, label: Labeller) -> str:
    return "sans valeur" if value == NO_VALUE else label(field, value)


def _with(expr: Expr, label: Labeller) -> str:
    """Return « avec …, … et …, sans …, … ni … »."""
    if isinstance(expr, Or | AtLeast):
        return f"avec {describe_expr(expr, label)}"
    children = expr.children if isinstance(expr, And) else (expr,)
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
            return f"«\u00a0{text}\u00a0»{_SCOPES[scope]}"
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
            return _with(expr, label).removeprefix("avec ")
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
    return f"({inner})" if isinstance(expr, And | Or | AtLeast) else inner


def say_dates(dates: DateRange) -> str:
    """Return days in the words that people use, which `parse_dates` reads as the same days.

    « en décembre 2019 », « le 1er mai 2021 », « entre mars et mai 2020 », « depuis 2020 », « avant
    mai 2021 », « jusqu’au 3 mai 2021 »; "" for a range that is open on both sides.
    """
    first, last = dates.first, dates.last
    if first and last:
        return _say_between(first, last)
    if first:
        unit = _Unit.of_first(first)
        return f"depuis {'le ' * (unit is _Unit.DAY)}{_say(first, unit)}"
    if not last:
        return ""
    unit = _Unit.of_last(last)
    if unit is _Unit.DAY or last == date.max:
        return f"jusqu’au {say_day(last)}"
    return f"avant {_say(last + timedelta(days=1), unit)}"


def _say_between(first: date, last: date) -> str:
    unit = max(_Unit.of_first(first), _Unit.of_last(last))
    article = "le " * (unit is _Unit.DAY)
    start, end = _say(first, unit), _say(last, unit)
    if start == end:
        return f"{article or 'en '}{end}"
    # What both have in common is said once: « entre le 3 et le 10 mai 2021 ».
    if unit is not _Unit.YEAR and first.year == last.year:
        start = start.rpartition(" ")[0]
        if unit is _Unit.DAY and first.month == last.month:
            start = start.rpartition(" ")[0]
    return f"entre {article}{start} et {article}{end}"


class _Unit(IntEnum):
    """The largest unit that begins or ends with a day."""

    YEAR, MONTH, DAY = range(3)

    @classmethod
    def of_first(cls, day: date) -> "_Unit":
        if day.day > 1:
            return cls.DAY
        return cls.MONTH if day.month > 1 else cls.YEAR

    @classmethod
    def of_last(cls, day: date) -> "_Unit":
        if day.day < monthrange(day.year, day.month)[1]:
            return cls.DAY
        return cls.MONTH if day.month < 12 else cls.YEAR  # noqa: PLR2004 - December


def _say(day: date, unit: _Unit) -> str:
    """Return the year, the month or the day."""
    if unit is _Unit.DAY:
        return say_day(day)
    return str(format_date(day, "MMMM yyyy" if unit is _Unit.MONTH else "yyyy", locale="fr"))


@lru_cache(maxsize=4096)
def say_day(day: date) -> str:
    """Return a day in French, such as « 20 février 2024 » or « 1er mai 2021 »."""
    text = format_date(day, "d MMMM yyyy", locale="fr")
    return text.replace("1 ", "1er ", 1) if day.day == 1 else text
