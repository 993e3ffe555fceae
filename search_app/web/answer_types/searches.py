"""Which keys has the answer to a search?"""

from typing import Annotated

from typing_extensions import TypedDict

from search_app.model.results import Unfinished
from search_app.web.answer_types.documents import Hit
from search_app.web.answer_types.fields import Count, Day, Next, said


class FacetValue(TypedDict):
    value: Annotated[str, said("à donner au paramètre\u00a0; vide\u00a0: aucune valeur")]
    label: str
    count: Count
    selected: bool
    toggle_url: Annotated[str, said("la même recherche avec, ou sans, cette valeur")]
    belongs_to: Annotated[
        list[str], said("d’un nom publié, les valeurs de l’autre filtre dont il relève")
    ]


class HistogramBar(TypedDict):
    start: Annotated[Day, said("premier jour de l’année, du mois ou du jour compté")]
    count: Count


class Correction(TypedDict):
    typed: str
    used: str
    written: Annotated[str, said("used avec les accents des documents")]


class Expansion(TypedDict):
    typed: str
    names: list[str]


class NearQuery(TypedDict):
    typed: str
    word: Annotated[str, said("le mot qui prendrait sa place")]
    total: Count
    url: str


class NamedThing(TypedDict):
    kind: Annotated[str, said("question, ou le paramètre d’un filtre")]
    label: str
    address: str
    count: Count


class PartialHits(TypedDict):
    total: Count
    page: int
    pages: Count
    hits: list[Hit]
    next: Next


class Search(TypedDict):
    nothing_to_search: Annotated[bool, said("le texte n’a ni lettre ni chiffre")]
    total: Annotated[Count, said("documents qui ont tous les mots et passent les filtres")]
    relaxed: Annotated[bool, said("aucun document n’a tous les mots\u00a0: hits en a une partie")]
    complete: Annotated[Count, said("documents qui ont tous les mots, filtres mis à part")]
    corrections: Annotated[list[Correction], said("ce qui a remplacé des mots absents")]
    expansions: Annotated[list[Expansion], said("ce qui a été cherché en plus")]
    absent: Annotated[list[str], said("mots qu’aucun document n’a, et non corrigés")]
    near: Annotated[list[NearQuery], said("recherches voisines d’un mot absent ou très rare")]
    cards: Annotated[list[NamedThing], said("ce que le texte nomme en entier")]
    page: int
    pages: Annotated[Count, said("0 quand rien n’est trouvé")]
    next: Annotated[
        str | None,
        said(
            "adresse de la page suivante\u00a0; null à la fin. Quand unfinished contient matching, "
            "elle redemande la même page"
        ),
    ]
    hits: list[Hit]
    partial: Annotated[PartialHits, said("documents qui n’ont qu’une partie des mots")]
    facets: Annotated[dict[str, list[FacetValue]], said("par paramètre de filtre")]
    facets_truncated: Annotated[list[str], said("filtres dont des valeurs manquent ici")]
    histogram: list[HistogramBar]
    undated: Annotated[Count, said("documents trouvés sans date")]
    unfinished: Annotated[list[Unfinished], said("parties de la réponse qui manquent")]
    generation: Annotated[str, said("version de l’index qui a répondu")]
    took_ms: Annotated[float, said("durée en millisecondes")]
