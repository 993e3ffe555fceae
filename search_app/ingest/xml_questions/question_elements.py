"""Which files are questions in XML, and which questions does a list of them hold?

The questions of the 14th legislature come as one file, `<questionsEcrites><question>…`. It is cut
at the tags of its questions without being parsed: a broken question does no harm to the others, and
no more than one is in memory.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from search_app.ingest.cut_items import BrokenStreamError, Collected, Item, items_of, scan_items
from search_app.ingest.records import RecordFormat, Scanned, error_at
from search_app.model.document import Source

_LISTS = rb"questionsEcrites|questionsGvt|questionsOralesSansDebat"
_ONES = rb"question|QUESTION"
_PREFIX = rb"(?:[\w.-]{1,64}:)?"
_PROLOG = rb"(?:\xef\xbb\xbf)?(?:\s+|<\?[^>]{0,500}>|<!--.{0,1000}?-->)*+"
_HEAD = re.compile(
    _PROLOG + rb"(?:(?P<doctype><!DOCTYPE\s+)|<)" + _PREFIX +
    rb"(?:(?P<list>" + _LISTS + rb")|" + _ONES + rb")(?=[\s/>\[])",
    re.DOTALL,
)  # fmt: skip
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*(<\?xml\s[^>]{0,500}\?>)")
_TOKEN = re.compile(
    rb"(?P<skipped><!\[CDATA\[|<!--)"
    rb"|<" + _PREFIX + rb"question(?=[\s/>])"
    rb"|(?P<end></" + _PREFIX + rb"question\s{0,64}>)"
)  # fmt: skip
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_LIST_END = re.compile(rb"</" + _PREFIX + rb"(?:" + _LISTS + rb")\s*>")
_UID = re.compile(rb"<" + _PREFIX + rb"uid>\s*([\w.-]{1,64})\s*</")
_HELD_BYTES = 200  # more than any token has: the next block may bring its end


def is_question(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a question in XML, or a list of them."""
    return _HEAD.match(head) is not None


def is_list(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a list of questions in XML."""
    match = _HEAD.match(head)
    return bool(match and match["list"])


def items(blocks: Iterable[bytes], *, size_max_bytes: int) -> Iterator[Item]:
    """Yield the questions of a list, as `items_of` does.

    size_max_bytes: upper bound of one question.
    """
    return items_of(blocks, _Cutter(size_max_bytes), ahead_bytes=_HELD_BYTES)


def scan_list(stream: BinaryIO, head: bytes, source: Source, size_max_bytes: int) -> Scanned:
    """Yield the records of a list, as `scan_items` does.

    head: the first bytes, which have been read from the stream. Raises RecordError "format" for a
    list that declares a document type.
    """
    begins = _HEAD.match(head)
    if begins and begins["doctype"]:
        raise error_at(source, "format", "XML: declares a document type")
    declaration = _DECLARATION.match(head)
    yield from scan_items(
        stream,
        head,
        source,
        size_max_bytes=size_max_bytes,
        of_format=RecordFormat.XML,
        items=partial(items, size_max_bytes=size_max_bytes),
        before=declaration[1].replace(b"\n", b" ") if declaration else b"",
    )


class _Cutter:
    """Follows the tags of questions, outside comments and CDATA."""

    def __init__(self, size_max: int) -> None:
        self._size_max = size_max
        self._held = b""  # the last bytes, in which a token may have begun
        self._until = b""  # what ends the comment or CDATA; b"" outside
        self._tail = b""  # the last bytes put away
        self._line = 1
        self._count = 0
        self._item: Collected | None = None

    def cut(self, block: bytes, *, ahead: int) -> Iterator[Item]:
        """Yield the questions that end in a block; its last `ahead` bytes wait for the next one."""
        data = self._held + block
        mark = place = 0  # all before the mark has been put away
        while True:
            if self._until:
                end = data.find(self._until, place)
                if end < 0:
                    break
                place, self._until = end + len(self._until), b""
            token = _TOKEN.search(data, place)
            if token is None:
                break
            place = token.end()
            if token["skipped"]:
                self._until = _ENDS[token["skipped"]]
                continue
            cut_at = token.end() if token["end"] else token.start()
            self._put_away(data[mark:cut_at])
            mark = cut_at
            if self._item:
                yield self._item.item()
            self._item = None if token["end"] else self._begun()
        stop = max(len(data) - ahead, place)
        self._put_away(data[mark:stop])
        self._held = data[stop:]

    def finish(self) -> Iterator[Item]:
        """Yield the question that the file's end cuts short. Raises BrokenStreamError."""
        if self._item:
            yield self._item.item()
        if not _LIST_END.search(self._tail):
            raise BrokenStreamError(self._line, "ends before its last tag")
        if not self._count:
            raise BrokenStreamError(1, "holds no question")

    def _begun(self) -> Collected:
        self._count += 1
        return Collected(self._count, self._line, self._size_max, _UID)

    def _put_away(self, part: bytes) -> None:
        """Add bytes to the question being read, if any, and count their lines."""
        self._tail = (
            (self._tail + part)[-_HELD_BYTES:] if len(part) < _HELD_BYTES else part[-_HELD_BYTES:]
        )
        self._line += part.count(b"\n")
        if self._item:
            self._item.add(part)
