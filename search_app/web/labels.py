"""Which French words does a reader see? Labels, dates and numbers.

Nothing here is HTML: the templates escape what they print. The words of errors are in
`error_words`, those of facets in `model.facet`, and what only one page says mostly in its template.
"""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from search_app import authority
from search_app.model.document import (
    Chamber,
    Clock,
    Document,
    DocumentType,
    EventKind,
    Kind,
    Status,
)
from search_app.model.expr import Expr
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import HistogramUnit, Sort
from search_app.model.vocabulary import Suggestion, SuggestionKind
from search_app.syntax import describe_expr, say_day
from search_app.web.typography import typeset

SITE_NAME = "Questions parlementaires et presse"

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
    Status.LAPSED: "Caduque",
}
CHAMBERS = {Chamber.ASSEMBLEE: "Assemblée nationale", Chamber.SENAT: "Sénat"}
CLOCKS = {
    Clock.IN_TIME: "Réponse dans les deux mois",
    Clock.LATE: "Réponse après plus de deux mois",
    Clock.WAITING: "En attente depuis moins de deux mois",
    Clock.OVERDUE: "Sans réponse depuis plus de deux mois",
}
SORTS = {
    Sort.RELEVANCE: "Pertinence",
    Sort.NEWEST: "Plus récents",
    Sort.OLDEST: "Plus anciens",
    Sort.ANSWERED: "Dernières réponses",
    Sort.DELAY: "Plus long délai",
    Sort.CHANGED: "Derniers changements",
    Sort.WITHDRAWN: "Derniers retraits",
    Sort.REASSIGNED: "Derniers changements de ministère",
    Sort.OVERDUE: "Derniers délais dépassés",
}
UNITS = {
    HistogramUnit.YEAR: "par année",
    HistogramUnit.MONTH: "par mois",
    HistogramUnit.DAY: "par jour",
}
EVENTS = {
    EventKind.ASKED: "Publiée au JO",
    EventKind.REASSIGNED: "Attribuée à un autre ministère",
    EventKind.SIGNALLED: "Signalée",
    EventKind.RENEWED: "Renouvelée",
    EventKind.ANSWERED: "Réponse publiée au JO",
    EventKind.CORRECTED: "Rectifiée au JO",
    EventKind.WITHDRAWN: "Retirée",
    EventKind.LAPSED: "Devenue caduque",
}
_SUGGESTION_KINDS = {
    SuggestionKind.WORD: "",
    SuggestionKind.ACRONYM: "organisme ou sigle",
    SuggestionKind.TITLE: "titre",
    SuggestionKind.QUESTION: "question",
}
_AUTHOR_KINDS = {"M.": "député", "Mme": "députée"}
WITHOUT_OTHER_NAMES = "sans les autres noms"
WITH_OTHER_NAMES = "chercher aussi les autres noms"
NAMES_ARE_OFF = "Les autres noms ne sont pas cherchés"
WITH_CORRECTIONS = "corriger les mots qu’aucun document n’a"
CORRECTIONS_ARE_OFF = "Les mots sont cherchés comme ils sont écrits"
WITH_REASONS = "Pourquoi ces résultats\u00a0?"
WITHOUT_REASONS = "Sans explications"
UNKNOWN_DATE = "date inconnue"
NOTHING_FOUND = "Aucun document ne répond à cette recherche"
NOT_SEARCHED = "Recherche inachevée"
NO_WORD = "Rien à chercher"


# The facets whose values are labelled here; `authority` labels those of the others.
_OWN_LABELS = {
    FacetField.TYPE: {str(kind): label for kind, label in TYPES.items()},
    FacetField.STATUS: {str(status): label for status, label in STATUSES.items()},
    FacetField.CLOCK: {str(clock): label for clock, label in CLOCKS.items()},
    FacetField.CHAMBER: {str(chamber): label for chamber, label in CHAMBERS.items()},
}


@lru_cache(maxsize=8192)
def facet_value(field: FacetField, value: str) -> str:
    """Return what the reader sees of a facet value; one without a label is shown as it is."""
    if value == NO_VALUE:
        return field.words.no_value
    if field is FacetField.LAW or field.within:
        return typeset(value)
    own = _OWN_LABELS.get(field)
    return own.get(value, value) if own else authority.label(field, value)


def filter_chip(field: FacetField, value: str) -> str:
    """Return "Rubrique : Santé", or the label alone when it tells which facet it belongs to."""
    label = facet_value(field, value)
    says_it = value == NO_VALUE or (field.words.labels_say_it and label != value)
    return label if says_it else f"{field.words.title}\u00a0: {label}"


def exclusion_chip(field: FacetField, value: str) -> str:
    """Return "Sauf rubrique : Santé"."""
    chip = filter_chip(field, value)
    return f"Sauf {chip[:1].lower()}{chip[1:]}"


