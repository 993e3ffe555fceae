"""How is each error worded in French? A sentence per class, filled with the facts of the error."""

from collections.abc import Collection

from search_app.model.errors import (
    AddressTooLongError,
    AnswerTooLargeError,
    BodyTooLargeError,
    EmptyQueryError,
    EngineUnavailableError,
    FieldValueError,
    FuzzyError,
    IndexDamagedError,
    IndexIncompatibleError,
    IndexMissingError,
    MissingOperandError,
    OutdatedError,
    ParameterError,
    QueryTooComplexError,
    SearchAppError,
    SearchIndexError,
    TooBusyError,
    TooManyFiltersError,
    TooManyRequestsError,
    UnbalancedParenthesisError,
    UnbalancedQuoteError,
    UnknownFieldError,
    WildcardError,
)
from search_app.model.facet import FacetField
from search_app.model.results import Unfinished
from search_app.web.labels import counted, number
from search_app.web.parameter_limits import (
    FACET_VALUE_CHARACTERS_MAX,
    FACET_VALUES_MAX,
    PAGE_MAX,
    PAGE_SIZES,
)

# What a query may have too much of, and how to have less, by `QueryTooComplexError.what`.
MEASURES = {
    "characters": "caractères. Raccourcissez-la.",
    "terms": "mots ou conditions. Retirez-en, ou faites plusieurs recherches.",
    "depth": "niveaux de parenthèses. Retirez-en.",
    "proximity": "mots d’écart dans une expression. Demandez-en moins après «\u00a0~\u00a0».",
    "expansions": "mots que remplacent «\u00a0*\u00a0» et «\u00a0~\u00a0»."
    " Écrivez plus de lettres avant ces signes, ou cherchez moins de mots qui en ont.",
}
_PAGE = (
    "Le numéro de page «\u00a0{found}\u00a0» n’est pas un nombre entre 1 et {page_max}.",
    "La première page est affichée.",
)
# By URL parameter: what is wrong with its value, and how a page reads the address all the same.
PARAMETERS = {
    "page": _PAGE,
    "partial_page": _PAGE,
    "cursor": (
        "Cette suite n’est pas celle de la recherche demandée\u00a0: {accepted} donne la bonne.",
        "La première page est affichée.",
    ),
    "size": (
        "Une page ne peut pas compter «\u00a0{found}\u00a0» résultats\u00a0: {sizes}.",
        "Le nombre habituel est affiché.",
    ),
    "date": (
        "«\u00a0{found}\u00a0» n’est pas une période. Par exemple\u00a0: {accepted}.",
        "La recherche porte sur toutes les dates.",
    ),
    "ids": (
        "Une sélection compte au plus {accepted}\u00a0; celle-ci en a trop ({found}).",
        "Les premiers sont gardés.",
    ),
    "none": (
        "Il n’y a pas de filtre «\u00a0{found}\u00a0» à laisser sans valeur.",
        "Il est ignoré.",
    ),
    "order": (
        "L’ordre «\u00a0{found}\u00a0» n’existe pas. Ordres acceptés\u00a0: {accepted}.",
        "L’ordre habituel est appliqué.",
    ),
    "sort": (
        "Le tri «\u00a0{found}\u00a0» n’existe pas. Tris acceptés\u00a0: {accepted}.",
        "L’ordre habituel est appliqué.",
    ),
    "batch": (
        (
            "La première ligne d’un tableau de recherches nomme ses colonnes, dont q. Trouvé\u00a0:"
            " «\u00a0{found}\u00a0». Colonnes acceptées\u00a0: {accepted}."
        ),
        "",
    ),
    "batch_encoding": (
        (
            "Ce tableau n’est pas en {accepted} (octet {found}). Enregistrez-le en «\u00a0CSV"
            " UTF-8\u00a0»."
        ),
        "",
    ),
    "batch_queries": (
        "Ce tableau a {found} recherches, et {accepted} sont acceptées à la fois. Coupez-le.",
        "",
    ),
    "top": (
        (
            "«\u00a0{found}\u00a0» n’est pas un nombre de résultats par recherche. Accepté\u00a0:"
            " {accepted}."
        ),
        "",
    ),
    "address": (
        "«\u00a0{found}\u00a0» n’est pas une adresse de courriel. Par exemple\u00a0: {accepted}.",
        "Aucune alerte n’est créée.",
    ),
    "what": (
        "Il n’y a pas de flux «\u00a0{found}\u00a0»\u00a0: {accepted}.",
        "Sans ce paramètre, le flux dit tout ce qui se passe.",
    ),
}
# The same for the parameter of a facet.
FACET_SURPLUS = (
    (
        "Le filtre «\u00a0{label}\u00a0» accepte au plus {values_max} valeurs,"
        " de {characters_max} caractères au plus chacune."
    ),
    "Les valeurs en surplus sont ignorées.",
)
PLAIN_READING = "Les mots sont cherchés tels quels, sans opérateurs."

