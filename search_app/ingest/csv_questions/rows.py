"""Which records does a CSV of questions hold?

Each row is one. A row that cannot be used (too long, with too many columns, with a byte that the
encoding lacks) is reported by its line, and the others are read. When it spans several lines, a
quotation mark that is never closed is the likely cause, so reading goes on at its second line. No
more than ten times the bytes of the file are read again, so that the time is linear; the lines
after that are reported as one row.
"""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Self, cast

from search_app.ingest.csv_questions.mapping import Mapping, mapped_record
from search_app.ingest.records import Scanned, error_at, place_within
from search_app.model.document import Source

_TOO_LONG = "a line too long to be held"  # stands for such a line; compared with `is`
_READ_AGAIN_MAX = 10  # times the bytes read so far
_BLOCK_BYTES = 8_192
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEPARATOR_LINE = re.compile(r'"?sep=([^\w\s"]|\t)"?\s*', re.IGNORECASE)
_SURROGATE_BASE = 0xDC00  # "surrogateescape" reads a byte b that it cannot decode as this + b


class _RowError(ValueError):
    """What is wrong with one row.

    may_be_several: whether the lines after its first may be rows of their own.
    """

    def __init__(self, code: str, detail: str, *, may_be_several: bool = False) -> None:
        super().__init__(detail)
        self.code = code
        self.may_be_several = may_be_several


@dataclass(frozen=True, slots=True)
class _Row:
    """One row. line: number of its first line, 1-based. error: what is wrong with the row."""

    line: int
    cells: list[str]
    error: _RowError | None = None


def scan_rows(stream: BinaryIO, mapping: Mapping, source: Source, size_max_bytes: int) -> Scanned:
    """Yield the rows below the header as records named "row 1", "row 2" and so on.

    Those of an entry of a zip are named "table.csv/row 1".
    A byte order mark of UTF-8 or UTF-16 counts more than the encoding of the mapping, and a first
    line "sep=;", which spreadsheets write, more than its separator.

    size_max_bytes: upper bound of one row. Raises RecordError "format" when the header lacks a
    column of the mapping or has it twice, and whatever is wrong with the header as a row.
    """
    # The limit of `csv` holds for the whole process and is lower than ours by default. `_Lines`
    # measures the rows.
    csv.field_size_limit(max(csv.field_size_limit(), size_max_bytes))
    stream, encoding = _decoding(stream, mapping.encoding)
    lines = _Lines(stream, encoding, size_max_bytes)
    mapping = replace(mapping, separator=lines.take_separator() or mapping.separator)
    rows = _rows(lines, mapping)
    header = next(rows, _Row(1, []))
    if header.error:
        raise error_at(source, header.error.code, f"header: {header.error}")
    places = _places(header.cells, mapping, source)
    index = 0
    for index, row in enumerate(rows, start=1):
        place = place_within(source, f"row {index}", row.line)
        if row.error:
            yield error_at(place, row.error.code, str(row.error))
        else:
            fields = {field: row.cells[column] for field, column in places.items()}
            yield mapped_record(fields, mapping, place)
    if not index:
        yield error_at(source, "empty", "no row below the header")


def _decoding(stream: BinaryIO, declared: str) -> tuple[BinaryIO, str]:
    """Return the stream to read lines from, and its encoding, as its byte order mark tells."""
    mark = stream.read(len(codecs.BOM_UTF8))
    stream.seek(0)
    if mark.startswith(_UTF16_MARKS):
        return cast("BinaryIO", _AsUtf8(stream)), "utf-8"
    return stream, "utf-8" if mark == codecs.BOM_UTF8 else declared


