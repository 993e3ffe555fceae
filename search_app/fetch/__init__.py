"""How does the official record come into the corpus, and stay up to date?

`published_files` says which files there are, `fetch` brings them, `read_manifest` tells what was
brought and when. What is in the files is for `ingest` to read.
"""

from search_app.fetch.bringing import Outcome, Result, Watch, fetch
from search_app.fetch.manifest import read_manifest
from search_app.fetch.sources import (
    DEFAULT_SOURCES,
    LEGISLATURES,
    TYPES,
    OfficialSource,
    PublishedFile,
    published_files,
)

__all__ = [
    "DEFAULT_SOURCES",
    "LEGISLATURES",
    "TYPES",
    "OfficialSource",
    "Outcome",
    "PublishedFile",
    "Result",
    "Watch",
    "fetch",
    "published_files",
    "read_manifest",
]
