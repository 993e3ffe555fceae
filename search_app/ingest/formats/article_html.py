"""What does an article's web page say? Trafilatura tells its text from what surrounds it.

No network: the page is the file alone.
"""

import datetime as dt
import logging
import re

import trafilatura
from trafilatura.settings import Document as Extracted

from search_app.ingest.formats import question_text
from search_app.ingest.formats.article import article
from search_app.ingest.formats.boilerplate import is_boilerplate
from search_app.ingest.formats.dateline import dateline
from search_app.ingest.markup import paragraphs, plain
from search_app.model.document import Document
from search_app.model.errors import RecordError

_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--[^<>]{0,2000}-->\s*)?"
    r"(?:<!doctype\s+html\b|<(?:html|head|body|article|main|section|div|h1|p|title|meta)[\s>])",
    re.IGNORECASE,
)
_WHOLE_PAGE = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_START_TAG = re.compile(r"<[a-zA-Z]")
# Extraction is quadratic in the worst page: 20 000 headings take 2 s, 100 000 a minute.
_TAGS_MAX = 40_000
_LENGTH_MAX = 9_000_000  # the parser drops a longer text without a word
_DATE_SEARCH = {
    "original_date": True,
    "extensive_search": False,
    "outputformat": "%Y-%m-%d",
    "min_date": "1789-01-01",
    "max_date": "2999-12-31",
}
# A date counts when the page writes it, one way or another: the search also guesses.
_WAYS_TO_WRITE = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")

# What these libraries have to say of a page is in what they return.
for _library in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)


def recognise(text: str) -> bool:
    return _PAGE.match(text) is not None


def read(text: str, path: str) -> Document:
    """Raises RecordError "size" beyond 40 000 tags or 9 MB, "missing" without a text, "dialect"."""
    tags = sum(1 for _ in _START_TAG.finditer(text))
    if tags > _TAGS_MAX or len(text) > _LENGTH_MAX:
        detail = f"page of {len(text)} characters, at most {_LENGTH_MAX}; {tags} tags, {_TAGS_MAX}"
        raise RecordError(path=path, line=1, code="size", detail=detail)
    page = text if _WHOLE_PAGE.search(text) else f"<html><body>{text}</body></html>"
    found = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, date_extraction_params=_DATE_SEARCH
    )
    body = found.text if isinstance(found, Extracted) else None
    if not isinstance(found, Extracted) or not body:
        raise RecordError(path=path, line=1, code="missing", detail="text")
    if question_text.recognise(body):
        detail = "the web page of a question; accepted: its text"
        raise RecordError(path=path, line=1, code="dialect", detail=detail)
    return _document(found, body.split("\n"), text, path)


def _document(found: Extracted, body: list[str], text: str, path: str) -> Document:
    title = " ".join((found.title or "").split())
    url = found.url or ""
    lines = [line for line in body if line.strip() and not is_boilerplate(line)]
    if title and lines and plain(lines[0]).strip() == plain(title):
        lines = lines[1:]
    return article(
        path,
        title=title,
        paragraphs=[text for line in lines for text in paragraphs([line])] or [title],
        date=_date(found.date, text) or dateline(lines, path),
        author=found.author or "",
        publisher=found.sitename or "",
        url=url if url.startswith(("https://", "http://")) else "",
    )


def _date(found: str | None, text: str) -> dt.date | None:
    if not found:
        return None
    day = dt.date.fromisoformat(found)
    return day if any(day.strftime(way) in text for way in _WAYS_TO_WRITE) else None
