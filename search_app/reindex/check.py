"""Does the index hold the corpus? Each record is read anew and compared with what the index has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search_app.engine.port import Searcher
from search_app.ingest import Limits
from search_app.reindex.assembly import Assembly
from search_app.reindex.ledger import Entry, Ledger
from search_app.reindex.reading import OnProgress, read_changes
from search_app.reindex.spool import document_spool


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
    differences = []
    with document_spool() as spool:
        ledger = read_changes(
            corpus,
            Ledger(code=""),
            spool,
            code="",
            limits=limits,
            jobs=jobs,
            on_progress=on_progress,
        )
        assembly = Assembly(ledger)
        wanted = assembly.ids()
        for document in searcher.documents():
            source = document.source
            if document.id not in wanted:
                differences.append(_difference("extra", document.id, source.path, source.record))
                continue
            wanted.remove(document.id)
            if document != assembly.document(document.id, lambda entry: spool.get(entry.key)):
                differences.append(_of_entry("different", assembly.entries(document.id)[0]))
    differences += [_of_entry("missing", assembly.entries(i)[0]) for i in wanted]
    yield from sorted(differences, key=lambda difference: difference.document_id)


def _of_entry(kind: str, entry: Entry) -> Difference:
    return _difference(kind, entry.document_id, entry.path, entry.record)


def _difference(kind: str, document_id: str, path: str, record: str) -> Difference:
    return Difference(kind=kind, document_id=document_id, path=path, record=record)
