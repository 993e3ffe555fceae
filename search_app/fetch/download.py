"""How does one file come whole, over a line that may break and from a server that may be busy?

What has come is kept, and only the rest is asked for: "from byte n on, if you still have this
version". A server that has another one by now, or that cannot do this, sends the whole file.
"""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import BinaryIO

import urllib3

from search_app.fetch.asking import asked
from search_app.fetch.failures import DownloadError, DownloadInterruptedError
from search_app.fetch.manifest import FetchedFile
from search_app.fetch.part import Part, Version
from search_app.ingest.archive import is_zip

RETRY_AFTER_MAX_S = 300.0
_BLOCK_BYTES = 1 << 16
_SHOWN_BYTES = 40
_HEADER_LENGTH_MAX = 200
_CONTENT_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+)", re.ASCII)

OnBytes = Callable[[int, int | None], None]
"""Called with the number of bytes that have come, and of those that there are, if that is known."""
OnWait = Callable[[str, float], None]
"""Called with what broke an attempt off, and the seconds until the next."""


def download(
    address: str,
    part: Part,
    held: FetchedFile | None,
    *,
    size_max_bytes: int,
    waits_s: Iterable[float],
    pause: Callable[[float], None],
    on_bytes: OnBytes,
    on_wait: OnWait,
) -> Version | None:
    """Bring the file at an address into `part`; return its version, None if `held` is the newest.

    held: what was fetched from there before. waits_s: the seconds between one attempt and the next,
    of which there is one more. pause: waits for so many seconds. The size of what has
    come is then the one that the server gave; what is in it is not looked at, but that it begins as
    a zip does. Raises DownloadError, its part DownloadInterruptedError after all attempts, and
    OSError when it cannot be written. What has come is kept when more can be asked for.
    """
    waits = iter(waits_s)
    while True:
        try:
            return _attempt(address, part, held, size_max_bytes, on_bytes)
        except DownloadInterruptedError as error:
            wait_s = next(waits, None)
            if error.retry_after_s > RETRY_AFTER_MAX_S:
                raise DownloadInterruptedError(f"{error}, to be asked much later") from error
            if wait_s is None:
                raise
            longest = max(wait_s, error.retry_after_s)
            on_wait(str(error), longest)
            pause(longest)


def _attempt(
    address: str, part: Part, held: FetchedFile | None, size_max_bytes: int, on_bytes: OnBytes
) -> Version | None:
    begun = part.begun(address)
    with asked(address, _conditions(part, begun, held)) as answer:
        if answer.status == HTTPStatus.NOT_MODIFIED and held and not begun:
            return None
        if answer.status == HTTPStatus.OK:
            version = _version(address, answer, answer.headers.get("Content-Length"))
            _refuse_size(version.size_bytes, size_max_bytes)
            _need_room(part, version.size_bytes)
            stream = part.begin(version)
        elif begun and _is_whole(part, answer):
            return begun
        elif begun and _goes_on(part, begun, answer):
            version, stream = begun, part.go_on()
        elif begun:
            part.discard()
            raise DownloadInterruptedError("the rest of what has come is not there any more")
        else:
            raise DownloadError(f"unexpected status {answer.status}")
        with stream:
            refusal = _receive(answer, stream, version.size_bytes, size_max_bytes, on_bytes)
    if refusal:
        part.discard()
        raise DownloadError(refusal)
    if version.size_bytes not in {None, part.size_bytes}:
        came = part.size_bytes
        part.discard()
        raise DownloadInterruptedError(f"{came} bytes came of {version.size_bytes}")
    return version


def _conditions(part: Part, begun: Version | None, held: FetchedFile | None) -> dict[str, str]:
    if begun:
        return {"Range": f"bytes={part.size_bytes}-", "If-Range": begun.strong_validator}
    if held and held.etag:
        return {"If-None-Match": held.etag}
    if held and held.last_modified:
        return {"If-Modified-Since": held.last_modified}
    return {}


def _version(address: str, answer: urllib3.BaseHTTPResponse, length: str | None) -> Version:
    return Version(
        address=address,
        etag=_short(answer.headers.get("ETag", "")),
        last_modified=_short(answer.headers.get("Last-Modified", "")),
        size_bytes=int(length) if length and length.isascii() and length.isdigit() else None,
    )


def _short(header: str) -> str:
    """Return a header that can be sent back; "" for one that no honest server sends."""
    is_plain = header.isascii() and header.isprintable() and len(header) <= _HEADER_LENGTH_MAX
    return header if is_plain else ""


def _refuse_size(size: int | None, size_max: int) -> None:
    if size is not None and size > size_max:
        raise DownloadError(f"{size} bytes, at most {size_max}")


def _need_room(part: Part, size: int | None) -> None:
    folder = next(folder for folder in part.path.parents if folder.exists())
    if size is not None and shutil.disk_usage(folder).free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(part.path))


def _is_whole(part: Part, answer: urllib3.BaseHTTPResponse) -> bool:
    _, size = _content_range(answer)
    is_past_its_end = answer.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    return is_past_its_end and size == part.size_bytes


def _goes_on(part: Part, begun: Version, answer: urllib3.BaseHTTPResponse) -> bool:
    start, size = _content_range(answer)
    return (
        answer.status == HTTPStatus.PARTIAL_CONTENT
        and start == part.size_bytes
        and size == (begun.size_bytes or size)
        and answer.headers.get("ETag", begun.etag) == begun.etag
    )


def _content_range(answer: urllib3.BaseHTTPResponse) -> tuple[int | None, int | None]:
    """Return the place of the first byte, and the size of the whole file, as far as told."""
    found = _CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if not found:
        return None, None
    start, size = found.groups()
    return int(start) if start else None, int(size)


def _receive(
    answer: urllib3.BaseHTTPResponse,
    stream: BinaryIO,
    size: int | None,
    size_max: int,
    on_bytes: OnBytes,
) -> str:
    """Write what comes; return why it is refused, "" if it is not."""
    done = stream.tell()
    for block in answer.stream(_BLOCK_BYTES, decode_content=False):
        if done == 0 and not is_zip(block):
            return f"no zip: it begins with {block[:_SHOWN_BYTES]!r}"
        done += len(block)
        if done > size_max:
            return f"more than {size_max} bytes"
        stream.write(block)
        on_bytes(done, size)
    return "an empty answer" if done == 0 else ""
