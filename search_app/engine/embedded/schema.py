"""What is indexed of a document, and under which field?"""

from datetime import date
from hashlib import sha256
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter
from whoosh import __version__ as whoosh_version
from whoosh.fields import ID, NUMERIC, STORED, TEXT, Schema

from search_app.authority import label
from search_app.engine.embedded.analysis import StemmedAnalyzer, StrictAnalyzer
from search_app.model.document import AuthorityName, Document
from search_app.model.expr import Scope
from search_app.model.facet import FacetField

# Per scope, the fields searched by stem and by exact form, with their weight in the score.
STEMMED_FIELDS: dict[Scope, dict[str, float]] = {
    Scope.TITLE: {"title": 2.0},
    Scope.TEXT: {"text": 1.0},
    Scope.ANSWER: {"answer": 1.0},
}
STEMMED_FIELDS[Scope.ANY] = {k: w for fields in STEMMED_FIELDS.values() for k, w in fields.items()}
# Names are never stemmed.
NAME_FIELDS: dict[Scope, dict[str, float]] = {
    Scope.AUTHOR: {"author": 1.0},
    Scope.PARTY: {"party": 1.0},
    Scope.MINISTRY: {"ministry": 1.0},
    Scope.TOPIC: {"topic": 1.0},
    Scope.ANY: {"author": 1.0, "reference": 1.0, "party": 0.5, "constituency": 0.5},
}
STRICT_FIELDS: dict[Scope, dict[str, float]] = {
    scope: {f"{name}_strict": weight for name, weight in STEMMED_FIELDS.get(scope, {}).items()}
    | NAME_FIELDS.get(scope, {})
    for scope in Scope
}
DATE_FIELD = "date"
UNKNOWN_DAY = 0

DOCUMENT_JSON = TypeAdapter(Document)


def new_schema() -> Schema:
    schema = Schema(
        id=ID(unique=True),
        legislature=ID(),
        number=ID(),
        type=ID(),
        status=ID(),
        date=NUMERIC(int, bits=32, signed=False),
        document=STORED(),
    )
    for name in STEMMED_FIELDS[Scope.ANY]:
        schema.add(name, TEXT(analyzer=StemmedAnalyzer(), phrase=True))
        schema.add(f"{name}_strict", TEXT(analyzer=StrictAnalyzer(), phrase=True))
    for name in ("author", "constituency", "party", "ministry", "topic", "reference"):
        schema.add(name, TEXT(analyzer=StrictAnalyzer(), phrase=True))
    return schema


def indexed_fields(document: Document) -> dict[str, Any]:
    """Return the values of a document for Whoosh's `add_document`; empty ones left out."""
    texts = {"title": document.title, "text": document.text, "answer": document.answer}
    fields: dict[str, Any] = {
        "id": document.id,
        **texts,
        **{f"{name}_strict": value for name, value in texts.items()},
        "author": document.author,
        "constituency": document.constituency,
        "party": _names(FacetField.PARTY, document.group),
        "ministry": _names(
            FacetField.MINISTRY, document.ministry_asked, document.ministry_in_charge
        ),
        "topic": _names(FacetField.TOPIC, document.topic),
        "reference": f"{document.number} {document.id}",
        "legislature": document.legislature,
        "number": document.number,
        "type": document.type.value,
        "status": document.status.value if document.status else "",
        "date": day_number(document.date),
        "document": DOCUMENT_JSON.dump_json(document),
    }
    return {name: value for name, value in fields.items() if value not in ("", None)}


def day_number(day: date | None) -> int:
    """Return the proleptic ordinal of a day (1 is 1 January of the year 1), or UNKNOWN_DAY."""
    return day.toordinal() if day else UNKNOWN_DAY


def _names(field: FacetField, *names: AuthorityName | None) -> str:
    """Every way to call them: as written, stable value, label."""
    known = [name for name in names if name]
    ways = [way for n in known for way in (n.name, *n.values, *(label(field, v) for v in n.values))]
    return "; ".join(dict.fromkeys(ways))


def schema_digest() -> str:
    """Return a hash of all that decides the files of a generation, Whoosh's version included."""
    room = files("search_app.engine.embedded")
    sources = [room.joinpath(name).read_bytes() for name in ("schema.py", "columns.py")]
    model = files("search_app.model")
    sources += [model.joinpath(name).read_bytes() for name in ("document.py", "facet.py")]
    version = ".".join(map(str, whoosh_version)).encode()
    return sha256(b"\0".join([version, *sources])).hexdigest()
