"""How does the corpus come to hold what the sources publish now? File by file, each in one step.

A file is downloaded beside its place, read through, and only then renamed to it. What fails leaves
what was there before, and takes no other file along.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from search_app.fetch.download import download
from search_app.fetch.failures import DownloadError, DownloadInterruptedError
from search_app.fetch.manifest import (
    FetchedFile,
    read_manifest,
    sha256_of,
    write_manifest,
)
from search_app.fetch.part import Part, Version
from search_app.fetch.sources import FOLDER, PublishedFile
from search_app.fetch.whole import flaw_of
from search_app.ingest import Limits
from search_app.model.errors import CorpusBusyError

_LOCK = ".fetch.lock"
# Between the attempts at one file; a server that is out of reach is then asked once for each.
_WAITS_S = (1.0, 2.0, 4.0, 8.0, 16.0)


class Result(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one published file. detail: why it failed, or ""."""

    file: PublishedFile
    result: Result
    size_bytes: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Who is told how far it is.

    on_bytes: called with a file, the number of its bytes that have come, and of those that there
    are, None if unknown. on_wait: called with a file, what broke it off, and the seconds until the
    next attempt.
    """

    on_bytes: Callable[[PublishedFile, int, int | None], None]
    on_wait: Callable[[PublishedFile, str, float], None]


def fetch(
    files: Iterable[PublishedFile],
    corpus: Path,
    *,
    limits: Limits,
    watch: Watch,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[Outcome]:
    """Bring each file into the corpus that is not there yet as it is published; say what became.

    pause: waits for so many seconds. A file that fails is an outcome as the others are. Raises
    CorpusBusyError when another process fetches into this corpus, and OSError when nothing can be
    written there at all.
    """
    out_of_reach = set()
    with _exclusive(corpus):
        for file in files:
            server = urlsplit(file.address).netloc
            waits_s = () if server in out_of_reach else _WAITS_S
            try:
                yield _bring(
                    file, corpus=corpus, limits=limits, watch=watch, waits_s=waits_s, pause=pause
                )
                out_of_reach.discard(server)
            except DownloadError as error:
                if isinstance(error, DownloadInterruptedError):
                    out_of_reach.add(server)
                yield Outcome(file=file, result=Result.FAILED, detail=str(error))
            except OSError as error:
                # A part that fills the disk would stand in the way of everything else.
                with suppress(OSError):
                    Part(corpus / file.path).discard()
                detail = f"cannot use {error.filename or file.path}: {error.strerror}"
                yield Outcome(file=file, result=Result.FAILED, detail=detail)


@contextmanager
def _exclusive(corpus: Path) -> Iterator[None]:
    folder = corpus / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise CorpusBusyError(path=str(folder), detail="another process is fetching") from error
    try:
        yield
    finally:
        lock.release()


def _bring(
    file: PublishedFile,
    *,
    corpus: Path,
    limits: Limits,
    watch: Watch,
    waits_s: Iterable[float],
    pause: Callable[[float], None],
) -> Outcome:
    target = corpus / file.path
    manifest = read_manifest(corpus)
    sha256_before = sha256_of(target) if target.is_file() else ""
    recorded = manifest.get(file.path)
    is_held = recorded and (recorded.sha256, recorded.address) == (sha256_before, file.address)
    held = recorded if is_held else None
    part = Part(target)
    version = download(
        file.address,
        part,
        held,
        size_max_bytes=limits.container_size_max_bytes,
        waits_s=waits_s,
        pause=pause,
        on_bytes=lambda done, total: watch.on_bytes(file, done, total),
        on_wait=lambda why, seconds: watch.on_wait(file, why, seconds),
    )
    now = datetime.now(UTC)
    if version is None:
        entry = manifest[file.path].model_copy(update={"checked_at": now})
        write_manifest(corpus, manifest | {file.path: entry})
        return Outcome(file=file, result=Result.UNCHANGED, size_bytes=entry.size_bytes)
    if flaw := flaw_of(part.path, limits):
        part.discard()
        raise DownloadError(flaw)
    entry = _entry(file, part, version, now)
    is_same = entry.sha256 == sha256_before
    if is_same:
        part.discard()
    else:
        part.publish()
    write_manifest(corpus, manifest | {file.path: entry})
    result = Result.UNCHANGED if is_same else Result.CHANGED if sha256_before else Result.NEW
    return Outcome(file=file, result=result, size_bytes=entry.size_bytes)


def _entry(file: PublishedFile, part: Part, version: Version, now: datetime) -> FetchedFile:
    return FetchedFile(
        source=file.source,
        path=file.path,
        address=file.address,
        size_bytes=part.size_bytes,
        sha256=sha256_of(part.path),
        etag=version.etag,
        last_modified=version.last_modified,
        fetched_at=now,
        checked_at=now,
    )
