"""Which records of the corpus are new or changed, and what documents do they make?"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from search_app.ingest import (
    UNREADABLE,
    Limits,
    ParsedRecord,
    RawRecord,
    RecordFormat,
    Stamp,
    document_digest,
    file_digest,
    file_stamps,
    parse_record,
    scan_corpus_errors,
    scan_file,
)
from search_app.model.clock import due_on
from search_app.model.document import Document, Kind, Status
from search_app.model.errors import CorpusError, RecordError
from search_app.reindex.ledger import Entry, Ledger, QuestionFacts, RejectsOfFile
from search_app.reindex.parsing import Parse, parser
from search_app.reindex.spool import DocumentSpool

# How often files that change while they are read are read in all.
ROUNDS_MAX = 5
CHANGING = "changing"
"""The digest in a ledger of a file that never stood still, and the code of the RecordError."""
_TEXT_DIGEST_LENGTH = 16
_OPEN_DATA = (RecordFormat.JSON, RecordFormat.XML, RecordFormat.SENAT)

OnProgress = Callable[[str, int, int], None]
"""Called with what is counted ("files", "documents"), how many are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """A file as it was read. stamps: those it had before. digest: see `Ledger.files`."""

    stamps: tuple[Stamp, ...]
    digest: str
    entries: list[Entry]


class _FileReader:
    """Reads files of the corpus, as far as the ledger `before` does not have them."""

    def __init__(
        self,
        corpus: Path,
        before: Ledger,
        spool: DocumentSpool,
        *,
        code: str,
        limits: Limits,
        parse: Parse,
    ) -> None:
        self._corpus = corpus
        self._files = before.files
        self._entries = before.by_path()
        self._is_same_code = before.code == code
        self._spool = spool
        self._limits = limits
        self._parse = parse

    def read(self, path: str, stamps: tuple[Stamp, ...]) -> _ReadFile:
        digest = file_digest(self._corpus, path)
        held = self._entries.get(path, [])
        if self._is_same_code and digest == self._files.get(path) != UNREADABLE:
            return _ReadFile(stamps, digest, held)
        known = {entry.key: entry for entry in held} if self._is_same_code else {}
        same: list[Entry] = []

        def is_known(record: str, digest: str) -> bool:
            entry = known.get((path, record, digest))
            if entry:
                same.append(entry)
            return entry is not None

        scanned = scan_file(self._corpus, path, limits=self._limits, is_known=is_known)
        entries = []
        for entry, document in _entries(scanned, known, self._parse):
            entries.append(entry)
            if document:
                self._spool.put(entry.key, document)
        entries += same
        failed = [entry for entry in entries if _has(entry, UNREADABLE)]
        if failed:
            kept = [entry for entry in held if entry.document_id]
            return _ReadFile(stamps, UNREADABLE, [*kept, *failed] if kept else entries)
        return _ReadFile(stamps, digest, entries)


def read_changes(
    corpus: Path,
    before: Ledger,
    spool: DocumentSpool,
    *,
    code: str,
    limits: Limits,
    jobs: int,
    on_progress: OnProgress,
) -> Ledger:
    """Return the ledger of the corpus as it is now; put the documents of new records in `spool`.

    A file whose digest is in the ledger `before` is not read again, and a record that is there is
    not parsed again, unless that ledger was made with another `code`. Of a file that the system
    cannot read, the entries of `before` with a document are kept. Files that were changed, renamed
    or added meanwhile are read in a next round; what still changes in the last one is reported.

    jobs: how many processes parse: this one if 1, else that many others. Raises CorpusError.
    """
    today = dt.datetime.now(dt.UTC).date().toordinal()  # a later day is a slip of the source
    read: dict[str, _ReadFile] = {}
    with parser(jobs) as parse:
        reader = _FileReader(corpus, before, spool, code=code, limits=limits, parse=parse)
        stamps = file_stamps(corpus)
        unread = list(stamps)
        for _ in range(ROUNDS_MAX):
            for done, path in enumerate(unread, start=1):
                read[path] = reader.read(path, stamps[path])
                on_progress("files", done, len(unread))
            listed, stamps = stamps, file_stamps(corpus)
            read = {path: read[path] for path in stamps if path in read}
            unread = [p for p in stamps if p not in read or read[p].stamps != stamps[p]]
            if not unread and stamps.keys() == listed.keys():
                break
    ledger = Ledger(code=code, files={path: file.digest for path, file in read.items()})
    ledger.entries += map(_entry_of_error, scan_corpus_errors(corpus))
    ledger.entries += (entry for file in read.values() for entry in file.entries)
    for entry in ledger.entries:
        if entry.question and (snapshot := entry.source.snapshot):
            known = ledger.known_until.get(snapshot, 0)
            ledger.known_until[snapshot] = max(known, min(entry.published, today))
    for path in unread:
        ledger.files[path] = CHANGING
        detail = f"it changed each of the {ROUNDS_MAX} times that it was read"
        error = RecordError(path=path, line=1, code=CHANGING, detail=detail)
        ledger.entries.append(_entry_of_error(error))
    return ledger


