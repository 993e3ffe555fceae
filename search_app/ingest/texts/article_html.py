"""What does the web page of an article say?

Trafilatura tells the text from what surrounds it. Only the file is read: nothing is fetched from
the network.
"""

import datetime as dt
import importlib
import logging
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from search_app.ingest.html_tags import count_tags, refuse_large
from search_app.ingest.texts import article_markdown, question_text
from search_app.ingest.texts.article import article
from search_app.ingest.texts.boilerplate import is_boilerplate
from search_app.ingest.texts.dateline import Dateline, dateline
from search_app.ingest.texts.markup import paragraphs
from search_app.model.document import Document
from search_app.model.errors import RecordError
from search_app.model.plain import plain

if TYPE_CHECKING:
    from trafilatura.settings import Document as Extracted

_BLANK = re.compile(r"[\s\ufeff]*")
_INSTRUCTION = re.compile(r"<\?xml[^<>]{0,1000}>", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html\b|(?:html|head|body)[\s>/])", re.IGNORECASE)
# The elements that can begin a page. "data", "map", "object" and "source" are left out, because a
# file of XML is as likely to begin with one.
_ELEMENT = re.compile(
    r"<(?:abbr|address|article|aside|audio|b|base|big|blockquote|br|button|canvas|caption|center"
    r"|cite|code|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font"
    r"|footer|form|h[1-6]|header|hgroup|hr|i|iframe|img|input|ins|kbd|label|legend|li|link|main"
    r"|mark|menu|meta|nav|noscript|ol|p|picture|pre|q|s|samp|script|search|section|select|small"
    r"|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th"
    r"|thead|time|title|tr|tt|u|ul|var|video|wbr|a)[\s>/]",
    re.IGNORECASE,
)
_ROOT = re.compile(r"\s*<(?:!doctype|html)\b", re.IGNORECASE)
# Of a page with more tags, the text found is not compared with that of two other ways to find it,
# one of which takes 4 s for 5,000 tags and 16 s for 10,000.
_TAGS_COMPARED_MAX = 5_000
_HEAD_BYTES = 8_192
_COMMENT_OR_CHARSET = re.compile(
    r"<!--.*?-->|<(?:meta\s[^<>]*?\bcharset|\?xml\s[^<>]*?\bencoding)\s*=\s*[\"']?\s*([\w.:+-]+)",
    re.IGNORECASE | re.DOTALL | re.ASCII,
)
_DATE_SEARCH = {
    "original_date": True,
    "extensive_search": False,
    "outputformat": "%Y-%m-%d",
    "min_date": "1789-01-01",
    "max_date": "2999-12-31",
}
# The search for a date may return one out of the text. It counts only when the page's metadata have
# it too, in one of these ways.
_WAYS_TO_WRITE = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
_METADATA_TAGS = frozenset(("meta", "link", "time", "abbr", "script"))
_METADATA_NAME = re.compile("date|publi|time|posted", re.IGNORECASE)

# What these libraries log of a page is of no use: what they return says as much.
for _library in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)


def recognise(text: str) -> bool:
    """Whether a text is a web page: after comments, it begins with an HTML element.

    Markdown that begins so is no page. After an XML declaration the element must be `<html>`,
    `<head>` or `<body>`, or the doctype of HTML.
    """
    start, is_declared = _page_start(text)
    if _PAGE.match(text, start):
        return True
    if is_declared or not begins_with_element(text, start):
        return False
    return not _has_markdown_heading(text)


def begins_with_element(text: str, start: int) -> bool:
    """Whether an HTML element that can stand inside a page begins at `start`."""
    return _ELEMENT.match(text, start) is not None


def past_comments(text: str, start: int = 0) -> int:
    """Return the offset of the first character that is neither blank nor in an HTML comment."""
    place = _end_of_blank(text, start)
    while text.startswith("<!--", place) and (end := text.find("-->", place)) >= 0:
        place = _end_of_blank(text, end + len("-->"))
    return place


