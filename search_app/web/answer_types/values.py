"""Which keys has a value of a facet, and a list of values?"""

from typing import Annotated

from typing_extensions import TypedDict

from search_app.model.results import Unfinished
from search_app.web.answer_types.documents import DocumentSummary
from search_app.web.answer_types.fields import Count, Next, said
from search_app.web.answer_types.searches import FacetValue, HistogramBar


class ListedValue(FacetValue):
    url: Annotated[str, said("adresse de la page de la valeur")]


class ValueList(TypedDict):
    facet: Annotated[str, said("paramètre du filtre")]
    title: str
    total: Annotated[Count, said("nombre de valeurs, l’absence de valeur comprise")]
    page: int
    pages: Count
    values: list[ListedValue]
    next: Next
    unfinished: list[Unfinished]
    generation: str


class PublishedName(TypedDict):
    name: str
    periods: Annotated[list[str], said("quand un groupe s’est appelé ainsi")]
    colour: str | None


class Value(TypedDict):
    facet: Annotated[str, said("paramètre du filtre")]
    value: str
    label: str
    url: Annotated[str, said("adresse de la page de la valeur")]
    search_url: Annotated[str, said("la recherche de ses documents")]
    colour: Annotated[str | None, said("couleur d’un groupe (#rrggbb)")]
    names: Annotated[list[PublishedName], said("noms qu’il a portés")]
    total: Count
    hits: Annotated[list[DocumentSummary], said("ses derniers documents")]
    facets: dict[str, list[FacetValue]]
    facets_truncated: list[str]
    histogram: list[HistogramBar]
    undated: Count
    unfinished: list[Unfinished]
    generation: str
