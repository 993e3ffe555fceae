"""Which records does a JSON list of questions hold?

It is `{"questionsEcrites": {"question": [{…}, {…}]}}`, as for the 14th legislature, or the inner
object alone. It is cut into questions by its brackets and strings alone, without being parsed: a
broken question does no harm to the others, and no more than one is in memory.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from search_app.ingest.cut_items import BrokenStreamError, Collected, Item, items_of, scan_items
from search_app.ingest.records import RecordFormat, Scanned
from search_app.model.document import Source

_ROOTS = rb"questionsEcrites|questionsGvt|questionsOralesSansDebat"
_ATTRIBUTES = rb'\{\s*(?:"@[^"]{1,64}"\s*:\s*"[^"]{0,200}"\s*,\s*)*'
_KEY = rb'(?:"(?:' + _ROOTS + rb')"\s*:|"question"\s*:\s*\[\s*\{)'
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*" + _ATTRIBUTES + _KEY)
_ITEMS_KEY = b'"question"'
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|["{}\[\]]', re.DOTALL)
_REST_OF_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
# A question that lacks a brace or a quotation mark must not swallow those after it. Where a brace
# is missing, the next question is known by its first keys, which `_OPENING` matches. Where a
# quotation mark is missing, strings and what stands between them change places, and `_BETWEEN`
# matches such a "string" that holds the end of one question and the beginning of the next.
_OPENING = re.compile(_ATTRIBUTES + rb'"uid"\s*:\s*"QANR')
_BETWEEN = re.compile(rb'"\s*(?::\s*(?:null|true|false|[\d.eE+-]+))?[\s}\]]*\}\s*,\s*(\{)\s*"')
_BETWEEN_LENGTH_MAX = 200
_UID = re.compile(rb'"uid"\s*:\s*"([\w.-]{1,64})"')
_HELD_MAX_BYTES = 1 << 16  # a longer string is passed through without being held
_AHEAD_BYTES = 512  # how much after a token must be known before the token is judged
# How many brackets may be open where the key of the questions stands: without a root, and with one.
_KEY_DEPTHS = (1, 2)


def is_question_list(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a list of questions."""
    return _HEAD.match(head) is not None


def items(blocks: Iterable[bytes], *, size_max_bytes: int) -> Iterator[Item]:
    """Yield the questions of a list, as `items_of` does.

    size_max_bytes: upper bound of one question.
    """
    return items_of(blocks, _Cutter(size_max_bytes), ahead_bytes=_AHEAD_BYTES)


def scan_list(stream: BinaryIO, head: bytes, source: Source, size_max_bytes: int) -> Scanned:
    """Yield the records of a list, as `scan_items` does.

    head: the first bytes, which have been read from the stream.
    """
    yield from scan_items(
        stream,
        head,
        source,
        size_max_bytes=size_max_bytes,
        of_format=RecordFormat.JSON,
        items=partial(items, size_max_bytes=size_max_bytes),
    )


