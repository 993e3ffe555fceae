"""Which rows of which tables does a dump of PostgreSQL hold?

A dump is SQL, with the rows of each table behind a line `COPY name (columns) FROM stdin;`: one a
line, columns parted by tabulators, until a backslash and a point; a backslash and N stand for null.
It is read as it comes, a row at a time.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import BinaryIO

_BLOCK_BYTES = 1 << 18
_COPY = re.compile(
    rb'COPY (?:"?\w{1,64}"?\.)?"?(?P<table>\w{1,64})"?\s?\((?P<columns>[^()]{1,9000})\) FROM stdin',
    re.IGNORECASE,
)
_END, _NULL = b"\\.", b"\\N"
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)", re.DOTALL)
_NAMED = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}
_OCTAL, _HEXADECIMAL, _BYTE_MAX = 8, 16, 0xFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. line: where it stands, 1-based. values: by column, None for null.

    code, fault: as a RecordError has them, of a row that cannot be read; "" for one that can.
    """

    table: str
    line: int
    values: dict[str, str | None]
    code: str = ""
    fault: str = ""


def copied_rows(
    stream: BinaryIO, head: bytes, tables: Container[str], size_max_bytes: int
) -> Iterator[Row]:
    """Yield the rows of some tables, in the order of the dump, also those that cannot be read.

    head: the first bytes, which have been read from the stream. size_max_bytes: upper bound of one
    row. A dump that ends inside a table yields a last row that says so.
    """
    table, columns = "", [""]
    number = 0
    for number, (line, is_ended) in enumerate(_lines(stream, head, size_max_bytes), start=1):
        if not table:
            if line and (copy := _COPY.match(line)):
                table = copy["table"].decode()
                columns = [name.strip(' "') for name in copy["columns"].decode().split(",")]
        elif line is not None and line.rstrip(b"\r") == _END:
            table = ""
        elif table in tables and is_ended:
            yield _row(table, number, columns, line, size_max_bytes)
    if table:
        fault = f"ends inside the rows of {table}"
        yield Row(table=table, line=number, values={}, code="format", fault=fault)


def _lines(stream: BinaryIO, head: bytes, size_max: int) -> Iterator[tuple[bytes | None, bool]]:
    """Yield each line, None for one that is too long, and whether it has its end."""
    held, is_too_long = b"", False
    for block in chain((head,), iter(partial(stream.read, _BLOCK_BYTES), b"")):
        *lines, held = (held + block).split(b"\n")
        for line in lines:
            yield (None if is_too_long or len(line) > size_max else line), True
            is_too_long = False
        if len(held) > size_max:
            held, is_too_long = b"", True
    if held or is_too_long:
        yield (None if is_too_long else held), False


def _row(table: str, line: int, columns: list[str], data: bytes | None, size_max: int) -> Row:
    made = partial(Row, table=table, line=line)
    if data is None:
        return made(values={}, code="size", fault=f"row of more than {size_max} bytes")
    cells = data.rstrip(b"\r").split(b"\t")
    if len(cells) != len(columns):
        fault = f"{len(cells)} columns, the table {table} has {len(columns)}"
        return made(values={}, code="format", fault=fault)
    try:
        values = [None if cell == _NULL else _value(cell) for cell in cells]
    except UnicodeDecodeError as error:
        fault = f"byte 0x{error.object[error.start]:02X} is not UTF-8"
        return made(values={}, code="encoding", fault=fault)
    return made(values=dict(zip(columns, values, strict=True)))


def _value(cell: bytes) -> str:
    return (_ESCAPE.sub(_unescaped, cell) if b"\\" in cell else cell).decode()


def _unescaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if sign[:1] == b"x" and len(sign) > 1:
        return bytes((int(sign[1:], _HEXADECIMAL),))
    if sign.isdigit() and sign[:1] < b"8":
        return bytes((int(sign, _OCTAL) & _BYTE_MAX,))
    return _NAMED.get(sign, sign)
