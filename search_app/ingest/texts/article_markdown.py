"""What does an article in Markdown say?

It may begin with front matter, which `front_matter` reads.
"""

import html
import re
from collections.abc import Iterable, Iterator

from search_app.ingest.printable import printable_line
from search_app.ingest.records import ParsedRecord
from search_app.ingest.texts import article_text, front_matter
from search_app.ingest.texts.article import article
from search_app.ingest.texts.boilerplate import is_boilerplate
from search_app.ingest.texts.dateline import Dateline, dateline
from search_app.ingest.texts.markup import HEADING_MARK, paragraphs, strip_markup
from search_app.model.plain import plain

HEADING_LINE = re.compile(r"^[^\S\n]{0,3}#{1,6}[^\S\n]+\S", re.MULTILINE)
_RULE = re.compile(r"\s*(?:[-*_](?:\s?[-*_]){2,}|={3,}|(?:`{3}|~{3}).*)\s*")
_FIGURE, _FIGURE_END = "<figure", "</figure>"
# The HTML that is taken away from Markdown: tags of blocks, links and pictures.
_TAG = re.compile(
    r"</?(?:a|address|article|aside|blockquote|center|details|div|dd|dl|dt|figcaption|footer|h[1-6]"
    r"|header|hr|iframe|img|li|main|nav|ol|p|picture|section|source|summary|table|tbody|td|tfoot|th"
    r"|thead|tr|ul|video)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"^\s{0,3}>\s?")
_BULLET = re.compile(r"^(\s*)[*+-]\s+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def recognise(text: str) -> bool:
    """Whether a text begins with front matter, or is prose with a `#` heading."""
    if front_matter.begins(text):
        return True
    return HEADING_LINE.search(text) is not None and article_text.recognise(text)


def read(text: str, path: str) -> ParsedRecord:
    """Read an article, with what is wrong with its front matter.

    Raises RecordError "format", "size" or "value" for front matter that cannot be read, and
    "missing" when there is no text.
    """
    front = front_matter.read(text, path)
    lines = ["" if is_boilerplate(line) else line for line in _without_html(front.body).split("\n")]
    title = _take_title(front.title(), lines)
    day, vague = front.date()
    document = article(
        path,
        title=title,
        paragraphs=[printable_line(html.unescape(p)) for p in paragraphs(_unmarked(lines))],
        date=Dateline(day, written=vague)
        if front.has_date()
        else dateline(lines, path, front.first_line),
        author=front.author(),
        publisher=front.publisher(),
        url=front.url(),
        is_notice=front.is_notice(),
    )
    return ParsedRecord(
        document=document, errors=tuple(front.wrong), unread_keys=front.unread_keys()
    )


def _without_html(body: str) -> str:
    """Drop comments, figures with all they hold, and other tags alone. Lines keep their numbers."""
    if "-->" in body:
        body = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), body)
    pieces: list[str] = []
    end = 0
    while (start := body.find(_FIGURE, end)) >= 0 and (stop := body.find(_FIGURE_END, start)) >= 0:
        pieces += (body[end:start], "\n" * body.count("\n", start, stop))
        end = stop + len(_FIGURE_END)
    pieces.append(body[end:])
    return _TAG.sub(lambda tag: "\n" * tag[0].count("\n"), "".join(pieces))


def _take_title(title: str, lines: list[str]) -> str:
    """Return the title, and make the line blank that it is taken from or that repeats it.

    title: of the front matter. When it is "", the title is the first heading of the first level,
    failing that the first heading, failing that the first line.
    """
    filled = [i for i, line in enumerate(lines) if line.strip() and not _RULE.fullmatch(line)]
    if title:
        if filled and plain(_heading(lines[filled[0]])) == plain(title):
            lines[filled[0]] = ""
        return strip_markup(title)
    headings = [i for i in filled if HEADING_MARK.match(lines[i])]
    main = [i for i in headings if lines[i].lstrip().startswith("# ")]
    for chosen in (*main, *headings, *filled):
        found = _heading(lines[chosen])
        if found:
            lines[chosen] = ""
            return found
    return ""


def _heading(line: str) -> str:
    mark = HEADING_MARK.match(line)
    return strip_markup(line[mark.end() :].rstrip(" #") if mark else line)


def _unmarked(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines without the marks of blocks; blank lines set headings apart and replace rules."""
    for line in lines:
        if _RULE.fullmatch(line):
            yield ""
        elif HEADING_MARK.match(line):
            yield from ("", _heading(line), "")
        else:
            yield _BULLET.sub(r"\1– ", _QUOTE.sub("", line, count=1), count=1)
