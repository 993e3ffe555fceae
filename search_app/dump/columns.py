"""Which columns has a document outside the program? The only place where one is declared.

What a document has once is a column of the table `documents`; what it has several times, such as
events, is a list. SQLite has a table for each list, and Parquet a column.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Generic, NamedTuple, TypeVar

from search_app.model.document import AuthorityName, Document, Event, FieldSource
from search_app.model.withheld import WithheldDocument

Value = str | int | bool | dt.date | None
Item = TypeVar("Item")
# SQLite ends a text at NUL, and no UTF-8 has surrogates.
_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


class Type(Enum):
    TEXT = auto()
    DAY = auto()
    FLAG = auto()
    NUMBER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Item]):
    """said: what it holds, in French. is_required: it has a value in every row, be it ""."""

    name: str
    said: str
    of: Callable[[Item], Any]
    type: Type = Type.TEXT
    is_required: bool = False

    def value(self, item: Item) -> Value:
        """Return what the column has in the row of an item: an empty text is None.

        NUL and lone surrogates, which no file of these formats can hold, are U+FFFD.
        """
        value: Value = self.of(item)
        if isinstance(value, str):
            # The value of an enumeration is a text, too; a file needs a plain one.
            return _NOT_STORABLE.sub(_REPLACEMENT, str(value)) or ("" if self.is_required else None)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[Item]):
    """said: what one row is, in French. items: returns those of a document, one for each row."""

    name: str
    said: str
    items: Callable[[Document], Iterable[Item]]
    columns: tuple[Column[Item], ...]

    def rows(self, document: Document) -> Iterator[tuple[Value, ...]]:
        """Yield the rows of a document, with a value for each column."""
        for item in self.items(document):
            yield tuple(column.value(item) for column in self.columns)


class _Ministry(NamedTuple):
    role: str
    name: str
    value: str


def _ministries(document: Document) -> Iterator[_Ministry]:
    for role in ("asked", "in_charge"):
        found: AuthorityName | None = getattr(document, f"ministry_{role}")
        if found:
            yield from (_Ministry(role, found.name, value) for value in found.values)


def _name(name: AuthorityName | None) -> str:
    return name.name if name else ""


def _stable(name: AuthorityName | None) -> str:
    return name.values[0] if name and name.values else ""


def _withheld(document: Document) -> tuple[str, ...]:
    return document.withheld if isinstance(document, WithheldDocument) else ()


def _always(
    name: str, said: str, of: Callable[[Item], Any], type_: Type = Type.TEXT
) -> Column[Item]:
    return Column(name=name, said=said, of=of, type=type_, is_required=True)


def _maybe(
    name: str, said: str, of: Callable[[Item], Any], type_: Type = Type.TEXT
) -> Column[Item]:
    return Column(name=name, said=said, of=of, type=type_)


DOCUMENTS: Table[Document] = Table(
    name="documents",
    said="une question ou un article",
    items=lambda document: (document,),
    columns=(
        _always("id", "identifiant, celui de l’adresse /documents/<id>", lambda d: d.id),
        _always("kind", "question ou article", lambda d: d.kind),
        _always(
            "type", "QE (écrite), QG (au Gouvernement), QOSD (orale) ou article", lambda d: d.type
        ),
        _always("title", "titre", lambda d: d.title),
        _always("text", "texte de la question ou de l’article", lambda d: d.text),
        _maybe("answer", "texte de la réponse", lambda d: d.answer),
        _maybe("number", "numéro officiel", lambda d: d.number),
        _maybe("chamber", "assemblee ou senat", lambda d: d.chamber),
        _maybe("legislature", "numéro de la législature", lambda d: d.legislature),
        _always(
            "legislature_inferred",
            "la législature est déduite de la date",
            lambda d: d.legislature_inferred,
            Type.FLAG,
        ),
        _maybe("author", "auteur", lambda d: d.author),
        _maybe("author_id", "identifiant du député à l’Assemblée nationale", lambda d: d.author_id),
        _maybe("constituency", "circonscription du député", lambda d: d.constituency),
        _maybe("department", "département de la circonscription", lambda d: d.department),
        _maybe("group_name", "groupe politique, sous son nom d’alors", lambda d: _name(d.group)),
        _maybe("party", "groupe politique, sous un nom stable", lambda d: _stable(d.group)),
        _maybe(
            "ministry_asked",
            "ministère interrogé, sous son nom d’alors",
            lambda d: _name(d.ministry_asked),
        ),
        _maybe(
            "ministry_in_charge",
            "ministère attributaire, sous son nom d’alors",
            lambda d: _name(d.ministry_in_charge),
        ),
        _maybe("topic_name", "rubrique, telle que publiée", lambda d: _name(d.topic)),
        _maybe("topic", "rubrique, sous un nom stable", lambda d: _stable(d.topic)),
        _maybe("status", "pending, answered, withdrawn ou lapsed", lambda d: d.status),
        _maybe("clock", "délai\u00a0: in_time, late, waiting ou overdue", lambda d: d.clock),
        _maybe("date", "jour de publication", lambda d: d.date, Type.DAY),
        _always("date_inferred", "la date est déduite", lambda d: d.date_inferred, Type.FLAG),
        _maybe("date_written", "date sans jour, telle qu’écrite", lambda d: d.date_written),
        _maybe("asked_on", "jour de publication de la question", lambda d: d.asked_on, Type.DAY),
        _maybe(
            "answered_on", "jour de publication de la réponse", lambda d: d.answered_on, Type.DAY
        ),
        _maybe("url", "page officielle ou d’origine", lambda d: d.url),
        _maybe("publisher", "éditeur de l’article", lambda d: d.publisher),
        _maybe("page", "page du journal", lambda d: d.page),
        _always("is_notice", "le texte est un résumé", lambda d: d.is_notice, Type.FLAG),
        _always("source_path", "fichier où le document a été lu", lambda d: d.source.path),
        _always(
            "source_line", "première ligne dans ce fichier", lambda d: d.source.line, Type.NUMBER
        ),
        _maybe("source_record", "nom de la pièce dans une archive", lambda d: d.source.record),
    ),
)

_EVENTS: Table[Event] = Table(
    name="events",
    said="un événement de la vie d’une question, dans l’ordre du temps",
    items=lambda document: document.events,
    columns=(
        _always(
            "kind",
            "asked, reassigned, signalled, renewed, answered, corrected, withdrawn ou lapsed",
            lambda e: e.kind,
        ),
        _maybe("date", "jour du Journal officiel", lambda e: e.date, Type.DAY),
        _maybe("page", "page du Journal officiel", lambda e: e.page),
        _maybe("reason", "motif", lambda e: e.reason),
        _maybe("ministry", "ministère à qui la question a été attribuée", lambda e: e.ministry),
        _maybe("text", "texte de l’erratum", lambda e: e.text),
    ),
)
_MINISTRIES: Table[_Ministry] = Table(
    name="ministries",
    said="un nom stable d’un ministère interrogé ou attributaire",
    items=_ministries,
    columns=(
        _always("role", "asked (interrogé) ou in_charge (attributaire)", lambda m: m.role),
        _maybe("name", "nom d’alors", lambda m: m.name),
        _always("value", "nom stable, celui des filtres du site", lambda m: m.value),
    ),
)
_LAWS: Table[str] = Table(
    name="laws",
    said="une loi, un décret, un code ou un acte européen cité, dans l’ordre des textes",
    items=lambda document: document.laws,
    columns=(_always("law", "nom sous lequel il est compté", str),),
)
_FIELD_SOURCES: Table[FieldSource] = Table(
    name="field_sources",
    said="un champ lu ailleurs que le document",
    items=lambda document: document.field_sources,
    columns=(
        _always("field", "nom du champ", lambda f: f.field),
        _always("path", "fichier où il a été lu", lambda f: f.source.path),
        _always("line", "première ligne dans ce fichier", lambda f: f.source.line, Type.NUMBER),
        _maybe("record", "nom de la pièce dans une archive", lambda f: f.source.record),
    ),
)
_WITHHELD: Table[str] = Table(
    name="withheld",
    said="un texte qui ne peut être diffusé, et qui manque ici",
    items=_withheld,
    columns=(_always("field", "text ou answer", str),),
)
LISTS: tuple[Table[Any], ...] = (_EVENTS, _MINISTRIES, _LAWS, _FIELD_SOURCES, _WITHHELD)
