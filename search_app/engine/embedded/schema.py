"""What is indexed of a document, and under which field?"""

import pickle
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from pydantic import TypeAdapter
from whoosh import __version__ as whoosh_version
from whoosh.fields import ID, NUMERIC, STORED, TEXT, Schema

from search_app import text_table
from search_app.code_digest import class_code, function_code, module_code
from search_app.engine.embedded import bm25
from search_app.engine.embedded.whoosh_view.analysis import StemmedAnalyzer, StrictAnalyzer
from search_app.engine.embedded.whoosh_view.codec import ColumnarSegment
from search_app.model.column import NO_NUMBER, NumericColumn
from search_app.model.copies import text_key
from search_app.model.document import AuthorityName, Document
from search_app.model.facet import FacetField
from search_app.model.happening import Happening
from search_app.model.slug import slug_of

STEMMED_OF = {f"{name}_strict": name for name in ("title", "text", "answer")}
"""For the field of the strict terms of each text, the field of its stemmed terms."""

STRICT_NAMES = (
    *STEMMED_OF,
    *("author", "constituency", "party", "ministry", "topic", "law", "reference"),
)
KEYWORDS = ("id", "legislature", "number", "type", "status", "answer_key", "text_key", "slug")
# Documents that have one of these in common are copies of each other, or have one answer.
COPY_KEYS = ("text_key", "answer_key")
DATE_FIELD = "date"

DOCUMENT_JSON = TypeAdapter(Document)
_DATE = NUMERIC(int, bits=32, signed=False)
# To go through the members of an enumeration for each document would take a twelfth of `indexed`.
_VALUES_OF = tuple(field.values_of for field in FacetField)
_NUMBERS_OF = tuple(column.number_of for column in NumericColumn)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedDocument:
    """What is indexed of a document.

    texts: the text of each field with strict terms. keywords: the terms of each other field.
    facets: the values of each FacetField, in the order of these. numbers: the number of each
    NumericColumn, in the order of these. json: the whole document, as DOCUMENT_JSON writes it.
    """

    texts: dict[str, str]
    keywords: dict[str, tuple[bytes, ...]]
    facets: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    json: bytes

    @property
    def characters(self) -> int:
        """The length of all texts together."""
        return sum(map(len, self.texts.values()))


def new_schema() -> Schema:
    """Return the schema that says how Whoosh reads each field."""
    schema = Schema(id=ID(unique=True), date=_DATE, document=STORED())
    for name in KEYWORDS[1:]:
        schema.add(name, ID())
    for name in STRICT_NAMES:
        schema.add(name, TEXT(analyzer=StrictAnalyzer(), phrase=True))
    for name in STEMMED_OF.values():
        schema.add(name, TEXT(analyzer=StemmedAnalyzer(), phrase=True))
    return schema


def indexed(document: Document) -> IndexedDocument:
    """Return what is indexed of a document. Fields without a value are left out."""
    ministries = (document.ministry_asked, document.ministry_in_charge)
    texts = {
        "title_strict": document.title,
        "text_strict": document.text,
        "answer_strict": document.answer,
        "author": document.author,
        "constituency": document.constituency,
        "party": _names(document.group),
        "ministry": _names(*ministries),
        "topic": _names(document.topic),
        "law": "; ".join(document.laws),
        "reference": f"{document.number} {document.id}",
    }
    keywords = {
        "id": document.id,
        "legislature": document.legislature,
        "number": document.number,
        "type": document.type.value,
        "status": document.status.value if document.status else "",
        "answer_key": document.answer_key,
        "text_key": text_key(document),
        "slug": slug_of(document),
    }
    day = NumericColumn.DATE.number_of(document)
    return IndexedDocument(
        texts={name: text for name, text in texts.items() if text},
        keywords={name: (value.encode(),) for name, value in keywords.items() if value}
        | ({DATE_FIELD: _day_terms(day)} if day != NO_NUMBER else {}),
        facets=tuple([values_of(document) for values_of in _VALUES_OF]),
        numbers=tuple([number_of(document) for number_of in _NUMBERS_OF]),
        json=DOCUMENT_JSON.dump_json(document),
    )


@lru_cache(maxsize=1 << 16)
def _day_terms(day: int) -> tuple[bytes, ...]:
    """Return the terms by which Whoosh's numeric ranges find a day."""
    return tuple(sorted(term for term, *_ in _DATE.index(day)))


@lru_cache(maxsize=1 << 14)
def _names(*names: AuthorityName | None) -> str:
    """Return all names of these as one text: as written, their stable values, their labels."""
    ways = [way for name in names if name for way in (name.name, *name.values, *name.labels)]
    return "; ".join(dict.fromkeys(ways))


@cache
def schema_digest() -> str:
    """Return the SHA-256, in hexadecimal, of all that decides the files of a generation.

    These are the version of Whoosh, the classes of this program that Whoosh's table of contents
    names, the code of `indexing`, of `segments`, of their tables, of `scoring` and of this module,
    what a document is, and how its facets and numbers are read from it. Which terms stand for a
    text is in the digest of `french`. An index that was built under another digest has to be built
    anew.
    """
    decisive = [
        ".".join(map(str, whoosh_version)),
        *(class_code(pickled) for pickled in _pickled_classes()),
        *(module_code(f"{__package__}.{part}") for part in ("indexing", "segments", "scoring")),
        module_code(text_table.__name__),
        module_code(bm25.__name__),
        module_code(__name__),
        module_code(Document.__module__),
        module_code(Happening.__module__),
        module_code(slug_of.__module__),
        module_code(text_key.__module__),
        *(f"{facet.parameter} {function_code(facet.values_of)}" for facet in FacetField),
        *(f"{c.key} {c.highest} {function_code(c.number_of)}" for c in NumericColumn),
    ]
    return sha256("\0".join(decisive).encode()).hexdigest()


def _pickled_classes() -> list[type]:
    """Return the classes of this program that Whoosh's table of contents, a pickle, names."""
    table = _ClassesNamed(BytesIO(), protocol=2)
    table.dump((new_schema(), ColumnarSegment("")))
    ours = (named for named in table.classes if named.__module__.startswith("search_app."))
    return sorted(ours, key=lambda named: (named.__module__, named.__name__))


class _ClassesNamed(pickle.Pickler):
    """Notes which classes a pickle names."""

    def __init__(self, file: BytesIO, protocol: int) -> None:
        super().__init__(file, protocol)
        self.classes: set[type] = set()

    def reducer_override(self, pickled: object) -> Any:
        if isinstance(pickled, type):
            self.classes.add(pickled)
        return NotImplemented
