"""What does an article in Markdown say?

It may begin with YAML front matter, of which these keys are read: title, date, author (or auteur),
publisher (or source, site), url, notice.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from search_app.ingest.dates import DateError, read_date
from search_app.ingest.records import too_long
from search_app.ingest.texts import article_text
from search_app.ingest.texts.article import article
from search_app.ingest.texts.boilerplate import is_boilerplate
from search_app.ingest.texts.dateline import Dateline, dateline
from search_app.ingest.texts.markup import HEADING_MARK, paragraphs, strip_markup
from search_app.model.document import NAME_LENGTH_MAX, TITLE_LENGTH_MAX, Document
from search_app.model.errors import RecordError
from search_app.model.plain import plain

_FRONT_MATTER_LENGTH_MAX = 64_000
_OPENING = re.compile(r"\s*---[^\S\n]*\n(?=(?:\s*#[^\n]*\n)*\s*[^\s:#][^\n:]{0,60}:(?:\s|$))")
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
_TRUE, _FALSE = {"true", "yes", "oui"}, {"", "false", "no", "non"}
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class _FrontMatter:
    """The front matter of one article.

    text: its YAML. lines: how many lines of the file precede it. values: key in lower case -> value
    as it is written, the items of a list separated by commas.
    """

    path: str
    text: str
    lines: int
    values: dict[str, str]

    def value(self, *names: str, length_max: int | None = None) -> str:
        """Return the first value of these keys, or "". Raises RecordError for one too long."""
        name = next((name for name in names if self.values.get(name)), "")
        value = self.values.get(name, "")
        if length_max and len(value) > length_max:
            raise self._error(name, "value", too_long(name, value, length_max))
        return value

    def date(self) -> dt.date | None:
        try:
            return read_date(self.value("date"))
        except DateError as error:
            raise self._error("date", "date", str(error)) from error

    def url(self) -> str:
        url = self.value("url")
        if url and not _ADDRESS.fullmatch(url):
            raise self._error("url", "value", f"url {url}")
        return url

    def is_notice(self) -> bool:
        value = self.value("notice").lower()
        if value not in _TRUE | _FALSE:
            raise self._error("notice", "value", f"notice {value}")
        return value in _TRUE

    def _error(self, name: str, code: str, detail: str) -> RecordError:
        """Make a RecordError at the line of a key."""
        key = re.search(rf"^\W*{name}\W*:", self.text, re.MULTILINE | re.IGNORECASE)
        line = self.lines + 1 + self.text.count("\n", 0, key.end() if key else 0)
        return RecordError(path=self.path, line=line, code=code, detail=detail)


def recognise(text: str) -> bool:
    """Whether a text begins with YAML front matter, or is prose with a `#` heading."""
    if _OPENING.match(text):
        return True
    return HEADING_LINE.search(text) is not None and article_text.recognise(text)


def read(text: str, path: str) -> Document:
    """Read an article.

    Raises RecordError "format" or "size" for front matter that cannot be read, "date" or "value"
    for one of its values, and "missing" when there is no text.
    """
    front, body, first_line = _split(text, path)
    lines = ["" if is_boilerplate(line) else line for line in _without_html(body).split("\n")]
    title = _take_title(front.value("title", length_max=TITLE_LENGTH_MAX), lines)
    has_date = "date" in front.values
    return article(
        path,
        title=title,
        paragraphs=paragraphs(_unmarked(lines)),
        date=Dateline(front.date()) if has_date else dateline(lines, path, first_line),
        author=front.value("author", "auteur", length_max=NAME_LENGTH_MAX),
        publisher=front.value("publisher", "source", "site", length_max=NAME_LENGTH_MAX),
        url=front.url(),
        is_notice=front.is_notice(),
    )


def _split(text: str, path: str) -> tuple[_FrontMatter, str, int]:
    """Return the front matter, which may be empty, the body, and the number of its first line."""
    if not _OPENING.match(text):
        return _FrontMatter(path, "", 0, {}), text, 1
    blank = len(text) - len(text.lstrip())
    lines_before = text.count("\n", 0, blank)
    handler = YAMLHandler()
    try:
        matter, body = handler.split(text[blank:])
    except ValueError as error:
        detail = "front matter without its closing ---"
        raise RecordError(path=path, line=lines_before + 1, code="format", detail=detail) from error
    values = _values(handler, matter, path, lines_before)
    first_line = text.count("\n", 0, len(text) - len(body)) + 1
    return _FrontMatter(path, matter, lines_before, values), body, first_line


def _values(handler: YAMLHandler, matter: str, path: str, lines_before: int) -> dict[str, str]:
    if len(matter) > _FRONT_MATTER_LENGTH_MAX:
        detail = f"front matter of {len(matter)} characters, at most {_FRONT_MATTER_LENGTH_MAX}"
        raise RecordError(path=path, line=lines_before + 1, code="size", detail=detail)
    try:
        # The base loader leaves each value as it is written: `no` and `2024-02-31` stay text.
        loaded: Any = handler.load(matter, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = lines_before + 1 + (mark.line if mark else 0)
        detail = "YAML: " + " ".join(str(getattr(error, "problem", None) or error).split())
        raise RecordError(path=path, line=line, code="format", detail=detail) from error
    except RecursionError as error:
        detail = "YAML: too many lists or tables inside one another"
        raise RecordError(path, lines_before + 1, "format", detail) from error
    if not isinstance(loaded, dict):
        detail = "front matter that is no list of keys"
        raise RecordError(path=path, line=lines_before + 1, code="format", detail=detail)
    return {str(key).lower(): _as_text(value) for key, value in loaded.items()}


def _as_text(value: Any) -> str:
    items = value if isinstance(value, list) else [value]
    return ", ".join(" ".join(item.split()) for item in items if isinstance(item, str))


def _without_html(body: str) -> str:
    """Drop figures with all they hold, and other tags alone. Every line keeps its number."""
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
