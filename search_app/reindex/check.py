"""Does the index hold the corpus? Every record is read anew and compared with what is published."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search_app.engine.port import Searcher
from search_app.ingest import Limits, document_digest
from search_app.reindex.ledger import Entry, Ledger
from search_app.reindex.reading import DocumentSpool, OnProgress, read_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """kind: "missing" from the index, "extra" in it, "different" there, or "damaged".

    path and record: where the corpus has it, or where the index says it came from; for damage, the
    file of the index, without a document.
    """

    kind: str
    document_id: str
    path: str
    record: str = ""


def check(
    searcher: Searcher, corpus: Path, *, limits: Limits, jobs: int, on_progress: OnProgress
) -> Iterator[Difference]:
    """Yield every difference, by document id; damaged files alone when there are any.

    Raises CorpusError and SearchIndexError.
    """
    if damaged := searcher.damaged():
        yield from (_difference("damaged", "", file, "") for file in damaged)
        return
    with DocumentSpool() as nowhere:
        ledger = read_changes(
            corpus,
            Ledger(code=""),
            nowhere,
            code="",
            limits=limits,
            jobs=jobs,
            on_progress=on_progress,
        )
    wanted = ledger.winners()
    differences = []
    for document in searcher.documents():
        entry = wanted.pop(document.id, None)
        source = document.source
        if entry is None:
            differences.append(_difference("extra", document.id, source.path, source.record))
        elif entry.document_digest != document_digest(document):
            differences.append(_difference("different", document.id, entry.path, entry.record))
    differences += [_missing(entry) for entry in wanted.values()]
    yield from sorted(differences, key=lambda difference: difference.document_id)


def _missing(entry: Entry) -> Difference:
    return _difference("missing", entry.document_id, entry.path, entry.record)


def _difference(kind: str, document_id: str, path: str, record: str) -> Difference:
    return Difference(kind=kind, document_id=document_id, path=path, record=record)
