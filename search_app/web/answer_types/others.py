"""Which keys have an error, suggestions, and what is said of the corpus?"""

from typing import Annotated

from typing_extensions import TypedDict

from search_app.model.document import Chamber, DocumentType
from search_app.web.answer_types.fields import Count, Day, said


class ErrorFacts(TypedDict):
    code: Annotated[str, said("nom stable de l’erreur")]
    message: Annotated[str, said("une ou deux phrases en français, qui peuvent changer")]
    parameter: Annotated[str | None, said("paramètre de l’adresse où elle se trouve")]
    position: Annotated[Count | None, said("rang dans le texte de q, depuis 0")]
    found: Annotated[str | None, said("ce qui s’y trouve")]
    accepted: Annotated[list[str], said("ce qui y est accepté, ou des exemples")]
    limit: Annotated[int | None, said("limite dépassée")]


class Error(TypedDict):
    error: ErrorFacts


class Suggestion(TypedDict):
    text: str
    kind: Annotated[str, said("ce que c’est, en français")]
    count: Annotated[Count, said("documents trouvés, dans tout le corpus")]
    note: str
    url: Annotated[str, said("adresse où mène la suggestion")]
    page_url: Annotated[str, said("page d’un député\u00a0; vide pour le reste")]


class Suggestions(TypedDict):
    suggestions: list[Suggestion]


class MonthHeld(TypedDict):
    month: Annotated[str | None, said("AAAA-MM")]
    held: Count
    missing: Count


class Series(TypedDict):
    chamber: Chamber
    legislature: str
    type: DocumentType
    held: Count
    expected: Annotated[Count, said("le plus grand numéro connu")]
    missing: Count
    missing_numbers: Annotated[list[list[int]], said("premier et dernier numéro de chaque lacune")]
    months: list[MonthHeld]


class FetchedFile(TypedDict):
    path: str
    fetched: Day
    checked: Day


class Coverage(TypedDict):
    known_until: Annotated[dict[str, Day], said("dernier jour connu de chaque source")]
    series: list[Series]
    fetched: list[FetchedFile]
