"""Which records was a generation made from? One entry per record, so that it is read only once.

The engine keeps the ledger with the generation, as bytes that it does not look into.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Annotated

import zstandard
from pydantic import PlainSerializer, PlainValidator, TypeAdapter, ValidationError

from search_app.ingest import Fact
from search_app.model.document import Source
from search_app.model.errors import RecordError

REJECTS_KEPT = 1_000
"""Of each file; further ones are counted."""

# An exception is made by its constructor alone, which keeps the arguments that it travels with.
_KeptError = Annotated[
    RecordError, PlainValidator(lambda facts: RecordError(**facts)), PlainSerializer(asdict)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFacts:
    """What of a question decides how other records complete it.

    author: the identifier of the deputy, failing that the name. legislature: its number.
    asked: proleptic ordinal of the day it was asked, 0 when that is unknown.
    due: the same of the last day for its answer while it waits for one, else 0.
    text: digest of the full text, "" when the record has none.
    """

    author: str
    legislature: str
    asked: int
    due: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record of the corpus as it was read.

    path, record, line: see `Source`.
    digest: of the bytes of the record.
    document_id: of the document made of it; "" when the record was rejected.
    document_digest: of that document.
    is_notice: see `Document`. is_official: it is in a format of open data.
    published: proleptic ordinal of the newest day in the document, 0 when it has none.
    unknown_names: the names in the document that the authority files do not have.
    unread_keys: see `ParsedRecord`.
    question: None when the document is no question.
    fact: see `ParsedRecord`.
    errors: everything that is wrong with the record.
    left_out: see `ParsedRecord`.
    records: how many records it stands for; not 1 only for what is left out of a file with too many
        rejects.
    """

    path: str
    record: str
    line: int
    digest: str
    document_id: str = ""
    document_digest: str = ""
    is_notice: bool = False
    is_official: bool = False
    published: int = 0
    unknown_names: tuple[str, ...] = ()
    unread_keys: tuple[str, ...] = ()
    question: QuestionFacts | None = None
    fact: Fact | None = None
    errors: tuple[_KeptError, ...] = ()
    left_out: int = 0
    records: int = 1

    @property
    def key(self) -> tuple[str, str, str]:
        """What an unchanged record is recognised by."""
        return self.path, self.record, self.digest

    @property
    def source(self) -> Source:
        return Source(path=self.path, line=self.line, record=self.record)

    @property
    def precedence(self) -> tuple[bool, bool, int, str, str]:
        """Of the records of one document, the one that sorts first is preferred.

        A full text comes before a notice, open data before a page or a table, then the newer one
        first, then in the order of paths.
        """
        return self.is_notice, not self.is_official, -self.published, self.path, self.record


class RejectsOfFile:
    """Keeps the first errors of one file, REJECTS_KEPT at most, and counts the others."""

    def __init__(self) -> None:
        self._left = REJECTS_KEPT
        self._more = 0
        self._left_out = 0  # entries

    def bounded(self, entry: Entry) -> Entry | None:
        """Return an entry with those of its errors that are kept; None when nothing is left."""
        if not entry.errors:
            return entry
        kept = entry.errors[: self._left]
        self._left -= len(kept)
        self._more += len(entry.errors) - len(kept)
        if kept or entry.document_id:
            return replace(entry, errors=kept)
        self._left_out += 1
        return None

    def more(self, path: str) -> Iterator[Entry]:
        """Yield one entry that stands for the errors that were not kept, if there are any."""
        if self._more:
            errors = (more_rejects(path, self._more),)
            yield Entry(
                path=path, record="", line=1, digest="", errors=errors, records=self._left_out
            )


def more_rejects(path: str, count: int) -> RecordError:
    """Make the RecordError that stands for so many others of a file."""
    detail = f"{count} more rejects of this file are counted and not listed"
    return RecordError(path=path, line=1, code="more", detail=detail, count=count)


@dataclass(kw_only=True)
class Ledger:
    """All records that a generation was made from.

    code: digest of the code, the names and the limits that documents were made with.
    files: digest of the bytes of each file, by path; another word for one that could not be read
        whole, so that the next run reads it again.
    known_until: proleptic ordinal of the newest day that each snapshot knows of.
    entries: one for each record, rejected ones included.
    """

    code: str
    files: dict[str, str] = field(default_factory=dict)
    known_until: dict[str, int] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def by_path(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {path: [] for path in self.files}
        for entry in self.entries:
            found.setdefault(entry.path, []).append(entry)
        return found

    @cached_property
    def by_document(self) -> dict[str, list[Entry]]:
        """The entries of each document, the preferred one first.

        It is worked out once: no entry may be added afterwards.
        """
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.document_id:
                found.setdefault(entry.document_id, []).append(entry)
        for entries in found.values():
            if len(entries) > 1:  # few are, and making keys for all the others takes as long
                entries.sort(key=lambda entry: entry.precedence)
        return found

    def to_bytes(self) -> bytes:
        """Return the ledger as compressed JSON, without what most entries do not have."""
        data = _LEDGER_JSON.dump_json(self, exclude_defaults=True)
        return zstandard.ZstdCompressor(level=1, write_checksum=True).compress(data)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Ledger":
        """Return the ledger that `to_bytes` wrote; an empty one for any other bytes."""
        try:
            return _LEDGER_JSON.validate_json(zstandard.decompress(data))
        except (zstandard.ZstdError, ValidationError, TypeError):
            return cls(code="")


_LEDGER_JSON = TypeAdapter(Ledger)
