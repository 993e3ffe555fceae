"""Where do the generations of an index lie, and which one is current?

    <index>/CURRENT                    id of the published generation, replaced in one step
    <index>/generations/<id>/          Whoosh's files, the ledger, manifest.json
    <index>/LOCK                       held while a generation is built or the pointer is moved

CURRENT is the pointer. A folder without a manifest was never published: the next build removes it.
"""

import os
import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from search_app.engine.embedded.generations.lock import exclusive
from search_app.engine.embedded.generations.manifest import (
    MANIFEST,
    Manifest,
    read_manifest,
    write_manifest,
)
from search_app.engine.embedded.writing import naming
from search_app.model.errors import (
    IndexDamagedError,
    IndexMissingError,
    NoEarlierGenerationError,
    SearchIndexError,
)
from search_app.model.results import Generation

POINTER = "CURRENT"
Stamp = tuple[int, int, int]
"""Inode, time of change in nanoseconds, and size of the pointer's file."""
_ID = re.compile(r"[0-9]{6,}-[0-9a-f]{4}")


def new_generation_id(index: Path) -> str:
    """Return an id that sorts after those of all generations there, such as `000042-1f3a`.

    The number does not depend on the clock. The random part distinguishes generations of the same
    number, when the folder of an index was emptied and built again.
    """
    last = max((int(folder.name.partition("-")[0]) for folder in _folders(index)), default=0)
    return f"{last + 1:06}-{secrets.token_hex(2)}"


def folder_of(index: Path, generation_id: str) -> Path:
    return index / "generations" / generation_id


def pointer_stamp(index: Path) -> Stamp | None:
    """Return what differs whenever the pointer was replaced; None when it cannot be looked at."""
    try:
        status = (index / POINTER).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def current_id(index: Path) -> str:
    """Return the id of the current generation. Raises IndexMissingError, IndexDamagedError."""
    try:
        found = (index / POINTER).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissingError(path=str(index)) from error
    except (OSError, UnicodeDecodeError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise IndexDamagedError(path=str(index / POINTER), detail=detail) from error
    if not _ID.fullmatch(found):
        raise IndexDamagedError(path=str(index / POINTER), detail=f"no generation: {found[:40]!r}")
    return found


def publish(index: Path, folder: Path, manifest: Manifest) -> None:
    """Write the manifest, sync every file to the disk, then replace the pointer."""
    write_manifest(folder, manifest)
    for file in folder.iterdir():
        _sync(file)
    _sync(folder)
    _sync(folder.parent)
    replace_file(index / POINTER, f"{manifest.generation.id}\n")


def replace_file(path: Path, text: str) -> None:
    """Replace a small file in one step: after a power cut it holds the old text or the new."""
    beside = path.with_name(path.name + ".tmp")
    try:
        with naming(beside):
            beside.write_text(text, encoding="utf-8")
        _sync(beside)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def discard_leftovers(index: Path) -> None:
    """Remove what builds left that were killed. Call it under the lock only.

    That is every folder without a manifest, and generations older than the one before the current.
    """
    for folder in _folders(index):
        if not (folder / MANIFEST).exists():
            shutil.rmtree(folder)
    with suppress(SearchIndexError):
        kept = id_before(index, current_id(index))
        prune(index, keep={folder.name for folder in _folders(index) if folder.name >= kept})


def id_before(index: Path, generation_id: str) -> str:
    """Return the id of the newest generation that is older than this one; "" when none is."""
    return max((f.name for f in _folders(index) if f.name < generation_id), default="")


def prune(index: Path, *, keep: set[str]) -> tuple[str, ...]:
    """Remove every generation whose id is not in `keep`; return the ids removed."""
    removed = [folder for folder in _folders(index) if folder.name not in keep]
    for folder in removed:
        # Without it, what is left of the folder after a kill counts as never published.
        (folder / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(folder)
    return tuple(folder.name for folder in removed)


class EmbeddedGenerations:
    """The published generations of one index folder, for the operator."""

    def __init__(self, index: Path) -> None:
        self._index = index

    def current(self) -> Generation:
        return read_manifest(folder_of(self._index, current_id(self._index))).generation

    def published(self) -> tuple[Generation, ...]:
        """Return the generations whose manifest can be read, the newest first."""
        found = []
        for folder in reversed(_folders(self._index)):
            with suppress(SearchIndexError):
                found.append(read_manifest(folder).generation)
        return tuple(found)

    def rollback(self) -> Generation:
        with exclusive(self._index):
            current = current_id(self._index)
            older = [generation for generation in self.published() if generation.id < current]
            if not older:
                detail = f"there is no generation before {current}"
                raise NoEarlierGenerationError(path=str(self._index), detail=detail)
            replace_file(self._index / POINTER, f"{older[0].id}\n")
            return older[0]

    def prune(self) -> tuple[str, ...]:
        with exclusive(self._index):
            return prune(self._index, keep={current_id(self._index)})


def _folders(index: Path) -> list[Path]:
    generations = index / "generations"
    found = generations.iterdir() if generations.is_dir() else []
    named = (folder for folder in found if _ID.fullmatch(folder.name))
    return sorted(folder for folder in named if folder.is_dir() and not folder.is_symlink())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with naming(path):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
