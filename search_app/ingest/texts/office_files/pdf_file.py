"""What do the pages of a PDF say?

This module is run in a process of its own, in which only the library is known.
"""

import io
import re
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError

_PAGES_MAX = 1_000
_CONTENT_BYTES_MAX = 30_000_000  # of what is drawn on all pages
_DAY = re.compile(r"(?:D:)?\s*(\d{4})-?(\d\d)-?(\d\d)")


def read(data: bytes) -> dict[str, Any]:
    """Return what a PDF says, or why it is "refused": a code of RecordError, and the reason.

    pages: the text of each, line by line. title, author, created (ISO 8601), of the document
    information. Whatever else is wrong with a PDF is an exception of the library.
    """
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _opens_without_password(reader):
        return {"refused": ("format", "encrypted PDF; save it without a password")}
    if (count := len(reader.pages)) > _PAGES_MAX:
        return {"refused": ("size", f"PDF of {count} pages, at most {_PAGES_MAX}")}
    if sum(map(_content_bytes, reader.pages)) > _CONTENT_BYTES_MAX:
        return {"refused": ("size", f"pages of more than {_CONTENT_BYTES_MAX} bytes unpacked")}
    said = reader.metadata
    created = _DAY.match(str(said.creation_date_raw)) if said else None
    return {
        "pages": [page.extract_text() for page in reader.pages],
        "title": str(said.title or "") if said else "",
        "author": str(said.author or "") if said else "",
        "created": "-".join(created.groups()) if created else "",
    }


def _opens_without_password(reader: PdfReader) -> bool:
    """Whether only changing a PDF needs its password."""
    try:
        return bool(reader.decrypt(""))
    except DependencyError:  # the newer ciphers need another library
        return False


def _content_bytes(page: PageObject) -> int:
    contents = page.get_contents()
    return 0 if contents is None else len(contents.get_data())
