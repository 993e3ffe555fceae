"""Which keys has the answer of each tool? mypy holds the tools to them; clients get the schemas."""

from typing import Annotated

from typing_extensions import TypedDict

from search_app.model.document import Chamber, Clock, DocumentType, EventKind, Kind, Status
from search_app.model.results import Part, Unfinished
from search_app.web.answer_types.documents import AuthorityName
from search_app.web.answer_types.fields import Count, Day, said
from search_app.web.answer_types.searches import Correction, Expansion, HistogramBar


class Summary(TypedDict):
    id: Annotated[str, said("à donner à fetch, similar et passages")]
    kind: Kind
    type: DocumentType
    title: str
    date: Day | None
    author: str | None
    party: str | None
    ministries: list[str]
    topic: str | None
    legislature: str | None
    status: Status | None
    is_notice: Annotated[bool, said("le texte est un résumé écrit pour ce site")]
    official_url: str | None
    permanent_url: Annotated[str, said("adresse à citer")]
    citation: Annotated[str, said("référence en français, à donner avec ce qui est repris")]


class QuotedPassage(TypedDict):
    id: str
    part: Part
    start: Count
    end: Count
    text: Annotated[str, said("mot pour mot")]
    url: Annotated[str, said("adresse qui ouvre la page à ce passage")]
    citation: Annotated[str, said("référence à donner sous ce passage")]


class FoundDocument(Summary):
    lacks: Annotated[list[str], said("mots cherchés que le document n’a pas")]
    passages: list[QuotedPassage]


class Numbers(TypedDict):
    """What is said of any search."""

    total: Annotated[Count, said("documents qui ont tous les mots et passent les filtres")]
    relaxed: Annotated[
        bool,
        said("aucun document n’a tous les mots\u00a0: total compte ceux qui en ont une part"),
    ]
    partial_total: Annotated[Count, said("en plus, documents qui n’ont qu’une partie des mots")]
    corrections: Annotated[list[Correction], said("ce qui a remplacé des mots absents")]
    expansions: Annotated[list[Expansion], said("ce qui a été cherché en plus")]
    absent: Annotated[list[str], said("mots qu’aucun document n’a")]
    search_url: Annotated[str, said("la même recherche, pour un lecteur")]
    unfinished: Annotated[list[Unfinished], said("parties de la réponse qui manquent")]
    generation: Annotated[str, said("version de l’index qui a répondu")]


class SearchAnswer(Numbers):
    page: int
    next_page: Annotated[int | None, said("à donner à page\u00a0; null à la fin")]
    hits: list[FoundDocument]
    partial_hits: list[FoundDocument]


class CountAnswer(Numbers):
    by_period: Annotated[list[HistogramBar], said("documents par année, mois ou jour")]
    undated: Count


class CountedValue(TypedDict):
    value: Annotated[str, said("à donner au filtre\u00a0; vide\u00a0: aucune valeur")]
    label: str
    count: Count


class ValuesAnswer(TypedDict):
    facet: str
    title: str
    total: Annotated[Count, said("nombre de valeurs")]
    page: int
    next_page: int | None
    values: list[CountedValue]
    search_url: str
    unfinished: list[Unfinished]
    generation: str


class TextPart(TypedDict):
    content: Annotated[str, said("le texte de start à end")]
    start: Count
    end: Count
    total: Annotated[Count, said("longueur du texte entier, en caractères")]
    next_start: Annotated[int | None, said("où reprendre\u00a0; null à la fin")]


class ToldEvent(TypedDict):
    kind: EventKind
    date: Day | None
    page: str | None
    reason: str | None
    ministry: str | None


class Facts(Summary):
    number: str | None
    chamber: Chamber | None
    constituency: str | None
    group: AuthorityName | None
    ministry_asked: AuthorityName | None
    ministry_in_charge: AuthorityName | None
    topic_name: str | None
    publisher: str | None
    clock: Clock | None
    due: Day | None
    laws: list[str]
    withheld: Annotated[list[str], said("textes privés, cités par passages, qui manquent ici")]


class FetchAnswer(Facts):
    events: list[ToldEvent]
    text: TextPart
    answer: TextPart | None


class SimilarAnswer(TypedDict):
    id: str
    similar: list[Summary]


class PassagesAnswer(TypedDict):
    id: str
    matched: Annotated[bool, said("le document répond à la recherche, en tout ou en partie")]
    lacks: list[str]
    total: Count
    next_start: Annotated[int | None, said("à donner à start\u00a0; null à la fin")]
    passages: list[QuotedPassage]
    unfinished: list[Unfinished]
    generation: str
