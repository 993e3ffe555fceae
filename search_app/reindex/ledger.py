"""What was read for a generation? One entry per record, so that an unchanged one is not read again.

The engine keeps the ledger with the generation and does not look into it.
"""

import gzip
import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from search_app.model.errors import RecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record of the corpus as it was read.

    digest: of the raw record. document_id: "" when it was rejected. document_digest: of the
    document made of it. published: ordinal of its newest day, 0 when unknown. errors: what was
    wrong with it, as RecordErrors.
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

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells an unchanged record again."""
        return self.path, self.record, self.digest

    @property
    def precedence(self) -> tuple[bool, int, str, str]:
        """Sorts the record that counts first: full text, then newer, then first path."""
        return self.is_notice, -self.published, self.path, self.record


@dataclass(slots=True, kw_only=True)
class Ledger:
    """code: digest of the code and names that the documents were made with.

    files: digest of each file's content, by path. entries: of every record, rejected ones too.
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
        """Read it back; one that is absent, or not written by this program, is empty."""
        try:
            head, *lines = gzip.decompress(data).decode().split("\n")
            return cls(**json.loads(head), entries=[_entry(json.loads(line)) for line in lines])
        except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError, AttributeError):
            return cls(code="")


def winners(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return, for each document id, the entry with the first precedence."""
    best: dict[str, Entry] = {}
    for entry in entries:
        if not entry.document_id:
            continue
        other = best.get(entry.document_id)
        if other is None or entry.precedence < other.precedence:
            best[entry.document_id] = entry
    return best


def _facts(entry: Entry) -> dict[str, Any]:
    """Like `asdict`, which copies deeply and took two thirds of an incremental run's own time."""
    facts = {f.name: getattr(entry, f.name) for f in fields(entry)}
    return facts | {"errors": [asdict(error) for error in entry.errors]}


def _entry(facts: dict[str, Any]) -> Entry:
    errors = tuple(RecordError(**error) for error in facts.pop("errors"))
    names: tuple[str, ...] = tuple(facts.pop("unknown_names"))
    return Entry(**facts, errors=errors, unknown_names=names)
