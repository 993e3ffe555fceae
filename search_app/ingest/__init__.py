"""Files -> Documents: each published format has its reader, each bad record its report."""

from search_app.ingest.corpus import read_corpus
from search_app.ingest.identity import document_digest, resolve_duplicates
from search_app.ingest.source import SourceFile, corpus_digest, corpus_files

__all__ = [
    "SourceFile",
    "corpus_digest",
    "corpus_files",
    "document_digest",
    "read_corpus",
    "resolve_duplicates",
]
