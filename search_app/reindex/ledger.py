"""Which records was a generation made from? One entry per record, so that it is read only once.

The engine keeps the ledger with the generation, as bytes that it does not look into.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from search_app.model.errors import RecordError

REJECTS_KEPT = 1_000
"""Of each file; further ones are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record of the corpus as it was read.

    path, record, line: see `Source`.
    digest: of the bytes of the record.
    document_id: of the document made of it; "" when the record was rejected.
    document_digest: of that document.
    is_notice: see `Document`.
    published: proleptic ordinal of the newest day in the document, 0 when it has none.
    unknown_names: the names in the document that the authority files do not have.
    errors: everything that is wrong with the record.
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
    published: int = 0
    unknown_names: tuple[str, ...] = ()
    errors: tuple[RecordError, ...] = ()
    records: int = 1

    @property
    def key(self) -> tuple[str, str, str]:
        """What an unchanged record is recognised by."""
        return self.path, self.record, self.digest

    @property
    def precedence(self) -> tuple[bool, int, str, str]:
        """Of the records of one document, the one that sorts first counts.

        A full text comes before a notice, then the newer one first, then in the order of paths.
        """
        return self.is_notice, -self.published, self.path, self.record


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


@dataclass(slots=True, kw_only=True)
class Ledger:
    """All records that a generation was made from.

    code: digest of the code, the names and the limits that documents were made with.
    files: digest of the bytes of each file, by path; another word for one that could not be read
        whole, so that the next run reads it again.
    entries: one for each record, rejected ones included.
    """

    code: str
    files: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def by_path(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {path: [] for path in self.files}
        for entry in self.entries:
            found.setdefault(entry.path, []).append(entry)
        return found

    def winners(self) -> dict[str, Entry]:
        """Return the entry that counts for each document id."""
        return winners(self.entries)

    def to_bytes(self) -> bytes:
        lines = [json.dumps({"code": self.code, "files": self.files})]
        lines += (json.dumps(_facts(entry), ensure_ascii=False) for entry in self.entries)
        return gzip.compress("\n".join(lines).encode(), compresslevel=1, mtime=0)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Ledger":
        """Return the ledger that `to_bytes` wrote; an empty one for any other bytes."""
        try:
            head, *lines = gzip.decompress(data).decode().split("\n")
            return cls(**json.loads(head), entries=[_entry(json.loads(line)) for line in lines])
        except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError, AttributeError):
            return cls(code="")


def winners(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return for each document id the entry whose precedence sorts first."""
    best: dict[str, Entry] = {}
    for entry in entries:
        if not entry.document_id:
            continue
        other = best.get(entry.document_id)
        if other is None or entry.precedence < other.precedence:
            best[entry.document_id] = entry
    return best


def _facts(entry: Entry) -> dict[str, Any]:
    """Return what `asdict` does, without its deep copies: two thirds of the time of a short run."""
    facts = {f.name: getattr(entry, f.name) for f in fields(entry)}
    return facts | {"errors": [asdict(error) for error in entry.errors]}


def _entry(facts: dict[str, Any]) -> Entry:
    errors = tuple(RecordError(**error) for error in facts.pop("errors"))
    names: tuple[str, ...] = tuple(facts.pop("unknown_names"))
    return Entry(**facts, errors=errors, unknown_names=names)
