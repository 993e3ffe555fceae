"""What does a message (.eml) or a page that a browser saved as one file (.mhtml) say?

Both are MIME: headers, then one text or several parts. Other readers read the text
of a part.
"""

import datetime as dt
import email
import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from search_app.ingest.printable import printable_line
from search_app.model.errors import RecordError

_HEADERS = re.compile(rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")
_HEADERS_BYTES_MAX = 64_000
_SENDER = re.compile(rb"(?im)^from:")
_OF_A_MESSAGE = re.compile(
    rb"^(?:mime-version|message-id|received|date):", re.IGNORECASE | re.MULTILINE
)
_DESCRIPTION = re.compile(
    rb"^content-[\w-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE
)
_DESCRIPTION_BYTES_MAX = 4_000
_MULTIPART = re.compile(rb"multipart/", re.IGNORECASE)
_MULTIPARTS_MAX = 50
_HEADER_LENGTH_MAX = 2_000
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageText:
    """The text of a message or saved page.

    data, charset: its bytes, and the charset that they are said to be in, or "". is_html: it is a
    web page. subject, sender, day, url: what the headers say; a saved page has no sender and no day
    of its own. left_out: the names of what is attached.
    """

    data: bytes
    charset: str
    is_html: bool
    subject: str
    sender: str
    day: dt.date | None
    url: str
    left_out: tuple[str, ...]


def recognise(data: bytes) -> bool:
    """Whether a file begins with the headers of a message, in their English names."""
    headers = _HEADERS.match(data[:_HEADERS_BYTES_MAX])
    return bool(headers and _SENDER.search(headers[0]) and _OF_A_MESSAGE.search(headers[0]))


def read(data: bytes, path: str) -> MessageText:
    """Read a message.

    Raises RecordError "size" for one of more than 50 parts with parts, or whose parts are described
    in more than 4,000 bytes, and "missing" for one without a text.
    """
    longest = max((len(found[0]) for found in _DESCRIPTION.finditer(data)), default=0)
    if longest > _DESCRIPTION_BYTES_MAX or len(_MULTIPART.findall(data)) > _MULTIPARTS_MAX:
        detail = f"message of more than {_MULTIPARTS_MAX} parts with parts, or of too long headers"
        raise RecordError(path=path, line=1, code="size", detail=detail)
    message = email.message_from_bytes(data)
    parts = [part for part in message.walk() if not part.is_multipart()]
    texts = [part for part in parts if part.get_content_disposition() != "attachment"]
    page = _first(texts, "text/html")
    url = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    is_saved = bool(page and url)
    chosen = page if is_saved else _first(texts, "text/plain") or page
    if chosen is None:
        raise RecordError(path=path, line=1, code="missing", detail="text")
    attached = [part for part in parts if part.get_content_disposition() == "attachment"]
    name, address = parseaddr(_header(message, "From"))
    return MessageText(
        data=_bytes(chosen),
        charset=str(chosen.get_content_charset() or ""),
        is_html=chosen is page,
        subject=_header(message, "Subject"),
        sender="" if is_saved else name or address,
        day=None if is_saved else _day(message),
        url=url if _ADDRESS.fullmatch(url) else "",
        left_out=tuple(str(part.get_filename() or "?")[:200] for part in attached),
    )


def _first(parts: list[Message], of_type: str) -> Message | None:
    found = (part for part in parts if part.get_content_type() == of_type and _bytes(part).strip())
    return next(found, None)


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(part: Message | None, name: str) -> str:
    written = str(part.get(name, "") if part else "")[:_HEADER_LENGTH_MAX]
    try:
        return printable_line(str(make_header(decode_header(written))))
    except (HeaderParseError, LookupError, ValueError):
        return printable_line(written)


def _day(message: Message) -> dt.date | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
