"""What does the web page of an article say?

Only the file is read: nothing is fetched from the network.
"""

import re
from collections.abc import Sequence

import lxml.html
from lxml.etree import ParserError
from lxml.etree import _Element as Element

from search_app.ingest.html_tags import refuse_large
from search_app.ingest.records import ParsedRecord
from search_app.ingest.texts import article_markdown, question_text
from search_app.ingest.texts.article import article
from search_app.ingest.texts.markup import paragraphs
from search_app.ingest.texts.web_page.author import author_of
from search_app.ingest.texts.web_page.body import body_of
from search_app.ingest.texts.web_page.date import date_of
from search_app.ingest.texts.web_page.metadata import Metadata, metadata_of
from search_app.ingest.texts.web_page.several_articles import are_several, articles_in, is_of
from search_app.ingest.texts.web_page.title import Title, is_error_page, title_of
from search_app.model.document import Document
from search_app.model.errors import RecordError
from search_app.model.plain import plain_line

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
_LEVELS_MAX = 255  # the parser drops what is deeper
_HEAD_BYTES = 8_192
_COMMENT_OR_CHARSET = re.compile(
    r"<!--.*?-->|<(?:meta\s[^<>]*?\bcharset|\?xml\s[^<>]*?\bencoding)\s*=\s*[\"']?\s*([\w.:+-]+)",
    re.IGNORECASE | re.DOTALL | re.ASCII,
)


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


def read(text: str, path: str) -> ParsedRecord:
    """Read an article, and count the paragraphs of the page that are left out.

    Raises RecordError "size" for a page of more than 20,000 tags, 500 attributes of a tag,
    9,000,000 characters or 255 levels, "missing" for one without a text, and "dialect" for a
    question's page, for one that holds several articles and for one that a site shows instead.
    """
    page = parse_page(text, path)
    metadata = metadata_of(page)
    title = title_of(page, metadata)
    articles = articles_in(page, title.element)
    if are_several(page, articles, title.element):
        raise _of_several(len(articles), path)
    is_one_ours = any(is_of(one, title.element) for one in articles)
    others = [one for one in articles if is_one_ours and not is_of(one, title.element)]
    body = body_of(page, title.element, others)
    if body.articles > 1:
        raise _of_several(body.articles, path)
    if is_error_page(title.text, body.lines):
        detail = f"page that a site shows in place of an article (« {title.text} »); save it again"
        raise RecordError(path=path, line=1, code="dialect", detail=detail)
    document = _document(page, title, metadata, body.lines, path)
    return ParsedRecord(document=document, left_out=body.left_out)


def parse_page(text: str, path: str) -> Element:
    """Return the `<html>` of a page. Raises RecordError "size" as `read` does, and "missing"."""
    refuse_large(text, path)
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        page = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except ParserError as error:
        raise RecordError(path=path, line=1, code="missing", detail="text") from error
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        detail = f"page of more than {_LEVELS_MAX} levels"
        raise RecordError(path=path, line=1, code="size", detail=detail)
    return page


def _of_several(number: int, path: str) -> RecordError:
    detail = (
        f"page of {number} articles, which is no export of Europresse or Factiva;"
        " accepted: a page of one article"
    )
    return RecordError(path=path, line=1, code="dialect", detail=detail)


def _document(
    page: Element, title: Title, metadata: Metadata, text: Sequence[str], path: str
) -> Document:
    site = metadata.site or title.site
    lines = list(text)
    if not any(lines) and (said := metadata.said("articleBody")):
        lines = [said]
    if not any(lines):
        raise RecordError(path=path, line=1, code="missing", detail="text")
    if question_text.recognise("\n".join(lines)):
        detail = "the web page of a question; accepted: its text"
        raise RecordError(path=path, line=1, code="dialect", detail=detail)
    if title.text and plain_line(lines[0]) == plain_line(title.text):
        lines[0] = ""
    url = metadata.canonical or metadata.first("og:url") or metadata.said("url")
    return article(
        path,
        title=title.text,
        paragraphs=paragraphs(lines) or [title.text],
        date=date_of(page, title.element, metadata, lines, path),
        author=author_of(page, title.element, metadata, site, lines),
        publisher=site,
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
