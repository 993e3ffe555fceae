"""Files -> Documents: each published format has its reader, each bad record its report."""

from search_app.ingest.files import file_digests
from search_app.ingest.identity import document_digest
from search_app.ingest.parse import parse_record
from search_app.ingest.records import Limits, ParsedRecord, RawRecord
from search_app.ingest.scan import scan_corpus_errors, scan_file

__all__ = [
    "Limits",
    "ParsedRecord",
    "RawRecord",
    "document_digest",
    "file_digests",
    "parse_record",
    "scan_corpus_errors",
    "scan_file",
]
