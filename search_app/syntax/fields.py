"""What does `champ:valeur` mean?

A text field (`TEXT_FIELDS`) says in which part of a document a word is looked for. A property
(`PROPERTY_FIELDS`) has values of its own: a number, a type, a status, dates.
"""

import re
from collections.abc import Callable
from datetime import date

from search_app.model.document import DocumentType, Status
from search_app.model.errors import FieldValueError
from search_app.model.expr import Expr, Keyword, KeywordIs, Scope
from search_app.model.plain import plain
from search_app.syntax.dates import parse_dates

TEXT_FIELDS = {
    "titre": Scope.TITLE,
    "question": Scope.TEXT,
    "reponse": Scope.ANSWER,
    "auteur": Scope.AUTHOR,
    "groupe": Scope.PARTY,
    "ministere": Scope.MINISTRY,
    "rubrique": Scope.TOPIC,
    "loi": Scope.LAW,
}
_TYPES = {kind.value.casefold(): kind.value for kind in DocumentType}
_STATUSES = {
    "attente": Status.PENDING.value,
    "repondue": Status.ANSWERED.value,
    "retiree": Status.WITHDRAWN.value,
    "caduque": Status.LAPSED.value,
}
DATE_EXAMPLES = (
    "2023",
    "mai 2023",
    "17/05/2023",
    "2020-2023",
    "depuis 2020",
    "avant mai 2021",
    "entre mars et mai 2020",
    "6 mois",
)


def property_expr(name: str, value: str, position: int, today: date) -> Expr:
    """Return the expression for a property and its value.

    name: one of PROPERTY_FIELDS. position: the offset of the value in the query. today: the day
    from which relative dates count back. Raises FieldValueError, which says what is accepted.
    """
    read, accepted = _PROPERTIES[name]
    expr = read(plain(value.strip()), today)
    if expr is None:
        raise FieldValueError(position=position, found=value, field=name, accepted=accepted)
    return expr


def _legislature(value: str, _: date) -> Expr | None:
    match = re.fullmatch(r"([0-9]{1,2})(?:e|eme)?", value)
    return KeywordIs(Keyword.LEGISLATURE, str(int(match.group(1)))) if match else None


def _number(value: str, _: date) -> Expr | None:
    digits = re.sub(r"\s", "", value)
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        return None
    return KeywordIs(Keyword.NUMBER, str(int(digits)))


def _type(value: str, _: date) -> Expr | None:
    return KeywordIs(Keyword.TYPE, _TYPES[value]) if value in _TYPES else None


def _status(value: str, _: date) -> Expr | None:
    return KeywordIs(Keyword.STATUS, _STATUSES[value]) if value in _STATUSES else None


# The function that reads the value of each property, and examples of values that it accepts.
_PROPERTIES: dict[str, tuple[Callable[[str, date], Expr | None], tuple[str, ...]]] = {
    "legislature": (_legislature, ("15", "16", "17")),
    "numero": (_number, ("15463",)),
    "type": (_type, tuple(_TYPES.values())),
    "statut": (_status, tuple(_STATUSES)),
    "date": (parse_dates, DATE_EXAMPLES),
}
PROPERTY_FIELDS = frozenset(_PROPERTIES)
# All values of the properties that have few.
PROPERTY_VALUES = {name: _PROPERTIES[name][1] for name in ("type", "statut")}
KNOWN_FIELDS = (*TEXT_FIELDS, *_PROPERTIES)
