"""How does the corpus become the next generation? Read, choose, add, publish, report."""

import datetime as dt
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from search_app import authority
from search_app.code_digest import module_code
from search_app.engine.port import Engine, IndexBuilder
from search_app.fetch import read_manifest
from search_app.ingest import UNREADABLE, Limits, file_digests, libraries, passed_over_files
from search_app.model.corpus_notes import CorpusNotes, FetchedSource
from search_app.model.errors import (
    CorpusError,
    DocumentsLostError,
    RecordError,
    SearchIndexError,
)
from search_app.model.results import Generation
from search_app.reindex.assembly import Assembly
from search_app.reindex.coverage import coverage
from search_app.reindex.ledger import Ledger
from search_app.reindex.reading import OnProgress, read_again, read_changes
from search_app.reindex.rejects import REJECTS_FILE, rejects_of, write_rejects
from search_app.reindex.spool import document_spool

ALL_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did.

    read: how many records the corpus has, rejected ones included.
    indexed: how many documents are new or changed. unchanged: how many were carried over.
    removed: how many documents of the generation before are no longer in the corpus.
    rejects: everything that is wrong with records. A record may be indexed in spite of an error.
        Of one file no more than the first thousand errors are there, and one that stands for the
        others.
    passed_over: the files and folders that are no documents by their names, as relative paths.
    unknown_names: names that the authority files do not have, each with how many documents have it.
    left_out: web pages of which paragraphs were left out beside their menus, each with how many.
    unread_keys: keys of front matter that have no meaning, each with how many records have it.
    seconds: wall time.
    started_over: why nothing of the current generation was used; "" when it was.
    is_refused: some records were rejected, and `strict` forbids publishing without them.
    generation: the one published; None when that was refused, or when nothing had changed.
    """

    read: int
    indexed: int = 0
    unchanged: int = 0
    removed: int = 0
    rejects: tuple[RecordError, ...] = ()
    passed_over: tuple[str, ...] = ()
    unknown_names: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    unread_keys: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    started_over: str = ""
    is_refused: bool = False
    generation: Generation | None = None

    @property
    def rejected(self) -> int:
        """How many errors `rejects` stands for."""
        return sum(reject.count for reject in self.rejects)


def is_current(engine: Engine, corpus: Path, limits: Limits, *, strict: bool) -> bool:
    """Tell whether the current generation holds the corpus as this program reads it.

    strict: one that was published with rejects does not count as current.
    """
    try:
        with engine.searcher() as searcher:
            published = searcher.generation
    except SearchIndexError:
        return False
    if strict and published.rejected:
        return False
    return published.corpus_digest == _source_digest(file_digests(corpus), _code_digest(limits))


def _source_digest(digests: dict[str, str], code: str) -> str:
    """Return a hash of the files of the corpus and of what makes documents of them."""
    return sha256(json.dumps([code, digests]).encode()).hexdigest()


def _code_digest(limits: Limits) -> str:
    """Return a hash of the code, libraries, names and limits that make documents of records."""
    code = module_code("search_app.ingest") + module_code("search_app.mentions")
    decisive = (code, *libraries(), authority.digest(), repr(limits))
    return sha256("\0".join(decisive).encode()).hexdigest()


def reindex(
    builder: IndexBuilder,
    corpus: Path,
    *,
    index: Path,
    limits: Limits,
    jobs: int,
    strict: bool,
    loss_max_percent: int,
    on_progress: OnProgress,
) -> Report:
    """Bring the index up to the corpus, and publish it when anything has changed.

    Nothing has changed when the files, the code that reads them and all that was read are those of
    the current generation. When the files or the code are others but give the same documents, these
    are published again: the new generation records what it was read from, so that it `is_current`,
    and takes the place of the current one, so that the one before stays to roll back to.

    strict: a single reject prevents the publication. Rejects are written to
        `<index>/rejects.jsonl` in any case.
    loss_max_percent: how many of a hundred documents of the current generation the new one may have
        less; with 100 also those may be lost whose file cannot be read now.
    jobs: how many processes parse.
    Raises CorpusError, DocumentsLostError and SearchIndexError.
    """
    started = time.monotonic()
    if index.resolve().is_relative_to(corpus.resolve()):
        detail = "the index would be inside the corpus; name another folder with --index"
        raise CorpusError(path=str(index), detail=detail)
    code = _code_digest(limits)
    with builder, document_spool() as spool:
        published = builder.ledger()
        before = Ledger.from_bytes(published)
        ledger = read_changes(
            corpus,
            before,
            spool,
            code=code,
            limits=limits,
            jobs=jobs,
            on_progress=on_progress,
        )
        if not ledger.entries:
            raise CorpusError(path=str(corpus), detail="there is no document in it")
        assembly = Assembly(ledger)
        rejects = rejects_of(ledger, assembly.members)
        write_rejects(index, rejects)
        passed_over = tuple(passed_over_files(corpus))
        if strict and rejects:
            seconds = time.monotonic() - started
            return Report(
                read=_records(ledger),
                rejects=rejects,
                passed_over=passed_over,
                seconds=seconds,
                is_refused=True,
            )
        if loss_max_percent < ALL_PERCENT:
            count, current = builder.current()
            held = before if current == published else Ledger.from_bytes(current)
            _forbid_losses(corpus, ledger, count, held, loss_max_percent)
        indexed, wanted = builder.ids(), assembly.ids()
        changed = sorted((wanted - indexed) | assembly.differing_from(Assembly(before)))
        gone = sorted(indexed - wanted)
        on_progress("documents", 0, len(changed))
        parts = [entry for document_id in changed for entry in assembly.entries(document_id)]
        read_again(corpus, parts, spool, limits)
        for document_id in gone:
            builder.remove(document_id)
        for done, document_id in enumerate(changed, start=1):
            builder.add(assembly.document(document_id, lambda entry: spool.get(entry.key)))
            on_progress("documents", done, len(changed))
        unchanged = len(builder.ids()) - len(changed)
        unknown_names = Counter(
            name for entries in ledger.by_document.values() for name in entries[0].unknown_names
        )
        kept = ledger.to_bytes()
        generation = None
        if changed or gone or kept != published:
            generation = builder.publish(
                corpus_digest=_source_digest(ledger.files, code),
                rejected=sum(reject.count for reject in rejects),
                ledger=kept,
                notes=_notes(corpus, ledger, unknown_names),
            )
    return Report(
        read=_records(ledger),
        indexed=len(changed),
        unchanged=unchanged,
        removed=len(gone),
        rejects=rejects,
        passed_over=passed_over,
        unknown_names=unknown_names,
        left_out=_left_out(ledger),
        unread_keys=Counter(key for entry in ledger.entries for key in entry.unread_keys),
        seconds=time.monotonic() - started,
        started_over=builder.unusable(),
        generation=generation,
    )


def _notes(corpus: Path, ledger: Ledger, unknown_names: Counter[str]) -> CorpusNotes:
    fetched = tuple(
        FetchedSource(path=path, fetched=one.fetched_at.date(), checked=one.checked_at.date())
        for path, one in sorted(read_manifest(corpus).items())
    )
    known_until = {
        snapshot: dt.date.fromordinal(day) for snapshot, day in ledger.known_until.items() if day
    }
    return CorpusNotes(
        known_until=known_until,
        series=coverage(ledger),
        fetched=fetched,
        unmatched=tuple(unknown_names.most_common()),
    )


def _left_out(ledger: Ledger) -> Counter[str]:
    pages = (entry for entry in ledger.entries if entry.left_out)
    return Counter({" ".join(filter(None, (e.path, e.record))): e.left_out for e in pages})


def _records(ledger: Ledger) -> int:
    return sum(entry.records for entry in ledger.entries)


def _forbid_losses(
    corpus: Path, now: Ledger, published: int, held: Ledger, loss_max_percent: int
) -> None:
    """Raise CorpusError when what is published is in a file that cannot be read and was not kept,
    and DocumentsLostError when too few documents are left.
    """
    new = now.by_document
    if not new:
        raise CorpusError(path=str(corpus), detail=f"no document can be read (see {REJECTS_FILE})")
    lost = [
        entries[0].path
        for document_id, entries in held.by_document.items()
        if document_id not in new and now.files.get(entries[0].path) == UNREADABLE
    ]
    if lost:
        files = sorted(set(lost))
        detail = f"{len(files)} files cannot be read that {len(lost)} published documents are from"
        raise CorpusError(path=str(corpus / files[0]), detail=detail)
    if len(new) * ALL_PERCENT < published * (ALL_PERCENT - loss_max_percent):
        detail = "too few documents are left"
        raise DocumentsLostError(str(corpus), detail, found=len(new), published=published)
