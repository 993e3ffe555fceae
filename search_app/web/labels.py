"""Which French words does a reader see? Labels, dates, numbers and the wording of every error.

Knows no request and no HTML: each function returns plain text that the templates escape.
"""

import datetime as dt

from babel.numbers import format_decimal

from search_app import authority
from search_app.model.document import Document, DocumentType, Event, EventKind, Kind, Status
from search_app.model.errors import (
    EmptyQueryError,
    FieldValueError,
    FuzzyError,
    IndexDamagedError,
    IndexIncompatibleError,
    IndexMissingError,
    MissingOperandError,
    ParameterError,
    QueryTooComplexError,
    SearchAppError,
    SearchIndexError,
    UnbalancedParenthesisError,
    UnbalancedQuoteError,
    UnknownFieldError,
    WildcardError,
)
from search_app.model.facet import FacetField
from search_app.model.query import Sort
from search_app.model.vocabulary import SuggestionKind
from search_app.syntax import say_day
from search_app.web.limits import FACET_VALUE_CHARACTERS_MAX, FACET_VALUES_MAX, PAGE_MAX

SITE_NAME = "Questions parlementaires et presse"

FACETS = {
    FacetField.LEGISLATURE: "Législature",
    FacetField.AUTHOR: "Auteur",
    FacetField.PARTY: "Groupe politique",
    FacetField.MINISTRY: "Ministère",
    FacetField.TOPIC: "Rubrique",
    FacetField.TYPE: "Type",
    FacetField.STATUS: "Statut",
    FacetField.YEAR: "Année",
}
TYPES = {
    DocumentType.QE: "Question écrite",
    DocumentType.QG: "Question au Gouvernement",
    DocumentType.QOSD: "Question orale sans débat",
    DocumentType.ARTICLE: "Article de presse",
}
STATUSES = {
    Status.PENDING: "En attente",
    Status.ANSWERED: "Avec réponse",
    Status.WITHDRAWN: "Retirée",
}
SORTS = {
    Sort.RELEVANCE: "Pertinence",
    Sort.NEWEST: "Plus récents",
    Sort.OLDEST: "Plus anciens",
}
EVENTS = {
    EventKind.ASKED: "Publiée au JO",
    EventKind.REASSIGNED: "Attribuée à un autre ministère",
    EventKind.SIGNALLED: "Signalée",
    EventKind.RENEWED: "Renouvelée",
    EventKind.ANSWERED: "Réponse publiée au JO",
    EventKind.WITHDRAWN: "Retirée",
}
UNKNOWN_DATE = "date inconnue"
INFERRED_DATE = "(déduite du texte)"
NOT_SEARCHED = "Recherche inachevée"

MEASURES = {
    "characters": "caractères",
    "clauses": "mots ou conditions",
    "depth": "niveaux de parenthèses",
    "proximity": "mots d’écart dans une expression",
}
PARAMETERS = {
    "page": (
        "Le numéro de page «\u00a0{found}\u00a0» n’est pas un nombre entre 1 et {page_max}.",
        "La première page est affichée.",
    ),
    "sort": (
        "Le tri «\u00a0{found}\u00a0» n’existe pas\u00a0: relevance, newest ou oldest.",
        "L’ordre habituel est appliqué.",
    ),
}
SURPLUS = (
    (
        "Le filtre «\u00a0{label}\u00a0» accepte au plus {values_max} valeurs,"
        " de {characters_max} caractères au plus chacune."
    ),
    "Les valeurs en surplus sont ignorées.",
)
PLAIN_READING = "Les mots sont cherchés tels quels, sans opérateurs."

# One line per error class: what is wrong, with the facts that the class carries.
ERRORS: dict[type[SearchAppError], str] = {
    UnbalancedQuoteError: "Le guillemet ouvert au caractère {place} n’est jamais refermé.",
    UnbalancedParenthesisError: "La parenthèse du caractère {place} n’a pas de pendant."
    " Exemple\u00a0: (cloud OU nuage) santé.",
    MissingOperandError: "L’opérateur «\u00a0{found}\u00a0» (caractère {place}) n’a rien à relier."
    " Exemple\u00a0: cloud ET santé.",
    EmptyQueryError: "La recherche ne contient aucun mot\u00a0:"
    " il faut au moins une lettre ou un chiffre.",
    WildcardError: "L’astérisque (caractère {place}) se place à la fin d’un mot,"
    " après {minimum} caractères au moins. Exemple\u00a0: hôpit*.",
    FuzzyError: "Le tilde (caractère {place}) demande un mot d’au moins {minimum} caractères"
    " et un écart d’au plus {maximum}. Exemple\u00a0: Scaleway~1.",
    UnknownFieldError: "Le champ «\u00a0{found}\u00a0» (caractère {place}) n’existe pas."
    " Champs acceptés\u00a0: {accepted}.",
    FieldValueError: "«\u00a0{found}\u00a0» (caractère {place}) ne convient pas au champ {field}."
    " Par exemple\u00a0: {accepted}.",
    QueryTooComplexError: "La recherche dépasse la limite de {limit} {measure}.",
    IndexMissingError: "Aucun document n’a encore été indexé.",
    IndexIncompatibleError: "L’index a été construit par une autre version du programme.",
    IndexDamagedError: "L’index est illisible\u00a0: un fichier manque ou est abîmé.",
    SearchIndexError: "L’index ne répond pas.",
}
REINDEX = "Lancez la commande make reindex\u00a0: le site répondra dès qu’elle aura terminé."

