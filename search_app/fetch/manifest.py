"""What was fetched into a corpus, and when? One small JSON file beside it, which no reindex reads.

The file is hidden, as everything in the corpus is whose name begins with a dot: files that are only
begun, and the lock, too.
"""

import hashlib
import os
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from search_app.fetch.sources import FOLDER, OfficialSource

MANIFEST = ".fetched.json"


class FetchedFile(BaseModel):
    """A file that was fetched, as it was when it came.

    path: relative to the corpus. sha256: in hexadecimal. etag, last_modified: what the server told
    to know this version by, or "". fetched_at: when its content came. checked_at: when the server
    last said that it is the newest. Both are in UTC.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: OfficialSource
    path: str
    address: str
    size_bytes: int
    sha256: str
    etag: str
    last_modified: str
    fetched_at: datetime
    checked_at: datetime


Manifest = dict[str, FetchedFile]
"""What was fetched, by its path relative to the corpus."""
_JSON = TypeAdapter(Manifest)


def read_manifest(corpus: Path) -> Manifest:
    """Return what was fetched into a corpus.

    Nothing is known, and an empty manifest returned, where nothing was fetched, and where the
    manifest is damaged or cannot be read: the next fetch then brings every file anew.
    """
    try:
        return _JSON.validate_json((corpus / FOLDER / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return {}


def write_manifest(corpus: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step. Raises OSError."""
    beside = corpus / FOLDER / f"{MANIFEST}.tmp"
    beside.write_bytes(_JSON.dump_json(manifest, indent=2) + b"\n")
    put_in_place(beside, corpus / FOLDER / MANIFEST)


def put_in_place(written: Path, target: Path) -> None:
    """Let a file take the name and the place of another, in one step that outlives a power cut."""
    _sync(written)
    written.replace(target)
    _sync(target.parent)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
