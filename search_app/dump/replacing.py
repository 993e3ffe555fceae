"""How does a file take its place whole? It is written under a hidden name beside, and renamed."""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from search_app.model.errors import SearchAppError


@dataclass(eq=False)
class DumpError(SearchAppError):
    """A file that cannot be written. path: the file, or the folder of those that are offered."""

    path: str
    detail: str


class DumpBusyError(DumpError):
    """Another process is writing what the site offers."""


@contextmanager
def replacing(target: Path, *, force: bool) -> Iterator[Path]:
    """Yield the path to write to; at the end of the `with` statement it is renamed to `target`.

    force: replace a file that is there. Raises DumpError when there is one otherwise, when `target`
    is no place for a file, and for what the system or SQLite says while the file is written, whose
    beginning is then removed.
    """
    beside = target.with_name(f".export-{secrets.token_hex(8)}")
    try:
        _require_free(target, force=force)
        yield beside
        synced(beside)
        beside.replace(target)
        synced(target.parent)
    except (OSError, sqlite3.Error) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise DumpError(str(target), detail) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _require_free(target: Path, *, force: bool) -> None:
    if target.exists():
        if not target.is_file():
            raise DumpError(str(target), "something that is no file has that name")
        if not force:
            raise DumpError(str(target), "the file exists; --force replaces it")
    if not target.parent.is_dir():
        raise DumpError(str(target), f"there is no folder {target.parent}")


def synced(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