# What is wrong; a class that is not listed is worded as the nearest of its base classes.
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
    QueryTooComplexError: "La recherche dépasse la limite de {limit} {measure}",
    IndexMissingError: "Aucun document n’a encore été indexé.",
    IndexIncompatibleError: "L’index a été construit par une autre version du programme.",
    IndexDamagedError: "L’index est illisible\u00a0: un fichier manque ou est abîmé.",
    EngineUnavailableError: "Le moteur de recherche est indisponible.",
    SearchIndexError: "L’index ne répond pas.",
    OutdatedError: "L’index ou le document a changé depuis que cette adresse a été donnée."
    " Reprenez à la première page, ou cherchez le passage de nouveau.",
    AddressTooLongError: "Cette adresse dépasse la limite de {limit}\u00a0octets."
    " Raccourcissez le texte de la recherche ou retirez des filtres.",
    TooManyFiltersError: "Une recherche accepte au plus {limit}\u00a0valeurs de filtres."
    " Retirez-en, ou faites plusieurs recherches.",
    BodyTooLargeError: "Un envoi à cette adresse ne peut pas dépasser {limit}\u00a0octets."
    " La recherche se fait par les paramètres de l’adresse.",
    AnswerTooLargeError: "La réponse dépasserait la limite de {limit}\u00a0ko."
    " Demandez moins de résultats par page ou retirez des filtres.",
    TooManyRequestsError: "Ce site accepte {limit}\u00a0demandes par minute de chaque lecteur,"
    " et vous les avez faites. Réessayez dans {seconds}, puis espacez vos demandes.",
    TooBusyError: "Les recherches longues ou à jokers, les pages lointaines, les listes entières"
    " et les exports passent à tour de rôle, et le tour est pris. Réessayez dans {seconds},"
    " ou cherchez moins de mots, sans «\u00a0*\u00a0» ni «\u00a0~\u00a0».",
}
TIME_LIMIT = (
    "La recherche a atteint sa limite de temps\u00a0: la réponse est incomplète."
    " Précisez-la, ou réessayez dans un instant."
)
DAMAGED = (
    "Un fichier de l’index est abîmé\u00a0: la réponse est incomplète."
    " Elle sera entière dès que l’index sera reconstruit."
)
PARTS_MISSING = (
    "Une partie de l’index ne répond pas\u00a0: il peut manquer des documents, et les nombres"
    " peuvent être trop petits. Réessayez dans un instant."
)
# The public cannot run a command; whoever can reads what to do where the server writes.
WAIT_FOR_ENGINE = "Revenez un peu plus tard\u00a0: le site répondra de lui-même dès son retour."
WAIT_FOR_INDEX = "Revenez un peu plus tard\u00a0: le site répondra dès que son index sera prêt."

# The title of the page and the message, by status.
HTTP_ERRORS = {
    400: ("Demande incomprise", "L’adresse demandée contient une valeur qui n’a pas de sens ici."),
    404: ("Page introuvable", "Aucune page et aucun document ne se trouvent à cette adresse."),
    405: ("Action impossible", "Cette adresse se consulte, elle n’accepte pas d’envoi."),
    410: ("Adresse périmée", "Cette adresse n’a plus cours."),
    413: ("Demande trop volumineuse", "Cette demande dépasse ce que le site accepte."),
    414: ("Adresse trop longue", "Cette adresse dépasse ce que le site accepte."),
    429: ("Trop de demandes", "Ce site a reçu trop de demandes de votre part."),
    500: ("Erreur du site", "Une erreur imprévue s’est produite\u00a0; elle a été consignée."),
    503: (
        "Recherche indisponible",
        "La recherche n’a pas abouti dans le temps imparti. Réessayez dans un instant.",
    ),
}


def http_error(status: int) -> tuple[str, str]:
    """Return title and message for a status from 400 on; those of its class where it has none."""
    return HTTP_ERRORS.get(status) or HTTP_ERRORS[400 if status < 500 else 500]  # noqa: PLR2004


def out_of_time(limit_s: float, retry_after_s: int) -> str:
    """Return what is said where a search ran out of time and can only be answered whole."""
    limit = f"{number(limit_s)}\u00a0seconde{'s' * (limit_s >= 2)}"  # noqa: PLR2004 - French
    return (
        f"La recherche a atteint sa limite de {limit}, et ne peut pas être donnée en partie."
        f" Réessayez dans {counted(retry_after_s, 'seconde')}, ou précisez-la."
    )


def incomplete(unfinished: Collection[Unfinished]) -> str:
    """Return why parts of an answer are missing, "" when none are."""
    if Unfinished.SHARDS in unfinished:
        return PARTS_MISSING
    if Unfinished.INDEX in unfinished:
        return DAMAGED
    return TIME_LIMIT if unfinished else ""


def parameter_error(error: ParameterError) -> tuple[str, str]:
    """Return what is wrong with a URL parameter, and how a page reads the address all the same."""
    titles = {field.parameter: field.words.title for field in FacetField}
    message, reading = PARAMETERS.get(error.parameter, FACET_SURPLUS)
    facts = {
        "found": error.found,
        "accepted": error.accepted,
        "sizes": ", ".join(map(str, PAGE_SIZES)),
        "page_max": number(PAGE_MAX),
        "values_max": number(FACET_VALUES_MAX),
        "characters_max": number(FACET_VALUE_CHARACTERS_MAX),
        "label": titles.get(error.parameter, error.parameter),
    }
    return message.format(**facts), reading
