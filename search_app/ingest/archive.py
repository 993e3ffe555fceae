"""Which records does a zip hold?

Each entry is read as a stream; nothing is unpacked to disk. The sizes that a zip declares are not
trusted: what is really read is counted. A fault of an entry is reported with the entry's name, and
the other entries are still read.
"""

import hashlib
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from search_app.ingest.mapping_names import mapped_name, mapping_name
from search_app.ingest.passed_over import is_hidden, is_no_document, is_of_saved_page
from search_app.ingest.printable import UNPRINTABLE
from search_app.ingest.records import (
    IsKnown,
    RawRecord,
    Scanned,
    error_at,
    nothing_known,
)
from search_app.ingest.texts.other_kinds import kind_of_zip
from search_app.model.document import Source
from search_app.model.errors import RecordError
from search_app.model.limits import Limits

ScanEntry = Callable[[BinaryIO, Source, Limits, BinaryIO | None], Scanned]
"""A function from an entry's stream, its place in the corpus, the limits, and the stream of the
mapping beside it, if any, to its records.
"""

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_RATIO_MAX = 200  # unpacked to packed: texts have a ratio of 3 to 20, a zip bomb of 1,000
_RATIO_COUNTS_FROM_BYTES = 64 * 1024 * 1024  # of what is unpacked
_DIRECTORY_ENTRY_BYTES_MIN = 46  # the size of an entry of the directory, without its name
# Where the end of a zip, and the end of a zip of 64 bits, give the size of its directory.
_ENDS = {b"PK\x05\x06": struct.Struct("<12xL"), b"PK\x06\x06": struct.Struct("<40xQ")}
_END_WITHIN_BYTES = 66_000  # of the end of the file: the longest comment, and both ends
_NAME_LENGTH_MAX = 1_000
_DOTS = (".", "..")  # the same folder, the one above
_DRIVE = re.compile(r"[A-Za-z]:")
# What the layers below raise for corrupt data.
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
    """The budget of a zip is spent."""


class _Budget:
    """The number of bytes that may still be unpacked of one zip."""

    def __init__(self, left: int) -> None:
        self._left = left

    def spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise _SpentError


class _Counted:
    """The stream of an entry, which takes what is read out of the budget."""

    def __init__(self, stream: zipfile.ZipExtFile, budget: _Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, size: int) -> bytes:
        return self._spent(self._stream.read(size))

    def readline(self, size: int) -> bytes:
        return self._spent(self._stream.readline(size))

    def seek(self, place: int) -> int:
        return self._stream.seek(place)

    def tell(self) -> int:
        return self._stream.tell()

    def _spent(self, data: bytes) -> bytes:
        self._budget.spend(len(data))
        return data


def is_zip(head: bytes) -> bool:
    return head.startswith(_SIGNATURES)


