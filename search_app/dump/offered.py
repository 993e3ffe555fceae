"""Which files does the site offer, where do they lie, and how do they come there?

    <index>/offered/<generation>/documents.parquet, documents.sqlite, description.json

A folder is filled under a hidden name and renamed, so that what the site sees is whole.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from search_app.dump.about import About
from search_app.dump.export import Format, Progress, export
from search_app.dump.replacing import DumpBusyError, DumpError, synced
from search_app.engine.port import Searcher

_DESCRIPTION = "description.json"
_LOCK = ".lock"


class OfferedFile(BaseModel):
    """size: in bytes. sha256: its digest in hexadecimal digits."""

    model_config = ConfigDict(frozen=True)

    format: Format
    size: int
    sha256: str


class Offered(BaseModel):
    """The files of one generation. private_text: the setting that they were made under."""

    model_config = ConfigDict(frozen=True)

    about: About
    files: tuple[OfferedFile, ...]
    private_text: tuple[str, ...]


def file_name(file_format: Format) -> str:
    return f"documents.{file_format}"


def path_of(index: Path, offered: Offered, file_format: Format) -> Path:
    """Return where one of the offered files lies."""
    return _folder_of(index) / offered.about.generation / file_name(file_format)


def newest_offered(index: Path, private_text: Sequence[str]) -> Offered | None:
    """Return the newest files that may be offered, or None.

    Files that were made under another `private_text` are not: they may hold what is private now.
    """
    folders = sorted(_folder_of(index).glob("[!.]*"), reverse=True)
    found = map(_described, folders)
    return next((one for one in found if one and one.private_text == tuple(private_text)), None)


def offer(
    searcher: Searcher,
    index: Path,
    *,
    private_text: Sequence[str],
    site: str,
    on_progress: Progress,
) -> Offered:
    """Make the files of a searcher's generation, and remove those of others.

    private_text: the setting of that searcher. The rest is as `export` has it. Raises DumpError,
    and DumpBusyError when another process is at it.
    """
    offered = _folder_of(index)
    folder = offered / searcher.generation.id
    beside = folder.with_name(f".{folder.name}")
    with _naming(offered), _alone(offered):
        # What a run left that was killed.
        _remove(offered.glob(".*"))
        try:
            beside.mkdir()
            made = _filled(beside, searcher, tuple(private_text), site, on_progress)
            _remove([folder])
            beside.rename(folder)
            synced(offered)
        finally:
            _remove([beside])
        _remove(path for path in offered.iterdir() if path != folder)
    return made


def _filled(
    folder: Path,
    searcher: Searcher,
    private_text: tuple[str, ...],
    site: str,
    on_progress: Progress,
) -> Offered:
    files = []
    for file_format in Format:
        path = folder / file_name(file_format)
        about = export(searcher, file_format, path, site=site, force=False, on_progress=on_progress)
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        files.append(OfferedFile(format=file_format, size=path.stat().st_size, sha256=sha256))
    made = Offered(about=about, files=tuple(files), private_text=private_text)
    description = folder / _DESCRIPTION
    description.write_text(made.model_dump_json(indent=2), encoding="utf-8")
    synced(description)
    return made


def _remove(paths: Iterable[Path]) -> None:
    for path in [path for path in paths if path.is_dir()]:
        shutil.rmtree(path)


@contextmanager
def _alone(offered: Path) -> Iterator[None]:
    """Keep other processes from filling the folder, which is made when it is not there."""
    offered.mkdir(exist_ok=True)
    lock = FileLock(offered / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise DumpBusyError(str(offered), "another process is exporting") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DumpError(error.filename or str(path), error.strerror or str(error)) from error


def _folder_of(index: Path) -> Path:
    return index / "offered"


def _described(folder: Path) -> Offered | None:
    with suppress(OSError, ValidationError):
        return Offered.model_validate_json((folder / _DESCRIPTION).read_bytes())
    return None
