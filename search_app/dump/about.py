"""What does a file say of itself? Where it comes from, what it holds, what may be done with it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from importlib.metadata import version

from pydantic import BaseModel, ConfigDict

from search_app.model.document import Document, Kind
from search_app.model.results import Generation
from search_app.model.withheld import WithheldDocument

LICENCE = (
    "Questions et réponses\u00a0: données publiques de l’Assemblée nationale et du Sénat, "
    "Licence Ouverte 2.0 (Etalab). Articles de presse\u00a0: © leurs éditeurs, sans licence de "
    "réutilisation."
)


class About(BaseModel):
    """The facts of one file.

    generation: its id. built, exported: when the index and this file were made, in UTC.
    withheld: how many documents lack a text that may not be shown. first_day, last_day: the first
    and last day by which a document is sorted, or None. site: the address of the site, or "".
    """

    model_config = ConfigDict(frozen=True)

    generation: str
    built: dt.datetime
    exported: dt.datetime
    documents: int
    questions: int
    articles: int
    withheld: int
    first_day: dt.date | None
    last_day: dt.date | None
    site: str
    program: str
    licence: str = LICENCE

    def facts(self) -> dict[str, str]:
        """Return the facts as texts; one that is not known is ""."""
        dumped = self.model_dump(mode="json")
        return {name: "" if value is None else str(value) for name, value in dumped.items()}


class Counting:
    """Counts the documents that pass through it."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._source = documents
        self.documents = 0
        self._questions = 0
        self._withheld = 0
        self._first_day: dt.date | None = None
        self._last_day: dt.date | None = None

    def __iter__(self) -> Iterator[Document]:
        for document in self._source:
            self.documents += 1
            self._questions += document.kind is Kind.QUESTION
            self._withheld += isinstance(document, WithheldDocument)
            if day := document.date:
                self._first_day = min(self._first_day or day, day)
                self._last_day = max(self._last_day or day, day)
            yield document

    def about(self, generation: Generation, site: str) -> About:
        return About(
            generation=generation.id,
            built=generation.created,
            exported=dt.datetime.now(tz=dt.UTC).replace(microsecond=0),
            documents=self.documents,
            questions=self._questions,
            articles=self.documents - self._questions,
            withheld=self._withheld,
            first_day=self._first_day,
            last_day=self._last_day,
            site=site,
            program=f"search-app {version('search-app')}",
        )
