"""What does the front matter of an article say, and what of it cannot be read?

It is YAML between lines `---` (the last may be `...`) or TOML between lines `+++`. What is no YAML
is still read line by line: a title with a colon is the most common slip.
"""

import datetime as dt
import html
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import yaml

from search_app.ingest.printable import printable_line
from search_app.ingest.records import too_long
from search_app.mentions import DateError, read_date
from search_app.model.document import NAME_LENGTH_MAX, TITLE_LENGTH_MAX
from search_app.model.errors import RecordError

_LENGTH_MAX = 64_000
_LINE_LENGTH_MAX, _BRACKETS_MAX = 1_000, 100  # of TOML, whose parser is slow beyond
_YAML_OPENING = re.compile(r"\s*---[^\S\n]*\n(?=(?:\s*#[^\n]*\n)*\s*[^\s:#][^\n:]{0,60}:(?:\s|$))")
_TOML_OPENING = re.compile(r"\s*\+\+\+[^\S\n]*\n(?=(?:\s*#[^\n]*\n)*\s*[\w\"'.-]+\s*=|\s*\[)")
_YAML_CLOSING = re.compile(r"^(?:-{3,}|\.\.\.)[^\S\n]*$", re.MULTILINE)
_TOML_CLOSING = re.compile(r"^\+\+\+[^\S\n]*$", re.MULTILINE)
_KEY_LINE = re.compile(r"([^\s:#\-][^:\n]{0,60}):(?:[^\S\n]+([^\n]*))?")
_NAME_IN_OBJECT = re.compile(r"\s*(?:-\s+)?(?:name|nom):\s+(.+)", re.IGNORECASE)
_ITEM = re.compile(r"\s*-\s+(?![^\s:]+:\s)(.+)")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_ADDRESS = re.compile(r"https?://\S+")
_TRUE, _FALSE = {"true", "yes", "oui"}, {"", "false", "no", "non"}
_NAMES_IN_OBJECT = ("name", "nom", "title", "titre")
TITLE = ("title", "titre")
DATE = ("date", "published", "pubdate", "date de publication", "date_publication", "publié le")
AUTHOR = ("author", "authors", "auteur", "auteurs")
PUBLISHER = ("publisher", "journal", "publication", "site")
URL = ("url", "lien", "link")
SOURCE, NOTICE = "source", "notice"  # a source is an address, or the name of a publisher
_KNOWN = frozenset((*TITLE, *DATE, *AUTHOR, *PUBLISHER, *URL, SOURCE, NOTICE))


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of one article.

    text: as it is written. lines: how many lines of the file precede it.
    values: key in lower case -> value in one line, the items of a list separated by commas.
    body: what follows. first_line: the number of its first line.
    wrong: what cannot be read of it; the article is read all the same.
    """

    path: str
    text: str = ""
    lines: int = 0
    values: dict[str, str] = field(default_factory=dict)
    body: str = ""
    first_line: int = 1
    wrong: list[RecordError] = field(default_factory=list)

    def title(self) -> str:
        return self._value(TITLE, TITLE_LENGTH_MAX)

    def author(self) -> str:
        return self._value(AUTHOR, NAME_LENGTH_MAX)

    def publisher(self) -> str:
        names = PUBLISHER if self._is_source_an_address() else (*PUBLISHER, SOURCE)
        return self._value(names, NAME_LENGTH_MAX)

    def date(self) -> tuple[dt.date | None, str]:
        """Return the day, and the words of the source when these name a month or a year alone.

        A date that does not exist is reported, and the article has none.
        """
        name, value = self._first(DATE)
        try:
            day = read_date(value)
        except DateError as error:
            self.report(name, "date", str(error))
            return None, ""
        is_vague = day is None and any(sign.isdigit() for sign in value)
        return day, value if is_vague else ""

    def has_date(self) -> bool:
        return any(name in self.values for name in DATE)

    def url(self) -> str:
        """Return the address. One that is not whole is reported and left out."""
        names = (*URL, SOURCE) if self._is_source_an_address() else URL
        name, url = self._first(names)
        if url and not _ADDRESS.fullmatch(url):
            self.report(name, "value", f"url {url}: left out; expected: https://…")
            return ""
        return url

    def is_notice(self) -> bool:
        """Whether the text is a summary. Raises RecordError "value" for neither yes nor no."""
        value = self.values.get(NOTICE, "").lower()
        if value not in _TRUE | _FALSE:
            raise self._error(NOTICE, "value", f"notice {value}; expected: true or false")
        return value in _TRUE

    def unread_keys(self) -> tuple[str, ...]:
        """Return the keys that have no meaning here."""
        return tuple(key[:60] for key in self.values if key not in _KNOWN)

    def _is_source_an_address(self) -> bool:
        return _ADDRESS.fullmatch(self.values.get(SOURCE, "")) is not None

    def _first(self, names: tuple[str, ...]) -> tuple[str, str]:
        name = next((name for name in names if self.values.get(name)), names[0])
        return name, self.values.get(name, "")

    def _value(self, names: tuple[str, ...], length_max: int) -> str:
        name, value = self._first(names)
        if len(value) > length_max:
            raise self._error(name, "value", too_long(name, value, length_max))
        return value

    def report(self, name: str, code: str, detail: str) -> None:
        """Note what is wrong with a key."""
        self.wrong.append(self._error(name, code, detail))

    def _error(self, name: str, code: str, detail: str) -> RecordError:
        """Make a RecordError at the line of a key."""
        key = re.search(rf"^\W*{name}\W*[:=]", self.text, re.MULTILINE | re.IGNORECASE)
        line = self.lines + 1 + self.text.count("\n", 0, key.end() if key else 0)
        return RecordError(path=self.path, line=line, code=code, detail=detail)


def begins(text: str) -> bool:
    """Whether a text begins with front matter."""
    return bool(_YAML_OPENING.match(text) or _TOML_OPENING.match(text))


def read(text: str, path: str) -> FrontMatter:
    """Read the front matter of a text, which may have none.

    Raises RecordError "format" for one without its closing line, and "size" for one of more than
    64,000 characters.
    """
    is_toml = _TOML_OPENING.match(text) is not None
    opening = _TOML_OPENING.match(text) or _YAML_OPENING.match(text)
    if opening is None:
        return FrontMatter(path, body=text)
    # The line of the opening mark: blank lines may precede it.
    lines = text.count("\n", 0, opening.end()) - 1
    closing = (_TOML_CLOSING if is_toml else _YAML_CLOSING).search(text, opening.end())
    if closing is None:
        detail = f"front matter without its closing {'+++' if is_toml else '---'}"
        raise RecordError(path=path, line=lines + 1, code="format", detail=detail)
    matter = text[opening.end() : closing.start()]
    if len(matter) > _LENGTH_MAX:
        detail = f"front matter of {len(matter)} characters, at most {_LENGTH_MAX}"
        raise RecordError(path=path, line=lines + 1, code="size", detail=detail)
    by_line = [] if is_toml else _line_by_line(matter)
    try:
        loaded = _toml(matter) if is_toml else _yaml(matter) or dict(by_line)
    except (ValueError, RecursionError) as error:
        raise RecordError(path, lines + 1, "format", f"front matter in TOML: {error}") from error
    front = FrontMatter(
        path,
        f"\n{matter}",
        lines,
        {key: _in_line(value) for key, value in loaded.items()},
        text[closing.end() :],
        text.count("\n", 0, closing.end()) + 1,
    )
    times = Counter(key for key, _ in by_line)
    for key in sorted(key for key in _KNOWN if times[key] > 1):
        front.report(key, "value", f"{key}: there {times[key]} times; the last counts")
    return front


def _yaml(matter: str) -> dict[str, Any] | None:
    """Return the keys of YAML, None for what is no YAML or no list of keys."""
    try:
        # The base loader leaves each value as it is written: `no` and `2024-02-31` stay text.
        loaded: Any = yaml.load(matter, Loader=yaml.BaseLoader)  # noqa: S506 - makes strings only
    except (yaml.YAMLError, RecursionError):
        return None
    return _lower(loaded) if isinstance(loaded, dict) else None


def _toml(matter: str) -> dict[str, Any]:
    """Return the keys of TOML. Raises ValueError for what is none, or may be slow to parse."""
    brackets = matter.count("[") + matter.count("{")
    if brackets > _BRACKETS_MAX or max(map(len, matter.split("\n"))) > _LINE_LENGTH_MAX:
        detail = f"more than {_BRACKETS_MAX} brackets or {_LINE_LENGTH_MAX} characters in a line"
        raise ValueError(detail)
    return _lower(tomllib.loads(matter))


def _lower(loaded: dict[Any, Any]) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in loaded.items()}


def _line_by_line(matter: str) -> list[tuple[str, Any]]:
    """Return the keys at the beginning of lines, with the values and items that follow each."""
    found: list[tuple[str, Any]] = []
    for line in matter.split("\n"):
        if key := _KEY_LINE.fullmatch(line.rstrip()):
            value = (key[2] or "").strip()
            found.append((key[1].strip().lower(), [value.strip("\"'")] if value else []))
        elif found and (item := _NAME_IN_OBJECT.fullmatch(line) or _ITEM.fullmatch(line)):
            found[-1][1].append(item[1].strip().strip("\"'"))
    return found


def _in_line(value: Any) -> str:
    items = value if isinstance(value, list) else [value]
    return ", ".join(filter(None, map(_item, items)))


def _item(value: Any) -> str:
    if isinstance(value, dict):
        named = _lower(value)
        value = next((named[name] for name in _NAMES_IN_OBJECT if name in named), "")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return ""
    return printable_line(html.unescape(_WIKI_LINK.sub(r"\1", str(value))))
