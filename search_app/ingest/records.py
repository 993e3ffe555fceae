"""What is one record, before and after it is parsed?

A record is what one document is made of: a file, an entry of a zip, a row of a CSV, or one question
of a list.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from search_app.model.document import Document, Source
from search_app.model.errors import RecordError
from search_app.model.member import Member, PoliticalGroup

Fact = Member | PoliticalGroup
"""What a record may tell that is no document, and that documents are completed with."""

_DETAIL_LENGTH_MAX = 300


class RecordFormat(StrEnum):
    """How the bytes of a record are to be parsed.

    TEXT: as a text, whose format its content tells. JSON, XML: as a question in the JSON or the XML
    of the Assemblée. ROW: as a JSON object of strings, the fields of a question by their names,
    which the mapping of a CSV has cut out of one row. SENAT: as a JSON object of one row of the
    tables of the Sénat, with its answers.
    """

    TEXT = "text"
    JSON = "json"
    XML = "xml"
    ROW = "row"
    SENAT = "senat"
    PRESS = "press"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """One record as bytes, not yet parsed.

    path: of the file, relative to the corpus.
    record: name inside a container ("json/QANR5L15QG1.json", "row 12"), "" for a whole file.
    line: where the record begins, 1-based, in the file or in the zip's entry.
    digest: SHA-256, in hexadecimal, of all that the document is made of. Of a record that is a
        whole entry of a zip, it is made of the size and the checksum that the zip has of it, so
        that what has not changed need not be unpacked.
    """

    path: str
    record: str
    line: int
    format: RecordFormat
    data: bytes
    digest: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What an unchanged record is recognised by."""
        return self.path, self.record, self.digest

    @property
    def source(self) -> Source:
        return Source(path=self.path, line=self.line, record=self.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRecord:
    """What a record makes.

    document: None when the record cannot be read, or describes no document. errors: what is wrong
    with the record. A record may have both: a question without a text, for example, is indexed and
    reported. fact: the deputy or political group that the record describes, or None. left_out: how
    many paragraphs of a web page are neither in the document nor in menus. unread_keys: the keys of
    front matter that have no meaning.
    """

    document: Document | None
    errors: tuple[RecordError, ...] = ()
    fact: Fact | None = None
    left_out: int = 0
    unread_keys: tuple[str, ...] = ()


IsKnown = Callable[[str, str], bool]
"""Tells whether a record, by its name inside its container and its digest, was read before."""


def nothing_known(_record: str, _digest: str) -> bool:
    return False


Scanned = Iterator[RawRecord | RecordError]
"""The records of a file, in its order, with a RecordError in place of each that cannot be read."""


def place_within(container: Source, name: str, line: int = 1) -> Source:
    """Return the place of a record by its name inside a file, or inside an entry of a container."""
    record = f"{container.record}/{name}" if container.record else name
    return Source(path=container.path, line=line, record=record)


def path_within_corpus(source: Source) -> str:
    """Return the path of a file or, inside a container, that and the name of the record."""
    return f"{source.path}/{source.record}" if source.record else source.path


def raw_record(source: Source, of_format: RecordFormat, data: bytes) -> RawRecord:
    """Make a RawRecord, with the digest of its place, its format and its bytes."""
    place = f"{source.path}\0{source.record}\0{source.line}\0{of_format.value}\0"
    return RawRecord(
        path=source.path,
        record=source.record,
        line=source.line,
        format=of_format,
        data=data,
        digest=hashlib.sha256(place.encode() + data).hexdigest(),
    )


def too_large(source: Source, size: int, size_max: int) -> RecordError:
    """Make the RecordError "size" of something of so many bytes."""
    return error_at(source, "size", f"{size} bytes, at most {size_max}")


def too_long(field: str, value: str, length_max: int) -> str:
    """Say that a value has too many characters, as the detail of a RecordError "value"."""
    return f"{field} of {len(value)} characters, at most {length_max}"


def error_at(source: Source, code: str, detail: str) -> RecordError:
    """Make a RecordError about the record at a place of the corpus.

    A detail that quotes the record may be as long as the record; it is cut to 300 characters.
    """
    if len(detail) > _DETAIL_LENGTH_MAX:
        detail = f"{detail[: _DETAIL_LENGTH_MAX - 1]}…"
    # Between processes an exception travels as its positional arguments, so all of them are.
    return RecordError(source.path, source.line, code, detail, source.record)
