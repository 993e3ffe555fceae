"""What text do the bytes of a record hold?

Lines keep their numbers, so that an error found in the text has its line in the file.
"""

import codecs
import re
from dataclasses import dataclass

from search_app.ingest.printable import composed
from search_app.ingest.texts import article_html, question_text
from search_app.ingest.texts.other_kinds import no_text
from search_app.ingest.texts.question_pages import question_page
from search_app.model.document import Source
from search_app.model.errors import RecordError

_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# In each of these encodings a byte below 128 is the character of ASCII, line ends among them.
_CHARSET = re.compile(r"cp(?:125[0-8]|85[028])|iso8859-\d+|mac-roman")
# As browsers do: pages that declare these charsets are written in windows-1252.
_READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252"}
_NOT_ASCII = re.compile("[^\0-\x7f]")
_NOT_FRENCH = re.compile(
    "[^\t\n\f\r\x1a -~À-ÂÄÆ-ËÎÏÔÖÙ-Üßà-âäæ-ëíîïñóôöùúûüÿŒœŸ«»’‘“”–—…•·€£§°©®™²³¹ºª½¼¾×µ±\xa0\xad]"
)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LINE_END_TEXT = re.compile(r"\r\n?")
# Control characters must not reach pages and terminals; a space keeps the words around one apart.
_CONTROLS = dict.fromkeys(
    (*range(1, 9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029), " "
)
_INVISIBLE = " \t\n\u00a0\u202f\u200b\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text. is_guessed: nothing says that it is in windows-1252, but that it is French so."""

    text: str
    is_guessed: bool = False


def decode_text(data: bytes, path: str, charset: str = "") -> Decoded:
    r"""Decode a text to NFC, with `\n` between its lines and spaces for control characters.

    The encoding is UTF-8, UTF-16 where a byte order mark says so or, where the bytes are neither,
    the charset that a web page declares, or windows-1252 for a question that can be told by it. A
    text that declares none and is French in windows-1252 is read so.

    charset: what stands outside the text about it; it counts where the bytes are not UTF-8. Raises
    RecordError "dialect" for a file that is no text (a zip, a PDF), "encoding" for bytes that
    cannot be decoded, and "empty" for a text of spaces.
    """
    if refusal := no_text(data):
        raise RecordError(path=path, line=1, code="dialect", detail=refusal)
    decoded = _decoded(data, path, charset)
    text = decoded.text
    if (offset := text.find("\0")) >= 0:
        line = text.count("\n", 0, offset) + 1
        raise RecordError(path=path, line=line, code="encoding", detail="NUL character")
    if not text.strip(_INVISIBLE):
        raise RecordError(path=path, line=1, code="empty", detail="no text")
    return decoded


def _decoded(data: bytes, path: str, charset: str) -> Decoded:
    is_guessed = False
    encoding = "utf-16" if data.startswith(_UTF16_BOMS) else "utf-8"
    try:
        # What a page declares counts last: pages converted to UTF-8 often keep the old declaration.
        text = data.removeprefix(codecs.BOM_UTF8).decode(encoding)
    except UnicodeDecodeError as error:
        if not charset and encoding == "utf-8":
            charset = article_html.declared_charset(data)
        codec = _codec(charset, path) if charset else encoding
        if not charset and encoding == "utf-8" and _is_question_in_cp1252(data, path):
            codec = "cp1252"
        elif not charset and encoding == "utf-8" and _is_french_in_cp1252(data):
            codec, is_guessed = "cp1252", True
        if codec == encoding:
            raise _undecodable(error, encoding, path) from error
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as of_page:
            raise _undecodable(of_page, codec, path) from of_page
    lines_text = _LINE_END_TEXT.sub("\n", text).translate(_CONTROLS)
    return Decoded(composed(lines_text), is_guessed)


def _is_french_in_cp1252(data: bytes) -> bool:
    """Whether bytes are French when read as windows-1252, and not UTF-8 with a broken byte.

    Other charsets that French was written in (Mac Roman, that of DOS) give letters so that no
    French text has.
    """
    as_utf8 = data.decode("utf-8", "replace")
    broken = as_utf8.count("\ufffd")
    other = sum(1 for _ in _NOT_ASCII.finditer(as_utf8)) - broken
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return other < broken and not _NOT_FRENCH.search(text)


def _is_question_in_cp1252(data: bytes, path: str) -> bool:
    """Whether bytes are a question when read so: the accents of its headings prove it.

    The pages of the 7th to the 13th legislature are written so, and do not declare it.
    """
    try:
        text = _LINE_END_TEXT.sub("\n", data.decode("cp1252"))
    except UnicodeDecodeError:
        return False
    return question_text.recognise(text) or question_page.recognise(text, Source(path=path))


def _codec(charset: str, path: str) -> str:
    """Return Python's name of a charset. Raises RecordError "encoding" for one that is not read."""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        name = ""
    if name != "utf-8" and name not in _READ_AS and not _CHARSET.fullmatch(name):
        detail = f"the page declares the charset {charset}, which is not one that is read"
        raise RecordError(path=path, line=1, code="encoding", detail=detail)
    return _READ_AS.get(name, name)


def _undecodable(error: UnicodeDecodeError, codec: str, path: str) -> RecordError:
    """Name the byte that cannot be decoded, and its line."""
    before = error.object[: error.start]
    lines = (
        before.decode(codec, "replace").count("\n")
        if codec == "utf-16"
        else sum(1 for _ in _LINE_END.finditer(before))
    )
    detail = f"byte 0x{error.object[error.start]:02X} is not {codec.upper()}; save it as UTF-8"
    return RecordError(path=path, line=lines + 1, code="encoding", detail=detail)