def suggestion(made: Suggestion) -> str:
    """Return the text of a suggestion; a question is named with its title."""
    document = made.document
    return f"{type_and_number(document)}, {document.title}" if document else made.text


def suggestion_kind(made: Suggestion) -> str:
    """Return what a suggestion stands for ("député", "titre"); "" for a word.

    Deputies are called « M. » or « Mme »; the authors of articles are not.
    """
    if made.field is FacetField.AUTHOR:
        title = made.text.partition(" ")[0]
        return _AUTHOR_KINDS.get(title, made.field.words.noun)
    return made.field.words.suggestion if made.field else _SUGGESTION_KINDS[made.kind]


def suggestion_note(made: Suggestion) -> str:
    """Return what stands beside a suggestion: "député, 1 204 documents", "16e législature"."""
    document = made.document
    if document:
        return facet_value(FacetField.LEGISLATURE, document.legislature)
    return ", ".join(filter(None, (suggestion_kind(made), counted(made.count, "document"))))


@lru_cache(maxsize=8192)
def number(count: float) -> str:
    """Return the number with French separators: "1 204"."""
    return str(format_decimal(count, locale="fr"))


def counted(count: int, noun: str, nouns: str = "") -> str:
    """Return "1 200 documents"; zero and one are singular. nouns: an irregular plural."""
    return f"{number(count)}\u00a0{(nouns or f'{noun}s') if count > 1 else noun}"


def chosen(count: int) -> str:
    """Return "2 documents choisis"."""
    return counted(count, "document choisi", "documents choisis")


def to_results(count: int) -> str:
    """Return "Voir les 9 documents", "Voir le document", or that there is none."""
    if count > 1:
        return f"Voir les {counted(count, 'document')}"
    return "Voir le document" if count else "Aucun document"


def day(date: dt.date | None) -> str:
    """Return "1er mai 2023"; None is an unknown date."""
    return say_day(date) if date else UNKNOWN_DATE


@lru_cache(maxsize=4096)
def period(start: dt.date, unit: HistogramUnit) -> str:
    """Return "2023", "mai 2023" or "1er mai 2023"."""
    match unit:
        case HistogramUnit.YEAR:
            return str(start.year)
        case HistogramUnit.MONTH:
            return str(format_date(start, "MMMM y", locale="fr"))
        case HistogramUnit.DAY:
            return say_day(start)


@lru_cache(maxsize=4096)
def short_period(start: dt.date, unit: HistogramUnit) -> str:
    """Return the period as it is written under its bar: "2023", "mai" or "17"."""
    if unit is HistogramUnit.MONTH:
        return str(format_date(start, "MMM", locale="fr"))
    return str(start.year if unit is HistogramUnit.YEAR else start.day)


def type_and_number(document: Document) -> str:
    """Return "Question écrite n° 15463", or "Article de presse, Le Monde"."""
    label = TYPES[document.type]
    if document.kind is Kind.ARTICLE:
        return f"{label}, {document.publisher}" if document.publisher else label
    where = " au Sénat" if document.chamber is Chamber.SENAT else ""
    return f"{label}{where} n°\u00a0{document.number}"


def no_word_in(text: str) -> str:
    """Say that there is nothing to search in what was typed."""
    return f"«\u00a0{text}\u00a0» ne contient aucun mot\u00a0: il faut une lettre ou un chiffre."


def no_document_has(parts: Sequence[Expr]) -> str:
    """Say which parts of a query no document has; there is one at least."""
    said = [typeset(_part(part)) for part in parts]
    listed = said[0] if len(said) == 1 else f"ni {' ni '.join(said)}"
    return f"Aucun document ne contient {listed}."


def _part(part: Expr) -> str:
    said = describe_expr(part, facet_value)
    return f"de {said.removeprefix('un ')}" if said.startswith("un mot") else said


def as_typed(text: str) -> str:
    """Offer to search the text without corrections."""
    return f"chercher seulement «\u00a0{text}\u00a0»"


def partial_results(count: int) -> str:
    """Return "12 résultats partiels": documents that have some of the words only."""
    plural = "s" if count > 1 else ""
    return f"{number(count)}\u00a0résultat{plural} partiel{plural}"


def place(rank: int, total: int, *, partial: bool) -> str:
    """Return "Résultat 3 sur 1 204", or "Résultat partiel 3 sur 340"."""
    return f"Résultat{' partiel' if partial else ''} {number(rank)} sur {number(total)}"


def partly(count: int) -> str:
    """Say that so many more documents have some of the words only, and in which order they are."""
    have, sorted_ = ("n’ont", "classés") if count > 1 else ("n’a", "classé")
    return f"{counted(count, 'document')} {have} qu’une partie des mots, {sorted_} par pertinence."


def lacking(parts: Sequence[str]) -> str:
    """Say which of the words typed a document does not have; "" when it has all."""
    quoted = [f"«\u00a0{part}\u00a0»" for part in parts]
    return f"Il manque\u00a0: {', '.join(quoted)}" if parts else ""
