"""How are numpy arrays kept in one file? Under names, aligned, little-endian, mapped into memory.

    magic (8 bytes: name and version of the format)
    arrays, each at a multiple of 64 bytes
    directory: JSON {name: [dtype, count, offset]}
    trailer (24 bytes): directory's offset, its length, its crc32, magic's crc32

Opening a file verifies the magic, the trailer and the directory, and that every array lies inside
the file. The checksum of the whole file is in the manifest of its generation.
"""

import json
import mmap
import shutil
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np
import numpy.typing as npt

from search_app.engine.embedded.arrays import Array, joined

MAGIC = b"SAARRAY1"
ALIGNMENT = 64
_COPIED_BYTES = 1 << 20
_TRAILER = struct.Struct("<QQII")
_DTYPES = frozenset({"|u1", "<u2", "<u4", "<u8", "|i1", "<i2", "<i4", "<i8", "<f4", "<f8", "|b1"})


class Arrays(Protocol):
    """Arrays under names: those of a file, or some in memory."""

    name: str

    def get(self, name: str) -> Array | None:
        """Return an array, or None when there is none of that name."""

    def __getitem__(self, name: str) -> Array:
        """Return an array. Raises ArrayFileError when there is none of that name."""


class ArraysWriter(Protocol):
    """Takes arrays under names, one after another."""

    def add(self, name: str, array: Array) -> None:
        """Take one array."""

    def add_parts(self, name: str, dtype: npt.DTypeLike, parts: Iterator[Array]) -> None:
        """Take one array that comes in pieces, each of which is cast to `dtype`."""


class ArrayFileError(Exception):
    """A file is damaged or of another version; the message says which and how."""


class ArrayFileWriter:
    """Writes arrays one after another, and at last their directory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._directory: dict[str, list[str | int]] = {}
        self._file.write(MAGIC)

    def add(self, name: str, array: Array) -> None:
        self.add_parts(name, array.dtype, iter([array]))

    def add_parts(self, name: str, dtype: npt.DTypeLike, parts: Iterator[Array]) -> None:
        """Write one array that comes in pieces, each of which is cast to `dtype`."""
        kind = np.dtype(dtype).newbyteorder("<")
        self._file.write(bytes(-self._file.tell() % ALIGNMENT))
        offset, count = self._file.tell(), 0
        for part in parts:
            data = np.ascontiguousarray(part, dtype=kind).view(np.uint8).data
            count += len(part)
            self._file.write(data)
        self._directory[name] = [kind.str, count, offset]

    def add_file(self, path: Path) -> None:
        """Write all arrays of another file, a block at a time."""
        self._file.write(bytes(-self._file.tell() % ALIGNMENT))
        start = self._file.tell()
        for name, (kind, count, offset) in ArrayFile(path).directory.items():
            self._directory[name] = [kind, count, start + offset]
        with path.open("rb") as file:
            shutil.copyfileobj(file, self._file, _COPIED_BYTES)

    def finish(self) -> None:
        """Write the directory, without which the file is not one."""
        directory = json.dumps(self._directory, separators=(",", ":")).encode()
        trailer = _TRAILER.pack(
            self._file.tell(), len(directory), zlib.crc32(directory), zlib.crc32(MAGIC)
        )
        self._file.write(directory + trailer)


@contextmanager
def written_arrays(path: Path) -> Iterator[ArrayFileWriter]:
    """Open a new file for arrays; it is finished when the block ends without an error."""
    with path.open("wb") as file:
        writer = ArrayFileWriter(file)
        yield writer
        writer.finish()


class ArrayFile:
    """Gives read-only views of the arrays of a file. Raises ArrayFileError when it is damaged.

    directory: for each name, the type, the length and the offset of the array.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        with path.open("rb") as file:
            if path.stat().st_size < len(MAGIC) + _TRAILER.size:
                raise ArrayFileError(f"{path.name}: too short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.directory = self._read_directory()

    def get(self, name: str) -> Array | None:
        return self[name] if name in self.directory else None

    def __getitem__(self, name: str) -> Array:
        if name not in self.directory:
            raise ArrayFileError(f"{self.name}: there is no array {name}")
        kind, count, offset = self.directory[name]
        return np.frombuffer(self._map, dtype=kind, count=count, offset=offset)

    def let_go(self) -> None:
        """Let the system take back the memory of what was read; it is read again when needed."""
        self._map.madvise(mmap.MADV_DONTNEED)

    def _read_directory(self) -> dict[str, tuple[str, int, int]]:
        end = len(self._map) - _TRAILER.size
        offset, length, crc, magic_crc = _TRAILER.unpack_from(self._map, end)
        if self._map[: len(MAGIC)] != MAGIC or magic_crc != zlib.crc32(MAGIC):
            raise ArrayFileError(f"{self.name}: not of this version")
        if offset + length != end or zlib.crc32(self._map[offset:end]) != crc:
            raise ArrayFileError(f"{self.name}: damaged directory")
        directory = {
            name: tuple(entry) for name, entry in json.loads(self._map[offset:end]).items()
        }
        for name, (kind, count, start) in directory.items():
            if kind not in _DTYPES or start + count * np.dtype(kind).itemsize > offset:
                raise ArrayFileError(f"{self.name}: array {name} lies outside the file")
        return directory


class ArraysInMemory:
    """Arrays that are written to memory and read from there. name: that errors give them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._arrays: dict[str, Array] = {}

    def add(self, name: str, array: Array) -> None:
        self._arrays[name] = array

    def add_parts(self, name: str, dtype: npt.DTypeLike, parts: Iterator[Array]) -> None:
        self._arrays[name] = joined([part.astype(dtype, copy=False) for part in parts])

    def get(self, name: str) -> Array | None:
        return self._arrays.get(name)

    def __getitem__(self, name: str) -> Array:
        if name not in self._arrays:
            raise ArrayFileError(f"there is no array {name}")
        return self._arrays[name]