HTTP_ERRORS = {
    400: ("Demande incomprise", "L’adresse demandée contient une valeur qui n’a pas de sens ici."),
    404: ("Page introuvable", "Aucune page et aucun document ne se trouvent à cette adresse."),
    405: ("Action impossible", "Cette adresse se consulte, elle n’accepte pas d’envoi."),
    500: ("Erreur du site", "Une erreur imprévue s’est produite\u00a0; elle a été consignée."),
    503: ("Recherche indisponible", "L’index ne répond pas."),
}


def facet_value(field: FacetField, value: str) -> str:
    """Return the label of a stable value; a value that nothing names is its own label."""
    if field is FacetField.TYPE:
        return {str(kind): label for kind, label in TYPES.items()}.get(value, value)
    if field is FacetField.STATUS:
        return {str(status): label for status, label in STATUSES.items()}.get(value, value)
    return authority.label(field, value)


def filter_chip(field: FacetField, value: str) -> str:
    """Return "Rubrique : Santé"; a legislature's own label says already what it is."""
    label = facet_value(field, value)
    names_itself = field is FacetField.LEGISLATURE and label != value
    return label if names_itself else f"{FACETS[field]}\u00a0: {label}"


def number(count: int) -> str:
    return str(format_decimal(count, locale="fr"))


def counted(count: int, noun: str) -> str:
    """`counted(1200, "document")` is "1 200 documents"; zero and one are singular in French."""
    return f"{number(count)}\u00a0{noun}{'s' if count > 1 else ''}"


def day(date: dt.date | None) -> str:
    return say_day(date) if date else UNKNOWN_DATE


def type_and_number(document: Document) -> str:
    label = TYPES[document.type]
    if document.kind is Kind.ARTICLE:
        return f"{label}, {document.publisher}" if document.publisher else label
    return f"{label} n°\u00a0{document.number}"


def event(step: Event) -> str:
    """Return "Publiée au JO le 20 février 2024, p. 1085" or "Retirée (date inconnue)"."""
    when = f" le {day(step.date)}" if step.date else f" ({UNKNOWN_DATE})"
    page = f", p.\u00a0{step.page}" if step.page else ""
    reason = f" ({step.reason})" if step.reason else ""
    return f"{EVENTS[step.kind]}{when}{page}{reason}"


def parameter_error(error: ParameterError) -> tuple[str, str]:
    """Return what is wrong with a URL parameter, and how a page reads it all the same."""
    facets = {field.parameter: label for field, label in FACETS.items()}
    message, reading = PARAMETERS.get(error.parameter, SURPLUS)
    facts = {
        "found": error.found,
        "page_max": number(PAGE_MAX),
        "values_max": number(FACET_VALUES_MAX),
        "characters_max": number(FACET_VALUE_CHARACTERS_MAX),
        "label": facets.get(error.parameter, error.parameter),
    }
    return message.format(**facts), reading


SUGGESTION_KINDS = {
    SuggestionKind.WORD: "",
    SuggestionKind.ACRONYM: "nom ou sigle",
    SuggestionKind.AUTHOR: "député",
    SuggestionKind.MINISTRY: "ministère",
    SuggestionKind.TOPIC: "rubrique",
    SuggestionKind.TITLE: "titre",
}

SWITCH_OFF = "désactiver"


def corrected(used: list[str]) -> str:
    return f"Résultats aussi pour {_quoted(used)}"


def as_typed(typed: list[str]) -> str:
    return f"chercher seulement {_quoted(typed)}"


def expanded(names: list[str]) -> str:
    return f"Recherché aussi\u00a0: {', '.join(names)}"


def completed(complete: int) -> str:
    have = "contient" if complete == 1 else "contiennent"
    return f"{counted(complete, 'document')} {have} tous les mots, les autres la plupart."


def _quoted(words: list[str]) -> str:
    return ", ".join(f"«\u00a0{word}\u00a0»" for word in words)