class _AsUtf8:
    """The lines of a stream in UTF-16, as bytes of UTF-8."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-16")()
        self._held = b""
        self._is_over = False

    def readline(self, size: int) -> bytes:
        while b"\n" not in self._held and len(self._held) < size and not self._is_over:
            self._decode(self._stream.read(_BLOCK_BYTES))
        end = min(self._held.find(b"\n") + 1 or len(self._held), size)
        line, self._held = self._held[:end], self._held[end:]
        return line

    def _decode(self, block: bytes) -> None:
        self._is_over = not block
        try:
            self._held += self._decoder.decode(block, final=not block).encode()
        except UnicodeDecodeError as error:
            self._is_over = True
            raise _RowError("encoding", f"no UTF-16 from here on: {error.reason}") from error


class _Lines:
    """The decoded lines of the file; the lines of a row that is wrong can be given back."""

    def __init__(self, stream: BinaryIO, encoding: str, size_max: int) -> None:
        self._stream, self._encoding, self._size_max = stream, encoding, size_max
        self._waiting: deque[str] = deque()
        self._taken: list[str] = []
        self._size = 0
        self._again_max = 0  # characters that may still be given back
        self.line = 0  # number of the last line given

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._read()
        if not line and self._taken:
            detail = "quotation mark that is never closed"
            raise _RowError("format", detail, may_be_several=True)
        if not line:
            raise StopIteration
        self.line += 1
        self._taken.append(line)
        self._size += len(line)
        if line is _TOO_LONG or self._size > self._size_max:
            detail = f"row of more than {self._size_max} bytes"
            raise _RowError("size", detail, may_be_several=True)
        return line

    def take_separator(self) -> str:
        """Take a first line that names the separator, and return that sign; "" for none."""
        first = self._read()
        if named := _SEPARATOR_LINE.fullmatch(first):
            self.line += 1
            return named[1]
        if first:
            self._waiting.append(first)
        return ""

    def begin_row(self) -> None:
        self._taken.clear()
        self._size = 0

    def give_back(self) -> int:
        """Give back the lines of the row, all but the first, to be read as rows of their own.

        Return how many lines were not, because too many were before.
        """
        again = self._taken[1:]
        size = sum(map(len, again))
        if size > self._again_max:
            return len(again)
        self._again_max -= size
        self._waiting.extendleft(reversed(again))
        self.line -= len(again)
        return 0

    def _read(self) -> str:
        data = self._stream.readline(self._size_max + 1)
        self._again_max += _READ_AGAIN_MAX * len(data)
        if len(data) > self._size_max:
            while data and not data.endswith(b"\n"):
                data = self._stream.readline(self._size_max + 1)
            return _TOO_LONG
        if self.line == 0:
            data = data.removeprefix(codecs.BOM_UTF8)
        return data.decode(self._encoding, "surrogateescape")


def _rows(lines: _Lines, mapping: Mapping) -> Iterator[_Row]:
    """Yield the header and the rows; rows without any text are passed over."""
    width = 0
    while True:
        lines.begin_row()
        line = lines.line + 1
        cells: list[str] = []
        error = None
        try:
            if mapping.is_quoted:
                cells = next(csv.reader(lines, delimiter=mapping.separator))
            else:
                cells = next(lines).rstrip("\r\n").split(mapping.separator)
            if not any(cells):
                continue
            _check(cells, width or len(cells))
        except StopIteration:
            return
        except _RowError as wrong:
            error = wrong
        except csv.Error as wrong:
            error = _RowError("format", str(wrong), may_be_several=True)
        if error and error.may_be_several and (left := lines.give_back()):
            error = _RowError(error.code, f"{error}; {left} more lines are not read")
        width = width or len(cells)
        yield _Row(line, cells, error)


def _check(cells: list[str], width: int) -> None:
    """Raise _RowError for a row that does not have `width` columns or whose text is broken."""
    if len(cells) != width:
        detail = f"{len(cells)} columns, the header has {width}"
        raise _RowError("format", detail, may_be_several=True)
    text = "".join(cells)
    if "\0" in text:
        raise _RowError("encoding", "NUL character")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        byte = ord(text[error.start]) - _SURROGATE_BASE
        raise _RowError("encoding", f"byte 0x{byte:02X} does not exist in the encoding") from error


def _places(header: list[str], mapping: Mapping, source: Source) -> dict[str, int]:
    """Return the index of each field's column. Raises RecordError "format"."""
    names = [name.strip() for name in header]
    for field, column in mapping.columns.items():
        if names.count(column) != 1:
            found = "missing" if column not in names else "there more than once"
            detail = f"{source.name}.toml: columns.{field}: column {column!r} is {found}"
            raise error_at(source, "format", detail)
    return {field: names.index(column) for field, column in mapping.columns.items()}
