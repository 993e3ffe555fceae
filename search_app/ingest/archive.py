"""Which files does a zip hold? Each is opened in place; nothing is ever written to a disk.

What an archive declares is not trusted: sizes are those that were read. Whatever is wrong with an
entry is reported with its name, and the other entries are read.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from search_app.ingest.printable import UNPRINTABLE
from search_app.ingest.records import Limits, Scanned, error_at
from search_app.model.document import Source
from search_app.model.errors import RecordError

ScanEntry = Callable[[BinaryIO, Source, Limits], Scanned]
"""Given an entry's stream, its place, and the limits."""

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_RATIO_MAX = 200  # texts pack 3 to 20 times, a bomb 1000 times
_RATIO_COUNTS_FROM_BYTES = 64 * 1024 * 1024
_DIRECTORY_ENTRY_BYTES_MIN = 46
_ENDS = {b"PK\x05\x06": struct.Struct("<12xL"), b"PK\x06\x06": struct.Struct("<40xQ")}
_END_WITHIN_BYTES = 66_000  # the longest comment, and the records before it
_DRIVE = re.compile(r"[A-Za-z]:")
# Corrupt data shows itself in as many ways as there are layers below.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    NotImplementedError,
)


class _SpentError(Exception):
    """More was unpacked than the archive may hold."""


class _Budget:
    """How many bytes may still be unpacked of one archive."""

    def __init__(self, left: int) -> None:
        self._left = left

    def spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise _SpentError


class _Counted:
    """An entry's stream that counts what is read of it."""

    def __init__(self, stream: zipfile.ZipExtFile, budget: _Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._budget.spend(len(data))
        return data


def is_zip(head: bytes) -> bool:
    return head.startswith(_SIGNATURES)


def scan_zip(stream: BinaryIO, source: Source, limits: Limits, scan_entry: ScanEntry) -> Scanned:
    """Yield what `scan_entry` finds in each entry, in the order of the archive's directory.

    Raises RecordError "format" when the archive has no directory, as when it is cut short, and
    "size" when it has too many entries.
    """
    try:
        size = stream.seek(0, 2)
        if _directory_bytes(stream, size) > limits.entries_max * _DIRECTORY_ENTRY_BYTES_MIN:
            raise error_at(source, "size", f"more than {limits.entries_max} entries in the zip")
        opened = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise error_at(source, "format", f"broken zip: {error}") from error
    of_ratio = max(_RATIO_MAX * size, _RATIO_COUNTS_FROM_BYTES)
    unpacked_max = min(limits.unpacked_size_max_bytes, of_ratio)
    budget = _Budget(unpacked_max)
    with opened:
        for entry in opened.infolist():
            if entry.is_dir() or _is_passed_over(entry.filename):
                continue
            place = Source(path=source.path, record=UNPRINTABLE.sub("?", entry.filename))
            try:
                with _opened(opened, entry, place, budget) as content:
                    yield from scan_entry(content, place, limits)
            except _SpentError:
                detail = f"more than {unpacked_max} bytes unpacked; the rest of the zip is not read"
                yield error_at(place, "size", detail)
                return
            except RecordError as error:
                yield error
            except _BROKEN as error:
                yield error_at(place, "format", f"broken entry of the zip: {error}")


@contextmanager
def _opened(
    opened: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Source, budget: _Budget
) -> Iterator[BinaryIO]:
    if refusal := _refusal(entry):
        raise error_at(place, "format", refusal)
    with opened.open(entry) as stream:
        yield cast("BinaryIO", _Counted(cast("zipfile.ZipExtFile", stream), budget))


def _refusal(entry: zipfile.ZipInfo) -> str:
    """Say why an entry is not read, or ""."""
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in PurePosixPath(name).parts:
        return "path that leads out of the zip"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "symbolic link"
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted"
    if entry.compress_type not in _METHODS:
        return f"compression method {entry.compress_type}; accepted: stored, deflated"
    return ""


def _is_passed_over(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(
        part == "__MACOSX" or part.endswith("~") or (part.startswith(".") and part != "..")
        for part in parts
    )


def _directory_bytes(stream: BinaryIO, size: int) -> int:
    """Return the size of the directory, which Python holds in memory, as the archive's end says.

    Whatever number of entries that end gives, no more are read than this size has room for. Of
    several ends, of which all but one are made up, the largest size counts.
    """
    start = max(size - _END_WITHIN_BYTES, 0)
    stream.seek(start)
    tail = stream.read()
    return max(
        (
            layout.unpack_from(tail, end.start())[0]
            for signature, layout in _ENDS.items()
            for end in re.finditer(re.escape(signature), tail)
            if end.start() + layout.size <= len(tail)
        ),
        default=0,
    )
