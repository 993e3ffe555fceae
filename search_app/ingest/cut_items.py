"""What is cut out of a list of questions, one at a time, without the list being parsed?"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, Protocol

from search_app.ingest.records import (
    RecordFormat,
    Scanned,
    error_at,
    place_within,
    raw_record,
    too_large,
)
from search_app.model.document import Source

_BLOCK_BYTES = 1 << 18
_HEAD_BYTES = 2_000  # of a question: where its uid is looked for


class BrokenStreamError(ValueError):
    """The file is no list of questions, or is cut short; `line`, 1-based, is where that shows."""

    def __init__(self, line: int, detail: str) -> None:
        super().__init__(detail)
        self.line = line


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a list.

    name: its uid, or "item 12" when it has none. line: where it begins, 1-based. data: None for a
    question larger than the bound of the list.
    """

    name: str
    line: int
    size_bytes: int
    data: bytes | None


class Collected:
    """The bytes of one question so far; only their number, once they are too many.

    index, line: of the question, from 1. uid: what finds its uid, as the first group.
    """

    def __init__(self, index: int, line: int, size_max: int, uid: re.Pattern[bytes]) -> None:
        self._index, self._line, self._size_max, self._uid = index, line, size_max, uid
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, part: bytes) -> None:
        self._size += len(part)
        if self._size <= self._size_max:
            self._parts.append(part)
        else:
            self._parts = [b"".join(self._parts)[:_HEAD_BYTES] or part[:_HEAD_BYTES]]

    def item(self) -> Item:
        data = b"".join(self._parts)
        uid = self._uid.search(data, 0, _HEAD_BYTES)
        name = uid[1].decode() if uid else f"item {self._index}"
        is_whole = self._size <= self._size_max
        return Item(name, self._line, self._size, data if is_whole else None)


class Cutter(Protocol):
    """Cuts the questions of one list out of its bytes, which come block by block."""

    def cut(self, block: bytes, *, ahead: int) -> Iterator[Item]:
        """Yield the questions that end in a block; its last `ahead` bytes wait for the next one."""

    def finish(self) -> Iterator[Item]:
        """Yield the question that the file's end cuts short. Raises BrokenStreamError."""


def items_of(blocks: Iterable[bytes], cutter: Cutter, *, ahead_bytes: int) -> Iterator[Item]:
    """Yield the questions of a file that is given as blocks of bytes, of any sizes.

    ahead_bytes: how many the cutter keeps back of each block until it sees the next. Raises
    BrokenStreamError, but only after the last question.
    """
    for block in blocks:
        yield from cutter.cut(block, ahead=ahead_bytes)
    yield from cutter.cut(b"", ahead=0)
    yield from cutter.finish()


def scan_items(
    stream: BinaryIO,
    head: bytes,
    source: Source,
    *,
    size_max_bytes: int,
    of_format: RecordFormat,
    items: Callable[[Iterable[bytes]], Iterator[Item]],
    before: bytes = b"",
) -> Scanned:
    """Yield the records of a list, each named by its uid.

    head: the first bytes, when they have been read from the stream. size_max_bytes: upper bound of
    one question. items: cuts blocks of bytes. before: what is put before each question.
    """
    try:
        for item in items(_blocks(stream, head)):
            place = place_within(source, item.name, item.line)
            if item.data is None:
                yield too_large(place, item.size_bytes, size_max_bytes)
            else:
                yield raw_record(place, of_format, before + item.data)
    except BrokenStreamError as error:
        place = Source(path=source.path, line=error.line, record=source.record)
        yield error_at(place, "format", f"list of questions: {error}")


def _blocks(stream: BinaryIO, head: bytes) -> Iterator[bytes]:
    if head:
        yield head
    yield from iter(partial(stream.read, _BLOCK_BYTES), b"")
