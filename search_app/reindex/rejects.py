"""What is wrong with records, and where is it written?"""

import json
from collections import Counter
from pathlib import Path

from search_app.model.errors import IndexWriteError, RecordError
from search_app.reindex.ledger import REJECTS_KEPT, Entry, Ledger, more_rejects
from search_app.reindex.members import Members

REJECTS_FILE = "rejects.jsonl"
REASONS = {
    "encoding": "unreadable characters: {detail}",
    "dialect": "not a format that is read: {detail}",
    "empty": "the file is empty: {detail}",
    "missing": "there is no {detail}",
    "date": "no such date: {detail}",
    "value": "not a value that can stand there: {detail}",
    "unlisted": "no deputy {detail} among those that are published",
    "more": "{detail}",
    "size": "too large: {detail}",
    "duplicate": "another record of the same document is preferred: {detail}",
    "format": "it cannot be read as what it is: {detail}",
    "unreadable": "the system cannot read it, so that what the index has of it stays: {detail}",
    "changing": "{detail}; the next run reads it again",
}


def reason(reject: RecordError) -> str:
    """Return what is wrong with a record, as a phrase."""
    return REASONS.get(reject.code, "{detail}").format(detail=reject.detail)


def rejects_of(ledger: Ledger, members: Members) -> tuple[RecordError, ...]:
    """Return all that is wrong with records. members: those that the ledger describes.

    A record is also wrong when its text or day is not that of the preferred record of its question,
    when its article has the identifier of another, and when it names a deputy whom the list lacks.
    """
    preferred = {document: found[0] for document, found in ledger.by_document.items()}
    found: list[RecordError] = []
    more = Counter[str]()
    for entry in ledger.entries:
        found += entry.errors
        kept = preferred.get(entry.document_id, entry)
        unlisted = members and entry.question and members.lacks(entry.question)
        if _is_left_out(entry, kept) or unlisted:
            more[entry.path] += 1
            if more[entry.path] <= REJECTS_KEPT:
                found.append(_unlisted(entry) if unlisted else _duplicate(entry, kept))
    found += [more_rejects(p, n - REJECTS_KEPT) for p, n in more.items() if n > REJECTS_KEPT]
    return tuple(sorted(found, key=lambda e: (e.path, e.line, e.record)))


def _is_left_out(entry: Entry, kept: Entry) -> bool:
    """Tell whether something of a record is lost because another one is preferred."""
    if entry is kept:
        return False
    if not (entry.question and kept.question):
        return True
    ours, theirs = entry.question, kept.question
    return _differ(ours.text, theirs.text) or _differ(ours.asked, theirs.asked)


def _differ(left_out: str | int, kept: str | int) -> bool:
    return bool(left_out) and bool(kept) and left_out != kept


def _unlisted(entry: Entry) -> RecordError:
    author = entry.question.author if entry.question else ""
    return RecordError(entry.path, entry.line, "unlisted", author, entry.record)


def _duplicate(entry: Entry, kept: Entry) -> RecordError:
    left_out, better = (" ".join(filter(None, (e.path, e.record))) for e in (entry, kept))
    what = "its text or day is" if entry.question else "it is"
    detail = f"{entry.document_id}: {left_out}: {what} left out, {better} kept"
    return RecordError(entry.path, entry.line, "duplicate", detail, entry.record)


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
        index.mkdir(parents=True, exist_ok=True)
        beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        beside.replace(index / REJECTS_FILE)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise IndexWriteError(path=str(beside), detail=str(error.strerror)) from error
