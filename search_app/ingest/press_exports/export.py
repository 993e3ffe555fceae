"""Which articles does an export of a press database hold?

It is a web page in which one article follows another. It is cut where each begins, so that a broken
one does no harm to the others. An article is known by the number that the database gives it or,
where the export has none, by its words: neither changes when articles are added to the export.
"""

import html
import re
from collections.abc import Iterator
from hashlib import sha256

from search_app.ingest.records import (
    RawRecord,
    RecordFormat,
    Scanned,
    place_within,
    raw_record,
    too_large,
)
from search_app.ingest.texts.decoding import decode_text
from search_app.model.errors import RecordError

_EUROPRESSE = re.compile(r"<article\b", re.IGNORECASE)
_FACTIVA = re.compile(
    r"<div\b[^<>]{0,300}\bclass\s{0,9}=\s{0,9}[\"']article\s[^<>\"']{0,200}Article\b", re.IGNORECASE
)
_MARKS_OF_EUROPRESSE = (b"<article", b"DocPublicationName", b"DocHeader")
_MARKS_OF_FACTIVA = (b"articleParagraph",)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_NUMBER = re.compile(
    r"\b[a-z]{2,12}·[12]\d{7}·[A-Z]{1,8}·[\w-]{1,40}|(?<=\bDocument\s)[A-Z0-9]{4,12}[12]\d{7}\w{5,16}"
)
_NAME_LENGTH = 12


def is_export(data: bytes) -> bool:
    """Whether the bytes of a file are an export of Europresse or Factiva."""
    return _starts(data) is not None


def scan_export(raw: RawRecord, size_max: int) -> Scanned:
    """Yield the articles of an export as records, each with a name and a line of its own.

    raw: the whole export. size_max: upper bound of one article, in bytes. Yields a RecordError in
    place of a larger article, and of an export that cannot be decoded.
    """
    starts = _starts(raw.data)
    try:
        text = decode_text(raw.data, raw.path).text
    except RecordError as error:
        yield RecordError(raw.path, error.line, error.code, error.detail, raw.record)
        return
    for piece, line in _pieces(text, starts) if starts else ():
        source = place_within(raw.source, _name(piece), line)
        data = piece.encode()
        if len(data) > size_max:
            yield too_large(source, len(data), size_max)
        else:
            yield raw_record(source, RecordFormat.PRESS, data)


def _starts(data: bytes) -> re.Pattern[str] | None:
    """Return what each article of an export begins with, None for what is no export."""
    if not _PAGE.match(data):
        return None
    if all(mark in data for mark in _MARKS_OF_EUROPRESSE):
        return _EUROPRESSE
    text = data.decode("latin-1") if all(mark in data for mark in _MARKS_OF_FACTIVA) else ""
    return _FACTIVA if _FACTIVA.search(text) else None


def _pieces(text: str, starts: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """Yield each article with the line that it begins in, 1-based."""
    places = [found.start() for found in starts.finditer(text)]
    line, counted = 1, 0
    for start, end in zip(places, [*places[1:], len(text)], strict=True):
        line += text.count("\n", counted, start)
        counted = start
        yield text[start:end], line


def _name(piece: str) -> str:
    said = html.unescape(_TAG.sub("", piece))
    if number := _NUMBER.search(said):
        return number[0]
    return sha256("".join(said.split()).encode()).hexdigest()[:_NAME_LENGTH]