def read_again(
    corpus: Path, entries: Iterable[Entry], spool: DocumentSpool, limits: Limits
) -> None:
    """Put the documents of records in the spool, as far as they are not there yet.

    Each file is read once. Raises CorpusError when a record is no longer there or cannot be read.
    """
    wanted: dict[str, dict[tuple[str, str, str], Entry]] = {}
    for entry in entries:
        if entry.key not in spool:
            wanted.setdefault(entry.path, {})[entry.key] = entry
    for path, of_file in wanted.items():
        for raw in scan_file(corpus, path, limits=limits):
            if isinstance(raw, RawRecord) and raw.key in of_file:
                document = parse_record(raw).document
                if document:
                    spool.put(raw.key, document)
                    del of_file[raw.key]
        for entry in of_file.values():
            where = " ".join(filter(None, (str(corpus / entry.path), entry.record)))
            detail = "it changed or failed while it was read; run this again"
            raise CorpusError(path=where, detail=detail)


def _entries(
    scanned: Iterable[RawRecord | RecordError],
    known: dict[tuple[str, str, str], Entry],
    parse: Parse,
) -> Iterator[tuple[Entry, Document | None]]:
    unread: list[Entry] = []
    rejects = RejectsOfFile()
    path = ""

    def unknown() -> Iterator[RawRecord]:
        nonlocal path
        for raw in scanned:
            path = raw.path
            if isinstance(raw, RecordError):
                wrong = _entry_of_error(raw)
                if kept := wrong if raw.code == UNREADABLE else rejects.bounded(wrong):
                    unread.append(kept)
            elif entry := known.get(raw.key):
                unread.append(replace(entry, line=raw.line))
            else:
                yield raw

    for raw, parsed in parse(unknown()):
        if kept := rejects.bounded(_entry_of(raw, parsed)):
            yield kept, parsed.document
    unread += rejects.more(path)
    yield from ((entry, None) for entry in unread)


def _has(entry: Entry, code: str) -> bool:
    return any(error.code == code for error in entry.errors)


def _entry_of_error(error: RecordError) -> Entry:
    return Entry(path=error.path, record=error.record, line=error.line, digest="", errors=(error,))


def _entry_of(raw: RawRecord, parsed: ParsedRecord) -> Entry:
    entry = Entry(
        path=raw.path,
        record=raw.record,
        line=raw.line,
        digest=raw.digest,
        fact=parsed.fact,
        unread_keys=parsed.unread_keys,
        errors=parsed.errors,
    )
    document = parsed.document
    if document is None:
        return entry
    names = (document.group, document.ministry_asked, document.ministry_in_charge, document.topic)
    return replace(
        entry,
        document_id=document.id,
        document_digest=document_digest(document),
        is_notice=document.is_notice,
        is_official=raw.format in _OPEN_DATA,
        published=document.newest_day.toordinal() if document.newest_day else 0,
        unknown_names=tuple(name.name for name in names if name and not name.known),
        question=_question_facts(document),
        left_out=parsed.left_out,
    )


def _question_facts(document: Document) -> QuestionFacts | None:
    if document.kind is not Kind.QUESTION:
        return None
    due = due_on(document) if document.status is Status.PENDING else None
    text = "" if document.is_notice else " ".join(document.text.split())
    return QuestionFacts(
        author=document.author_id or document.author,
        legislature=document.legislature,
        asked=document.asked_on.toordinal() if document.asked_on else 0,
        due=due.toordinal() if due else 0,
        text=sha256(text.encode()).hexdigest()[:_TEXT_DIGEST_LENGTH] if text else "",
    )
