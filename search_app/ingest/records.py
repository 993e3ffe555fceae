"""What is one record, before and after it is read?"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from search_app.model.document import Document, Source
from search_app.model.errors import RecordError

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes beyond which nothing is read; all in bytes but `entries_max`, a number.

    file_size_max_bytes: a file that is one text. record_size_max_bytes: one record of a container
    (a zip, a CSV, a big JSON file), and an official question wherever it stands.
    container_size_max_bytes: a container on disk. unpacked_size_max_bytes: what is unpacked of one
    zip. entries_max: entries of one zip.
    """

    file_size_max_bytes: int = 32 * _MB
    record_size_max_bytes: int = 8 * _MB
    container_size_max_bytes: int = 4096 * _MB
    unpacked_size_max_bytes: int = 8192 * _MB
    entries_max: int = 2_000_000


class RecordFormat(StrEnum):
    """How the bytes of a record are read.

    TEXT: a text whose format is told by its content. JSON: an official question. ROW: the fields
    of a question, cut out of a CSV by its mapping, as a JSON object of strings.
    """

    TEXT = "text"
    JSON = "json"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """One record as its bytes, not yet parsed.

    path: file relative to the corpus. record: its name inside a container
    ("json/QANR5L15QG1.json", "row 12"), "" for a file that is one record. line: 1-based, of the
    file or of the container's entry. digest: sha256, in hex, of all that its Document is made of.
    """

    path: str
    record: str
    line: int
    format: RecordFormat
    data: bytes
    digest: str

    @property
    def source(self) -> Source:
        return Source(path=self.path, line=self.line, record=self.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRecord:
    """document: None when the record could not be read. errors: what was wrong with it.

    A record may be both indexed and reported: a question that has no text, for one.
    """

    document: Document | None
    errors: tuple[RecordError, ...] = ()


Scanned = Iterator[RawRecord | RecordError]
"""The records of a file or of a part of it, and in the place of those that cannot be read, why."""


def raw_record(source: Source, of_format: RecordFormat, data: bytes) -> RawRecord:
    """Make a RawRecord with its digest: of its place, format and bytes."""
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
    """Make a RecordError about the record that stands there."""
    # In order, not by name: an exception is sent to another process as what it was made with.
    return RecordError(source.path, source.line, code, detail, source.record)
