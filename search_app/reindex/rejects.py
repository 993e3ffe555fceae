"""What is wrong with records, and where is it written?"""

import json
from collections import Counter
from pathlib import Path

from search_app.model.errors import IndexWriteError, RecordError
from search_app.reindex.ledger import REJECTS_KEPT, Entry, Ledger, more_rejects

REJECTS_FILE = "rejects.jsonl"
REASONS = {
    "encoding": "unreadable characters: {detail}",
    "dialect": "not a format that is read: {detail}",
    "empty": "the file is empty: {detail}",
    "missing": "there is no {detail}",
    "date": "no such date: {detail}",
    "value": "not a value that can stand there: {detail}",
    "more": "{detail}",
    "size": "too large: {detail}",
    "duplicate": "another record of the same document counts: {detail}",
    "format": "it cannot be read as what it is: {detail}",
    "unreadable": "the system cannot read it, so that what the index has of it stays: {detail}",
    "changing": "{detail}; the next run reads it again",
}


def reason(reject: RecordError) -> str:
    """Return what is wrong with a record, as a phrase."""
    return REASONS.get(reject.code, "{detail}").format(detail=reject.detail)


def rejects_of(ledger: Ledger) -> tuple[RecordError, ...]:
    """Return all that is wrong with records, and each record that another of its document beats."""
    winners = ledger.winners()
    found: list[RecordError] = []
    duplicates = Counter[str]()
    for entry in ledger.entries:
        found += entry.errors
        kept = winners.get(entry.document_id)
        if kept is not None and kept is not entry:
            duplicates[entry.path] += 1
            if duplicates[entry.path] <= REJECTS_KEPT:
                found.append(_duplicate(entry, kept))
    found += [more_rejects(p, n - REJECTS_KEPT) for p, n in duplicates.items() if n > REJECTS_KEPT]
    return tuple(sorted(found, key=lambda e: (e.path, e.line, e.record)))


def _duplicate(entry: Entry, kept: Entry) -> RecordError:
    left_out, better = (" ".join(filter(None, (e.path, e.record))) for e in (entry, kept))
    detail = f"{entry.document_id}: {left_out} left out, {better} kept"
    return RecordError(
        path=entry.path, line=entry.line, code="duplicate", detail=detail, record=entry.record
    )


def write_rejects(index: Path, rejects: tuple[RecordError, ...]) -> None:
    """Write the rejects beside the generations, one JSON object a line. Raises IndexWriteError."""
    lines = (
        json.dumps(
            {
                "path": reject.path,
                "line": reject.line,
                "record": reject.record,
                "code": reject.code,
                "reason": reason(reject),
            },
            ensure_ascii=False,
        )
        for reject in rejects
    )
    beside = index / f"{REJECTS_FILE}.tmp"
    try:
        beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        beside.replace(index / REJECTS_FILE)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise IndexWriteError(path=str(beside), detail=str(error.strerror)) from error