class _Cutter:
    """Follows the brackets and strings of the file, and outside the questions the keys."""

    def __init__(self, size_max: int) -> None:
        self._size_max = size_max
        self._held = b""  # the first part of a token, whose end the next block brings
        self._stopped_at = 0  # up to where the tokens of the data have been read
        self._in_string = False
        self._depth = 0  # brackets open
        self._last = b""  # the last bytes put away
        self._key = b""  # the last string read outside a question
        self._in_list = False
        self._line = 1
        self._count = 0
        self._item: Collected | None = None
        self._item_depth = 0  # brackets open around a question; 0 until the first is found
        self._list_depth = 0  # brackets open inside the list
        self._stray_line = 0  # of the first thing between two questions, 0 while there is none

    def cut(self, block: bytes, *, ahead: int) -> Iterator[Item]:
        """Yield the questions that end in a block.

        ahead: how many bytes after a token must be known before it is judged; 0 at the end of the
        file.
        """
        data = self._held + block
        mark = place = 0  # all before the mark has been put away
        while token := self._token(data, place, ahead):
            place = token.end()
            start = self._start_of_item(data, token)
            if start is not None:
                self._put_away(data[mark:start])
                mark, place = start, start + 1
                if self._item:
                    yield self._item.item()
                self._begin_item()
            elif self._ends_item(token[0]) and self._item:
                self._put_away(data[mark:place])
                mark = place
                yield self._item.item()
                self._item = None
        self._put_away(data[mark : self._stopped_at])
        self._held = data[self._stopped_at :]

    def _token(self, data: bytes, place: int, ahead: int) -> re.Match[bytes] | None:
        """Return the next token, or None when the next block is needed to read it."""
        while True:
            if self._in_string:
                rest = _REST_OF_STRING.match(data, place)
                self._stopped_at = rest.end() if rest else place
                if data[self._stopped_at : self._stopped_at + 1] != b'"':
                    return None
                self._in_string = False
                place = self._stopped_at + 1
            token = _TOKEN.search(data, place)
            if token is None:
                self._stopped_at = len(data)
                return None
            self._stopped_at = token.start()
            if token.start() > len(data) - ahead:
                return None
            if token[0] != b'"':
                return token
            if ahead and len(data) - token.start() < _HELD_MAX_BYTES:
                return None  # the end of the string is in a later block
            self._in_string = True
            place = token.end()

    def finish(self) -> Iterator[Item]:
        """Yield the question that the file's end cuts short. Raises BrokenStreamError."""
        if self._item:
            yield self._item.item()
        if self._stray_line:
            raise BrokenStreamError(self._stray_line, "something else between two questions")
        if self._depth or self._held.strip():
            raise BrokenStreamError(self._line, "ends before its last brace")
        if not self._count:
            raise BrokenStreamError(1, "holds no question")

    def _start_of_item(self, data: bytes, token: re.Match[bytes]) -> int | None:
        """Return where a question begins inside this token, None when none does."""
        text = token[0]
        if text == b"{":
            if self._item:
                is_next = self._follows_comma(data, token.start()) and bool(
                    _OPENING.match(data, token.start())
                )
            else:
                is_next = self._depth == self._list_depth if self._in_list else self._is_at_items()
            return token.start() if is_next else None
        if self._count and len(text) < _BETWEEN_LENGTH_MAX:
            between = _BETWEEN.fullmatch(text)
            return token.start() + between.start(1) if between else None
        return None

    def _begin_item(self) -> None:
        self._item_depth = self._item_depth or self._depth
        self._depth = self._item_depth + 1
        self._in_list = self._item_depth == self._list_depth
        self._count += 1
        self._item = Collected(self._count, self._line, self._size_max, _UID)

    def _ends_item(self, text: bytes) -> bool:
        """Follow one token, and tell whether it is the brace that ends a question."""
        if self._item is None and (self._in_list or not self._depth) and self._count:
            is_end = self._in_list and self._depth == self._list_depth and text == b"]"
            self._stray_line = self._stray_line or (0 if is_end else self._line)
        if text == b"[" and self._item is None and self._is_at_items():
            self._in_list, self._list_depth = True, self._depth + 1
        if text in b"{[":
            self._depth += 1
        elif text in b"}]":
            self._depth = max(self._depth - 1, 0)
            self._in_list = self._in_list and self._depth >= self._list_depth
        elif self._item is None:
            self._key = text
        return self._item is not None and self._depth == self._item_depth

    def _is_at_items(self) -> bool:
        return self._depth in _KEY_DEPTHS and self._key == _ITEMS_KEY

    def _follows_comma(self, data: bytes, place: int) -> bool:
        before = data[max(place - _AHEAD_BYTES, 0) : place].rstrip()
        return (before or self._last).endswith(b",")

    def _put_away(self, part: bytes) -> None:
        """Add bytes to the question being read, if any, and count their lines."""
        self._last = part[-_AHEAD_BYTES:].rstrip() or self._last
        self._line += part.count(b"\n")
        if self._item:
            self._item.add(part)
