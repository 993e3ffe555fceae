"""How does a folder of files become documents?

`file_digests` lists the files, `scan_file` cuts one into records without parsing them, and
`parse_record` makes a document of a record. What cannot be read is a RecordError with its place and
its reason, and stops nothing else.
"""

from search_app.ingest.files import (
    UNREADABLE,
    Stamp,
    file_digest,
    file_digests,
    file_stamps,
    passed_over_files,
)
from search_app.ingest.identity import DOCUMENT_JSON, document_digest
from search_app.ingest.parse import parse_record
from search_app.ingest.question import constituency_name, has_own_title, life_in_order
from search_app.ingest.records import Fact, ParsedRecord, RawRecord, RecordFormat
from search_app.ingest.scan import scan_corpus_errors, scan_file
from search_app.ingest.texts.office_files.office_file import libraries
from search_app.model.limits import Limits

__all__ = [
    "DOCUMENT_JSON",
    "UNREADABLE",
    "Fact",
    "Limits",
    "ParsedRecord",
    "RawRecord",
    "RecordFormat",
    "Stamp",
    "constituency_name",
    "document_digest",
    "file_digest",
    "file_digests",
    "file_stamps",
    "has_own_title",
    "libraries",
    "life_in_order",
    "parse_record",
    "passed_over_files",
    "scan_corpus_errors",
    "scan_file",
]
