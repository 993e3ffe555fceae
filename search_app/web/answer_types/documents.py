"""Which keys has a document, as a whole, as a hit, and in passages?"""

from collections.abc import Mapping
from typing import Annotated

from typing_extensions import TypedDict

from search_app.model.document import Chamber, Clock, DocumentType, EventKind, Kind, Status
from search_app.model.results import Closeness, Mark, Part, Unfinished
from search_app.web.answer_types.fields import Count, Day, said


class Piece(TypedDict):
    text: str
    match: Annotated[bool, said("ce morceau répond à la recherche")]
    kind: Annotated[
        Mark | None, said("mot tapé, autre nom ou orthographe corrigée\u00a0; null ailleurs")
    ]


class Passage(TypedDict):
    id: Annotated[str, said("document, partie, début, fin et empreinte du texte")]
    document: Annotated[str, said("identifiant du document")]
    part: Annotated[Part, said("clé du JSON du document où le passage se trouve")]
    start: Annotated[Count, said("rang du premier caractère (points de code Unicode, depuis 0)")]
    end: Annotated[Count, said("rang qui suit le dernier caractère")]
    text: Annotated[str, said("document[part][start:end], tel quel")]
    url: Annotated[str, said("adresse complète de la page, qui mène à ce passage")]
    json_url: Annotated[
        str | None, said("adresse où cet identifiant se retrouve\u00a0; null pour un texte privé")
    ]
    citation: Annotated[str, said("référence à imprimer sous la citation")]


class Found(TypedDict):
    typed: str
    closeness: Annotated[Closeness, said("la façon la plus proche dont le document a ce mot")]
    form: Annotated[str | None, said("la forme trouvée, sans accents")]


class DocumentSummary(TypedDict):
    id: str
    kind: Kind
    type: DocumentType
    title: str
    url: Annotated[str, said("adresse de la page sur ce site")]
    official_url: Annotated[str | None, said("adresse de la page d’origine")]
    date: Day | None
    author: str | None
    party: Annotated[str | None, said("valeur stable du groupe")]
    ministries: Annotated[list[str], said("valeurs stables des ministères")]
    topic: Annotated[str | None, said("valeur stable de la rubrique")]
    legislature: str | None
    status: Status | None
    is_notice: Annotated[bool, said("le texte est un résumé écrit pour ce site")]


class Cited(TypedDict):
    permanent_url: Annotated[str, said("adresse complète de la page, à citer")]
    citation: Annotated[str, said("référence en français, qui finit par cette adresse")]


class CitedSummary(DocumentSummary, Cited):
    pass


class Hit(CitedSummary):
    score: Annotated[float, said("ne se compare qu’à l’intérieur d’une réponse")]
    lacks: Annotated[list[str], said("mots tapés que le document n’a pas")]
    snippets: Annotated[list[list[Piece]], said("passages découpés en morceaux")]
    passages: Annotated[list[Passage], said("les mêmes passages, avec leur place")]
    score_parts: Annotated[
        Mapping[str, float] | None,
        said("parts dont le score est la somme\u00a0; null sans explain=1 ou hors des premiers"),
    ]
    found: Annotated[list[Found], said("comment il a chaque mot\u00a0; vide sans explain=1")]


class AuthorityName(TypedDict):
    name: Annotated[str, said("tel que la source l’écrit")]
    values: Annotated[list[str], said("valeurs stables")]


class Event(TypedDict):
    kind: EventKind
    date: Day | None
    page: str | None
    reason: str | None
    ministry: str | None
    text: str | None


class Source(TypedDict):
    path: Annotated[str, said("fichier du corpus")]
    line: int
    record: str | None


class Document(DocumentSummary):
    number: str | None
    chamber: Chamber | None
    author_id: str | None
    constituency: str | None
    department: str | None
    group: AuthorityName | None
    ministry_asked: AuthorityName | None
    ministry_in_charge: AuthorityName | None
    topic_name: Annotated[str | None, said("rubrique telle que la source l’écrit")]
    date_inferred: bool
    date_written: Annotated[str, said("ce que la source dit d’une date sans jour")]
    legislature_inferred: bool
    publisher: str | None
    page: str | None
    text: Annotated[str, said("question, article ou résumé, une ligne vide entre paragraphes")]
    answer: str | None
    withheld: Annotated[
        list[str], said("textes privés, cités par passages, qui manquent ici\u00a0: text, answer")
    ]
    laws: Annotated[list[str], said("textes cités")]
    clock: Clock | None
    due: Annotated[Day | None, said("dernier jour pour répondre à temps")]
    due_once_signalled: Day | None
    known_until: Annotated[Day | None, said("dernier jour que la source connaît")]
    events: list[Event]
    source: Source
    field_sources: Annotated[dict[str, Source], said("champs lus ailleurs")]


class DocumentPage(Document, Cited):
    answered_together: Annotated[list[str], said("questions qui ont reçu la même réponse")]
    similar: Annotated[list[CitedSummary], said("les documents les plus proches")]


class DocumentPassages(TypedDict):
    document: Annotated[str, said("identifiant du document")]
    matched: Annotated[bool, said("le document répond à la recherche, en tout ou en partie")]
    lacks: Annotated[list[str], said("mots tapés que le document n’a pas")]
    passages: list[Passage]
    unfinished: list[Unfinished]
    generation: str
