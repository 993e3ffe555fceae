"""What text do the bytes of a file hold?"""

import codecs
import re
import unicodedata

from search_app.ingest.texts import article_html
from search_app.model.errors import RecordError

_SIGNATURES = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"%PDF-": "PDF",
    b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "OLE document",
}
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# In all of them a byte below 128 is the character of ASCII.
_CHARSET = re.compile(r"cp(?:125[0-8]|85[028])|iso8859-\d+|mac-roman")
# Browsers read both as windows-1252, which is what pages in them are written in.
_READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252"}
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LINE_END_TEXT = re.compile(r"\r\n?")
# Controls would reach pages and terminals; a space keeps the words on both sides apart.
_CONTROLS = dict.fromkeys(
    (*range(1, 9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029), " "
)
_INVISIBLE = " \t\n\u00a0\u202f\u200b\u2060\ufeff"


def decode_text(data: bytes, path: str) -> str:
    r"""Return the text of a file: `\n` between lines, no byte order mark, controls as spaces.

    UTF-8, UTF-16 with its mark, or what a web page that is neither declares as its charset.
    Raises RecordError "dialect" (a container that holds no text as such), "encoding" or "empty".
    """
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise RecordError(path=path, line=1, code="dialect", detail=f"{name} file")
    text = _decoded(data, path)
    if (offset := text.find("\0")) >= 0:
        line = text.count("\n", 0, offset) + 1
        raise RecordError(path=path, line=line, code="encoding", detail="NUL character")
    if not text.strip(_INVISIBLE):
        raise RecordError(path=path, line=1, code="empty", detail="no text")
    return text


def _decoded(data: bytes, path: str) -> str:
    encoding = "utf-16" if data.startswith(_UTF16_BOMS) else "utf-8"
    try:
        # A page's word counts only when it must: it is often left behind by a conversion to UTF-8.
        text = data.removeprefix(codecs.BOM_UTF8).decode(encoding)
    except UnicodeDecodeError as error:
        charset = article_html.declared_charset(data) if encoding == "utf-8" else ""
        codec = _codec(charset, path) if charset else encoding
        if codec == encoding:
            raise _undecodable(error, encoding, path) from error
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as of_page:
            raise _undecodable(of_page, codec, path) from of_page
    lines_text = _LINE_END_TEXT.sub("\n", text).translate(_CONTROLS)
    return unicodedata.normalize("NFC", lines_text)


def _codec(charset: str, path: str) -> str:
    """Return the name of the codec that reads a charset. Raises RecordError "encoding"."""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        name = ""
    if name != "utf-8" and name not in _READ_AS and not _CHARSET.fullmatch(name):
        detail = f"the page declares the charset {charset}, which is not one that is read"
        raise RecordError(path=path, line=1, code="encoding", detail=detail)
    return _READ_AS.get(name, name)


def _undecodable(error: UnicodeDecodeError, codec: str, path: str) -> RecordError:
    before = error.object[: error.start]
    lines = (
        before.decode(codec, "replace").count("\n")
        if codec == "utf-16"
        else sum(1 for _ in _LINE_END.finditer(before))
    )
    detail = f"byte 0x{error.object[error.start]:02X} is not {codec.upper()}"
    return RecordError(path=path, line=lines + 1, code="encoding", detail=detail)
