"""What is exported, and what does each file say of where it comes from?

Whoever is handed a file without the page that it was made on must be able to cite it, to make it
again, and to know what may be done with it.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from search_app.model.document import Chamber, Document, Kind
from search_app.web.labels import counted, day, number
from search_app.web.links import DocumentUrl

LICENCE = (
    "Questions et réponses\u00a0: Licence Ouverte 2.0 (Etalab), données de l’Assemblée nationale"
    " et du Sénat. Articles de presse\u00a0: droits réservés à leurs éditeurs, hors de cette"
    " licence."
)
_OFFICIAL = "Licence Ouverte 2.0 (Etalab), {chamber}"
_PRESS = "Droits réservés à l’éditeur"
_NOTICE = "Résumé écrit pour ce site\u00a0; le texte est à l’adresse officielle"
_RELAXED = (
    "Aucun document ne contient tous les mots de la recherche\u00a0:"
    " ceux-ci en contiennent une partie."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where an export comes from; texts are in French.

    site: the name of the site. query: the search as a sentence, with its filters and its order.
    filters: the label of each filter. url: the address of the search, with its scheme and host.
    generation: the id of the index that answered, `built` its day. exported: the day of the export.
    total: how many documents were found; `rows` of them are in the file. relaxed: as in `Results`.
    """

    site: str
    query: str
    filters: tuple[str, ...]
    url: str
    generation: str
    built: dt.date
    exported: dt.date
    total: int
    rows: int
    relaxed: bool

    @property
    def cut(self) -> str:
        """What is said where the limit of rows leaves documents out, "" where it does not."""
        if self.rows == self.total:
            return ""
        return (
            f"Les {counted(self.rows, 'premier document', 'premiers documents')} sur"
            f" {number(self.total)}\u00a0: la limite d’un export est atteinte."
            " Ajoutez un filtre, une période par exemple, pour exporter le reste."
        )

    @property
    def entries(self) -> tuple[tuple[str, str | int | dt.date], ...]:
        """What there is to say, each with its label."""
        said = (
            ("Source", self.site),
            ("Recherche", self.query),
            ("Adresse de la recherche", self.url),
            ("Filtres", ", ".join(self.filters) or "aucun"),
            ("Documents trouvés", self.total),
            ("Documents de ce fichier", self.rows),
            ("Limite", self.cut),
            ("Remarque", _RELAXED if self.relaxed else ""),
            ("Version de l’index", self.generation),
            ("Index construit le", self.built),
            ("Exporté le", self.exported),
            ("Licence", LICENCE),
        )
        return tuple((label, value) for label, value in said if value != "")

    @property
    def sentence(self) -> str:
        """The same in one line, for a format that has a place for one text only."""
        parts = (
            f"{self.site}\u00a0: {self.query}",
            self.cut or f"{counted(self.total, 'document')}.",
            _RELAXED if self.relaxed else "",
            f"Index {self.generation} du {day(self.built)}, exporté le {day(self.exported)}.",
            self.url,
        )
        return " ".join(filter(None, parts))

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "site": self.site,
            "query": self.query,
            "filters": list(self.filters),
            "url": self.url,
            "generation": self.generation,
            "exported": self.exported.isoformat(),
            "total": self.total,
            "rows": self.rows,
            "relaxed": self.relaxed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What a format writes.

    documents: can be gone through once. document_url: gives the permanent address of a document.
    known_until: gives the last day that the source of a question's status knows of, or None.
    """

    documents: Iterator[Document]
    provenance: Provenance
    document_url: DocumentUrl
    known_until: Callable[[Document], dt.date | None]


def licence_of(document: Document) -> str:
    """Return what may be done with the text of a document."""
    if document.is_notice:
        return _NOTICE
    if document.kind is Kind.ARTICLE:
        return _PRESS
    chamber = "Sénat" if document.chamber is Chamber.SENAT else "Assemblée nationale"
    return _OFFICIAL.format(chamber=chamber)