def declared_charset(data: bytes) -> str:
    """Return the charset that a web page declares, in its words, "" for none and for no page."""
    head = data[:_HEAD_BYTES].decode("latin-1")
    if not recognise(head):
        return ""
    return next((found[1] for found in _COMMENT_OR_CHARSET.finditer(head) if found[1]), "")


def read(text: str, path: str) -> Document:
    """Read an article.

    Raises RecordError "size" for a page of more than 20,000 tags, 500 attributes of a tag or
    9,000,000 characters, "missing" for one without a text, and "dialect" for a question's page.
    """
    refuse_large(text, path)
    # The parser takes a page that does not begin with its root for a fragment and drops its head.
    page = text if _ROOT.match(text) else f"<html>{text}</html>"
    found = _trafilatura().bare_extraction(
        page,
        fast=count_tags(text) > _TAGS_COMPARED_MAX,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_DATE_SEARCH,
    )
    body = found.text if found else None
    if not body:
        raise RecordError(path=path, line=1, code="missing", detail="text")
    if question_text.recognise(body):
        detail = "the web page of a question; accepted: its text"
        raise RecordError(path=path, line=1, code="dialect", detail=detail)
    return _document(found, body.split("\n"), page, path)


@cache
def _trafilatura() -> Any:
    """Import Trafilatura at the first page: it takes 0.15 s, which other formats are spared."""
    return importlib.import_module("trafilatura")


def _document(found: "Extracted", body: list[str], page: str, path: str) -> Document:
    title = " ".join((found.title or "").split())
    url = found.url or ""
    lines = [line for line in body if line.strip() and not is_boilerplate(line)]
    if title and lines and plain(lines[0]).strip() == plain(title):
        lines = lines[1:]
    day = _day(found.date, page)
    return article(
        path,
        title=title,
        paragraphs=[text for line in lines for text in paragraphs([line])] or [title],
        date=Dateline(day) if day else dateline(lines, path),
        author=found.author or "",
        publisher=found.sitename or "",
        url=url if url.startswith(("https://", "http://")) else "",
    )


def _page_start(text: str) -> tuple[int, bool]:
    """Return the offset where the page begins and whether an XML declaration precedes it."""
    start = past_comments(text)
    is_declared = False
    while instruction := _INSTRUCTION.match(text, start):
        start = past_comments(text, instruction.end())
        is_declared = True
    return start, is_declared


def _end_of_blank(text: str, start: int) -> int:
    blank = _BLANK.match(text, start)
    return blank.end() if blank else start


def _has_markdown_heading(text: str) -> bool:
    """Whether a line is a heading of Markdown, outside of comments, scripts, styles and `<pre>`."""
    heading = article_markdown.HEADING_LINE.search(text)
    if heading is None:
        return False
    before = text[: heading.start()].lower()
    verbatim = (("<!--", "-->"), *((f"<{n}", f"</{n}") for n in ("pre", "script", "style")))
    return all(before.rfind(opening) <= before.rfind(closing) for opening, closing in verbatim)


def _day(found: str | None, page: str) -> dt.date | None:
    """Return the date that Trafilatura found, None for one that is not in the page's metadata."""
    if not found:
        return None
    day = dt.date.fromisoformat(found)
    metadata = _metadata(page)
    return day if any(day.strftime(way) in metadata for way in _WAYS_TO_WRITE) else None


def _metadata(page: str) -> str:
    """Return the metadata of a page: meta tags, scripts, and elements named as dates."""
    tree = _trafilatura().load_html(page)
    said: list[str] = []
    for element in () if tree is None else tree.iter():
        names = " ".join(element.get(key, "") for key in ("class", "id", "itemprop"))
        if element.tag in _METADATA_TAGS or _METADATA_NAME.search(names):
            said += (element.text or "", *element.attrib.values())
    return "\n".join(said)
