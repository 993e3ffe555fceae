"""Does the index hold the corpus? Each record is read anew and compared with what the index has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search_app.engine.port import Searcher
from search_app.ingest import Limits, document_digest
from search_app.reindex.ledger import Entry, Ledger
from search_app.reindex.reading import OnProgress, document_spool, read_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One document, or one file of the index, that is not as it should be.

    kind: "missing" when only the corpus has the document, "extra" when only the index has it,
        "different" when both have it and disagree; "damaged" for a file of the index.
    document_id: "" for a file.
    path, record: where the document is in the corpus, or where the index says that it was; for
        damage, path is the name of the file.
    """

    kind: str
    document_id: str
    path: str
    record: str = ""


def check(
    searcher: Searcher, corpus: Path, *, limits: Limits, jobs: int, on_progress: OnProgress
) -> Iterator[Difference]:
    """Yield every difference in the order of document ids, or only the damaged files if any is.

    Raises CorpusError and SearchIndexError.
    """
    if damaged := searcher.damaged():
        yield from (_difference("damaged", "", file, "") for file in damaged)
        return
    with document_spool() as nowhere:
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
