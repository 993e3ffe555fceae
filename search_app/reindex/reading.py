"""Which records of the corpus are new or changed, and what documents do they make?"""

import datetime as dt
import tempfile
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter

from search_app.child_processes import end_with_parent
from search_app.ingest import (
    Limits,
    ParsedRecord,
    RawRecord,
    document_digest,
    file_digests,
    parse_record,
    scan_corpus_errors,
    scan_file,
)
from search_app.model.document import Document
from search_app.model.errors import RecordError
from search_app.reindex.ledger import Entry, Ledger, RejectsOfFile

BATCH_RECORDS = 64
BATCHES_WAITING_PER_JOB = 4
SPOOL_MEMORY_BYTES = 64_000_000

_DOCUMENT_JSON = TypeAdapter(Document)
OnProgress = Callable[[str, int, int], None]
"""Called with what is counted ("files", "documents"), how many are done, and how many there are."""


class DocumentSpool:
    """Keeps documents until they are indexed: compressed, and on disk when they are many."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._places: dict[tuple[str, str, str], tuple[int, int]] = {}

    def put(self, key: tuple[str, str, str], document: Document) -> None:
        data = zlib.compress(_DOCUMENT_JSON.dump_json(document), level=1)
        self._places[key] = (self._file.seek(0, 2), len(data))
        self._file.write(data)

    def get(self, key: tuple[str, str, str]) -> Document | None:
        """Return the document of a record that was put there, or None."""
        if key not in self._places:
            return None
        offset, length = self._places[key]
        self._file.seek(offset)
        return _DOCUMENT_JSON.validate_json(zlib.decompress(self._file.read(length)))


@contextmanager
def document_spool() -> Iterator[DocumentSpool]:
    """Give an empty spool, whose documents go when its block ends."""
    with tempfile.SpooledTemporaryFile(max_size=SPOOL_MEMORY_BYTES) as file:
        yield DocumentSpool(file)


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
    not parsed again, unless that ledger was made with another `code`.

    jobs: how many processes parse: this one if 1, else that many others. Raises CorpusError.
    """
    files = file_digests(corpus)
    known_files = before.by_path() if before.code == code else {}
    ledger = Ledger(code=code, files=files)
    ledger.entries += map(_entry_of_error, scan_corpus_errors(corpus))
    with _parser(jobs) as parse:
        for done, (path, digest) in enumerate(files.items(), start=1):
            if path in known_files and before.files.get(path) == digest:
                ledger.entries += known_files[path]
            else:
                known = {entry.key: entry for entry in known_files.get(path, [])}
                scanned = scan_file(corpus, path, limits=limits)
                for entry, document in _entries(scanned, known, parse):
                    ledger.entries.append(entry)
                    if document:
                        spool.put(entry.key, document)
            on_progress("files", done, len(files))
    return ledger


def read_one(corpus: Path, entry: Entry, limits: Limits) -> Document | None:
    """Read one record again and return its document; None when the record is no longer there."""
    for raw in scan_file(corpus, entry.path, limits=limits):
        if isinstance(raw, RawRecord) and (raw.path, raw.record, raw.digest) == entry.key:
            return parse_record(raw).document
    return None


Parse = Callable[[Iterable[RawRecord]], Iterator[tuple[RawRecord, ParsedRecord]]]


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
                if kept := rejects.bounded(_entry_of_error(raw)):
                    unread.append(kept)
            elif entry := known.get((raw.path, raw.record, raw.digest)):
                unread.append(replace(entry, line=raw.line))
            else:
                yield raw

    for raw, parsed in parse(unknown()):
        if kept := rejects.bounded(_entry_of(raw, parsed)):
            yield kept, parsed.document
    unread += rejects.more(path)
    yield from ((entry, None) for entry in unread)


def _entry_of_error(error: RecordError) -> Entry:
    return Entry(path=error.path, record=error.record, line=error.line, digest="", errors=(error,))


def _entry_of(raw: RawRecord, parsed: ParsedRecord) -> Entry:
    entry = Entry(
        path=raw.path, record=raw.record, line=raw.line, digest=raw.digest, errors=parsed.errors
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
        published=_newest_day(document),
        unknown_names=tuple(name.name for name in names if name and not name.known),
    )


def _newest_day(document: Document) -> int:
    days: list[dt.date | None] = [event.date for event in document.events] or [document.date]
    return max((day.toordinal() for day in days if day), default=0)


@contextmanager
def _parser(jobs: int) -> Iterator[Parse]:
    """Yield a function that parses records and keeps their order, in `jobs` processes."""
    if jobs == 1:
        yield lambda raws: ((raw, parse_record(raw)) for raw in raws)
        return
    # A fork would copy the thread of the progress bar and the lock of the index.
    spawning = get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawning, initializer=end_with_parent) as pool:
        yield partial(_parse_in, pool, jobs)


def _parse_in(
    pool: ProcessPoolExecutor, jobs: int, raws: Iterable[RawRecord]
) -> Iterator[tuple[RawRecord, ParsedRecord]]:
    """Parse in a pool; only a few batches wait for each process, so that memory stays bounded."""
    waiting: deque[tuple[list[RawRecord], Future[list[ParsedRecord]]]] = deque()
    source = iter(raws)
    while batch := list(islice(source, BATCH_RECORDS)):
        waiting.append((batch, pool.submit(_parse_batch, batch)))
        if len(waiting) >= jobs * BATCHES_WAITING_PER_JOB:
            yield from _finished(*waiting.popleft())
    while waiting:
        yield from _finished(*waiting.popleft())


def _parse_batch(batch: list[RawRecord]) -> list[ParsedRecord]:
    return [parse_record(raw) for raw in batch]


def _finished(
    batch: list[RawRecord], future: Future[list[ParsedRecord]]
) -> Iterator[tuple[RawRecord, ParsedRecord]]:
    return zip(batch, future.result(), strict=True)
