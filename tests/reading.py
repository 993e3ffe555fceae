"""The corpus read from end to end, as a list of what is in it."""

from collections.abc import Iterator
from pathlib import Path

from search_app.ingest import Limits, file_digests, parse_record, scan_corpus_errors, scan_file
from search_app.model.document import Document
from search_app.model.errors import RecordError


def read_corpus(corpus: Path, *, limits: Limits) -> Iterator[Document | RecordError]:
    """Yield what is wrong outside the files, then each record's document, then its errors."""
    yield from scan_corpus_errors(corpus)
    for path in file_digests(corpus):
        for raw in scan_file(corpus, path, limits=limits):
            if isinstance(raw, RecordError):
                yield raw
                continue
            parsed = parse_record(raw)
            if parsed.document:
                yield parsed.document
            yield from parsed.errors
