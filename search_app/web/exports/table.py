"""What does a spreadsheet have of a document? A row of cells, the same in CSV and XLSX."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from search_app.model.document import AuthorityName, Document
from search_app.web import labels
from search_app.web.cited_facts import container, page_of
from search_app.web.exports.export import licence_of
from search_app.web.links import DocumentUrl, original_url

Cell = str | int | dt.date | None
# Whole numbers above have digits that Excel rounds.
_DIGITS_MAX = 15


@dataclass(frozen=True, slots=True)
class Column:
    """title: in French. width: in characters. cell: what a document has there; None is unknown."""

    title: str
    width: int
    cell: Callable[[Document], Cell]
    is_address: bool = False


def columns(document_url: DocumentUrl) -> tuple[Column, ...]:
    """Return the columns in their order. document_url: gives permanent addresses."""
    return (
        Column("Identifiant", 20, lambda d: d.id),
        Column("Type", 24, lambda d: labels.TYPES[d.type]),
        Column("Numéro", 9, lambda d: _number(d.number)),
        Column("Chambre", 20, lambda d: labels.CHAMBERS[d.chamber] if d.chamber else None),
        Column("Législature", 11, lambda d: _number(d.legislature)),
        Column("Date", 11, lambda d: d.date or d.date_written),
        Column("Date déduite", 11, lambda d: "oui" if d.date_inferred else ""),
        Column("Titre", 50, lambda d: d.title),
        Column("Auteur", 26, lambda d: d.author),
        Column("Groupe", 10, lambda d: _values(d.group)),
        Column("Nom du groupe", 28, lambda d: _name(d.group)),
        Column("Circonscription", 28, lambda d: d.constituency),
        Column("Département", 18, lambda d: d.department),
        Column("Ministère interrogé", 30, lambda d: _name(d.ministry_asked)),
        Column("Ministère attributaire", 30, lambda d: _name(d.ministry_in_charge)),
        Column("Rubrique", 24, lambda d: _name(d.topic)),
        Column("Statut", 14, lambda d: labels.STATUSES[d.status] if d.status else None),
        Column("Délai", 30, lambda d: labels.CLOCKS[d.clock] if d.clock else None),
        Column("Publiée le", 11, lambda d: d.asked_on),
        Column("Répondue le", 11, lambda d: d.answered_on),
        Column("Texte", 60, lambda d: d.text),
        Column("Réponse", 60, lambda d: d.answer),
        Column("Textes cités", 30, lambda d: ", ".join(d.laws)),
        Column("Publication", 20, container),
        Column("Page", 8, lambda d: _number(page_of(d))),
        Column("Adresse permanente", 40, lambda d: document_url(d.id), is_address=True),
        Column("Adresse officielle", 40, original_url, is_address=True),
        Column("Licence", 34, licence_of),
    )


def _number(written: str) -> str | int:
    """Return the number that is written, or the text where it is more than a number."""
    is_number = written.isascii() and written.isdigit() and len(written) <= _DIGITS_MAX
    return int(written) if is_number and str(int(written)) == written else written


def _name(name: AuthorityName | None) -> str:
    return name.name if name else ""


def _values(name: AuthorityName | None) -> str:
    return ", ".join(name.values) if name else ""