def scan_zip(
    stream: BinaryIO,
    source: Source,
    limits: Limits,
    scan_entry: ScanEntry,
    is_known: IsKnown = nothing_known,
) -> Scanned:
    """Yield the records that `scan_entry` finds in each entry, in the order of the directory.

    An entry that is one record, and that `is_known`, is neither unpacked nor yielded. The mapping
    beside a table is no entry of its own. A zip that is the document of a program (.docx, .odt) is
    one record.
    Raises RecordError "format" for a zip without its directory, which stands at the end and is lost
    when a file is cut short, and "size" for one of too many entries.
    """
    try:
        size = stream.seek(0, 2)
        if _directory_bytes(stream, size) > limits.entries_max * _DIRECTORY_ENTRY_BYTES_MIN:
            raise error_at(source, "size", f"more than {limits.entries_max} entries in the zip")
        opened = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise error_at(source, "format", f"broken zip: {error}") from error
    allowed_by_ratio = max(_RATIO_MAX * size, _RATIO_COUNTS_FROM_BYTES)
    unpacked_max = min(limits.unpacked_size_max_bytes, allowed_by_ratio)
    budget = _Budget(unpacked_max)
    with opened:
        if kind_of_zip(opened.NameToInfo):
            stream.seek(0)
            whole = replace(limits, record_size_max_bytes=limits.file_size_max_bytes)
            yield from scan_entry(stream, source, whole, None)
            return
        for entry in _document_entries(opened):
            mapping = opened.NameToInfo.get(mapping_name(entry.filename))
            name = UNPRINTABLE.sub("?", entry.filename[:_NAME_LENGTH_MAX])
            digest = _digest(entry, source.path, name)
            if mapping is None and is_known(name, digest):
                continue
            place = Source(path=source.path, record=name)
            try:
                with (
                    _opened(opened, entry, place, budget) as content,
                    _opened(opened, mapping, place, budget) if mapping else nullcontext() as beside,
                ):
                    scanned = scan_entry(content, place, limits, beside)
                    yield from _known_by(digest, name, scanned)
            except _SpentError:
                detail = f"more than {unpacked_max} bytes unpacked; the rest of the zip is not read"
                yield error_at(place, "size", detail)
                return
            except RecordError as error:
                yield error
            except _BROKEN as error:
                yield error_at(place, "format", f"broken entry of the zip: {error}")


def _document_entries(opened: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Yield the entries that may hold documents."""
    names = opened.NameToInfo

    @lru_cache  # thousands of entries stand in one folder
    def is_passed_over(folder: str) -> bool:
        return _is_passed_over(folder, names.__contains__)

    for entry in opened.infolist():
        folder, _, name = entry.filename.replace("\\", "/").rpartition("/")
        is_no_file = entry.is_dir() or is_passed_over(folder) or _is_hidden(name)
        is_mapping = mapped_name(entry.filename) in names
        if not (is_no_file or is_mapping or is_no_document(name)):
            yield entry


def _known_by(digest: str, name: str, scanned: Scanned) -> Scanned:
    """Give the record that is the whole entry of a name its digest, and leave all others."""
    for found in scanned:
        if isinstance(found, RawRecord) and found.record == name:
            yield replace(found, digest=digest)
        else:
            yield found


def _digest(entry: zipfile.ZipInfo, path: str, name: str) -> str:
    facts = f"{path}\0{name}\0{entry.file_size}\0{entry.CRC}"
    return hashlib.sha256(facts.encode()).hexdigest()


@contextmanager
def _opened(
    opened: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Source, budget: _Budget
) -> Iterator[BinaryIO]:
    if refusal := _refusal(entry):
        raise error_at(place, "format", refusal)
    with opened.open(entry) as stream:
        yield cast("BinaryIO", _Counted(cast("zipfile.ZipExtFile", stream), budget))


def _refusal(entry: zipfile.ZipInfo) -> str:
    """Return why an entry is not read, "" for one that is."""
    name = entry.filename.replace("\\", "/")
    if len(name) > _NAME_LENGTH_MAX:
        return f"name of {len(name)} characters, at most {_NAME_LENGTH_MAX}"
    if name.startswith("/") or _DRIVE.match(name) or ".." in PurePosixPath(name).parts:
        return "path that leads out of the zip"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "symbolic link"
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted"
    if entry.compress_type not in _METHODS:
        return f"compression method {entry.compress_type}; accepted: stored, deflated"
    return ""


def _is_passed_over(folder: str, is_entry: Callable[[str], bool]) -> bool:
    parts = folder.split("/")
    paths = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return any(map(_is_hidden, parts)) or any(is_of_saved_page(path, is_entry) for path in paths)


def _is_hidden(name: str) -> bool:
    return name == "__MACOSX" or (is_hidden(name) and name not in _DOTS)


def _directory_bytes(stream: BinaryIO, size: int) -> int:
    """Return an upper bound of the size of the zip's directory, which Python reads into memory.

    The size bounds the number of entries better than the number that the zip declares, since no
    more entries are read than it has room for. A forged zip may show several ends; the largest size
    that one of them gives is returned.
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
