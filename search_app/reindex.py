"""How does the corpus become the next generation? Read, resolve, add, publish, report."""

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from search_app import authority
from search_app.engine.port import Engine, IndexBuilder
from search_app.ingest import corpus_digest, document_digest, read_corpus, resolve_duplicates
from search_app.model.document import Document
from search_app.model.errors import RecordError, SearchIndexError
from search_app.model.results import Generation

REJECTS_FILE = "rejects.jsonl"

OnProgress = Callable[[int, int], None]
"""Called with the documents indexed so far and their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did. Counts are documents; seconds is the wall time.

    read: records found, rejects included. indexed: new or changed. unchanged: carried over.
    removed: in the generation before, no longer in the corpus.
    unknown_names: names that the authority files do not know, with the documents that have them.
    generation: None when nothing was published.
    """

    read: int
    indexed: int = 0
    unchanged: int = 0
    removed: int = 0
    rejects: tuple[RecordError, ...] = ()
    unknown_names: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    generation: Generation | None = None


def is_current(engine: Engine, corpus: Path) -> bool:
    """Tell whether the published generation holds this corpus as this program reads it."""
    try:
        return engine.generation().corpus_digest == source_digest(corpus)
    except SearchIndexError:
        return False


def source_digest(corpus: Path) -> str:
    """Return a hash of the corpus and of the code and names that its documents are made with."""
    code = b"".join(_sources(files("search_app.ingest")))
    parts = (corpus_digest(corpus), authority.digest(), sha256(code).hexdigest())
    return sha256("\0".join(parts).encode()).hexdigest()


def reindex(
    builder: IndexBuilder,
    corpus: Path,
    *,
    index: Path,
    file_size_max_bytes: int,
    strict: bool,
    on_progress: OnProgress,
) -> Report:
    """Bring the index up to the corpus and publish it.

    strict: a single reject prevents the publication. Rejects are written to
    `<index>/rejects.jsonl` either way. Raises CorpusError and SearchIndexError.
    """
    started = time.monotonic()
    digest = source_digest(corpus)
    with builder:
        found = list(read_corpus(corpus, file_size_max_bytes=file_size_max_bytes))
        documents, duplicates = resolve_duplicates(d for d in found if isinstance(d, Document))
        rejects = (*(e for e in found if isinstance(e, RecordError)), *duplicates)
        _write_rejects(index, rejects)
        if strict and rejects:
            return Report(read=len(found), rejects=rejects, seconds=time.monotonic() - started)
        before = builder.digests()
        digests = {document.id: document_digest(document) for document in documents}
        changed = [d for d in documents if before.get(d.id) != digests[d.id]]
        gone = before.keys() - digests.keys()
        for document_id in sorted(gone):
            builder.remove(document_id)
        for done, document in enumerate(sorted(changed, key=lambda d: d.id), start=1):
            builder.add(document, digests[document.id])
            on_progress(done, len(changed))
        generation = builder.publish(corpus_digest=digest, rejected=len(rejects))
    return Report(
        read=len(found),
        indexed=len(changed),
        unchanged=len(documents) - len(changed),
        removed=len(gone),
        rejects=rejects,
        unknown_names=_unknown_names(documents),
        seconds=time.monotonic() - started,
        generation=generation,
    )


def _unknown_names(documents: list[Document]) -> Counter[str]:
    return Counter(
        name.name
        for d in documents
        for name in (d.group, d.ministry_asked, d.ministry_in_charge, d.topic)
        if name and not name.known
    )


def _write_rejects(index: Path, rejects: tuple[RecordError, ...]) -> None:
    lines = (
        json.dumps(
            {
                "path": reject.path,
                "line": reject.line,
                "record": reject.record,
                "code": reject.code,
                "reason": reject.detail,
            },
            ensure_ascii=False,
        )
        for reject in rejects
    )
    (index / REJECTS_FILE).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _sources(room: Traversable) -> list[bytes]:
    found: list[bytes] = []
    for entry in sorted(room.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += _sources(entry)
        elif entry.name.endswith(".py"):
            found.append(entry.read_bytes())
    return found
