"""Files -> Documents: each published format has its reader, each bad record its report."""

from search_app.ingest.corpus import parse_record, read_corpus
from search_app.ingest.identity import document_digest, resolve_duplicates
from search_app.ingest.records import Limits, ParsedRecord, RawRecord
from search_app.ingest.scan import scan_corpus_errors, scan_file
from search_app.ingest.source import SourceFile, corpus_digest, corpus_files, file_digests

__all__ = [
    "Limits",
    "ParsedRecord",
    "RawRecord",
    "SourceFile",
    "corpus_digest",
    "corpus_files",
    "document_digest",
    "file_digests",
    "parse_record",
    "read_corpus",
    "resolve_duplicates",
    "scan_corpus_errors",
    "scan_file",
]
