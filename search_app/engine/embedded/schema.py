"""What is indexed of a document, and under which field?"""

import ast
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter
from whoosh import __version__ as whoosh_version
from whoosh.fields import ID, NUMERIC, STORED, TEXT, Schema

from search_app.authority import label
from search_app.engine.embedded.whoosh_view.analysis import StemmedAnalyzer, StrictAnalyzer
from search_app.model.column import NO_NUMBER, NumericColumn
from search_app.model.document import AuthorityName, Document
from search_app.model.expr import Scope
from search_app.model.facet import FacetField

# Per scope, the fields searched by stem and by exact form, with their weight in the score.
STEMMED_FIELDS: dict[Scope, dict[str, float]] = {
    Scope.TITLE: {"title": 1.5},
    Scope.TEXT: {"text": 1.0},
    Scope.ANSWER: {"answer": 1.0},
}
STEMMED_FIELDS[Scope.ANY] = {k: w for fields in STEMMED_FIELDS.values() for k, w in fields.items()}
STEMMED_OF = {f"{name}_strict": name for name in STEMMED_FIELDS[Scope.ANY]}
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
STRICT_NAMES = (*STEMMED_OF, "author", "constituency", "party", "ministry", "topic", "reference")
KEYWORDS = ("id", "legislature", "number", "type", "status")
DATE_FIELD = "date"

DOCUMENT_JSON = TypeAdapter(Document)
_DATE = NUMERIC(int, bits=32, signed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedDocument:
    """What is indexed of a document.

    texts: by strict field. keywords: the terms of each exact field. facets: the values in each, in
    the order of FacetField. numbers: one for each NumericColumn, in their order.
    """

    texts: dict[str, str]
    keywords: dict[str, tuple[bytes, ...]]
    facets: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    json: bytes

    @property
    def characters(self) -> int:
        """How long the texts are, together."""
        return sum(map(len, self.texts.values()))


def new_schema() -> Schema:
    """Return the schema that Whoosh reads the fields by."""
    schema = Schema(id=ID(unique=True), date=_DATE, document=STORED())
    for name in KEYWORDS[1:]:
        schema.add(name, ID())
    for name in STRICT_NAMES:
        schema.add(name, TEXT(analyzer=StrictAnalyzer(), phrase=True))
    for name in STEMMED_OF.values():
        schema.add(name, TEXT(analyzer=StemmedAnalyzer(), phrase=True))
    return schema


def indexed(document: Document) -> IndexedDocument:
    """Return what is indexed of a document; empty values are left out."""
    ministries = (document.ministry_asked, document.ministry_in_charge)
    texts = {
        "title_strict": document.title,
        "text_strict": document.text,
        "answer_strict": document.answer,
        "author": document.author,
        "constituency": document.constituency,
        "party": _names(FacetField.PARTY, document.group),
        "ministry": _names(FacetField.MINISTRY, *ministries),
        "topic": _names(FacetField.TOPIC, document.topic),
        "reference": f"{document.number} {document.id}",
    }
    keywords = {
        "id": document.id,
        "legislature": document.legislature,
        "number": document.number,
        "type": document.type.value,
        "status": document.status.value if document.status else "",
    }
    day = NumericColumn.DATE.number_of(document)
    return IndexedDocument(
        texts={name: text for name, text in texts.items() if text},
        keywords={name: (value.encode(),) for name, value in keywords.items() if value}
        | ({DATE_FIELD: _day_terms(day)} if day != NO_NUMBER else {}),
        facets=tuple(field.values_of(document) for field in FacetField),
        numbers=tuple(column.number_of(document) for column in NumericColumn),
        json=DOCUMENT_JSON.dump_json(document),
    )


@lru_cache(maxsize=1 << 16)
def _day_terms(day: int) -> tuple[bytes, ...]:
    """Return the terms by which Whoosh's numeric ranges find a day."""
    return tuple(sorted(term for term, *_ in _DATE.index(day)))


@lru_cache(maxsize=1 << 14)
def _names(field: FacetField, *names: AuthorityName | None) -> str:
    """Every way to call them: as written, stable value, label."""
    known = [name for name in names if name]
    ways = [way for n in known for way in (n.name, *n.values, *(label(field, v) for v in n.values))]
    return "; ".join(dict.fromkeys(ways))


def facets_in_files(source: str) -> str:
    """Return the code that declares the facets, without what no file of an index holds.

    Readers may be shown other words, and pages arranged anew, over the same index.
    """
    code = ast.parse(source)
    for call in ast.walk(code):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Facet":
            call.keywords = [k for k in call.keywords if k.arg in {"parameter", "values_of"}]
    return ast.unparse(code)


def schema_digest() -> str:
    """Return a hash of all that decides the files of a generation, Whoosh's version included."""
    room = Path(__file__).parent
    modules = (
        *sorted(room.joinpath("segments").glob("*.py")),
        *sorted(room.joinpath("indexing").glob("*.py")),
        *sorted(room.joinpath("whoosh_view").glob("*.py")),
        Path(__file__),
    )
    sources = [module.read_bytes() for module in modules]
    model = files("search_app.model")
    sources += [model.joinpath(name).read_bytes() for name in ("column.py", "document.py")]
    sources.append(facets_in_files(model.joinpath("facet.py").read_text("utf-8")).encode())
    version = ".".join(map(str, whoosh_version)).encode()
    return sha256(b"\0".join([version, *sources])).hexdigest()
