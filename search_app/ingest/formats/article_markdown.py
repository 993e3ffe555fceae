"""What does an article in Markdown say? With or without YAML front matter.

Front matter: title, date, author, publisher (or source, site), url, notice; other keys are left.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import frontmatter
import yaml

from search_app.ingest.dates import DateError, read_date
from search_app.ingest.formats.article import Line, article
from search_app.ingest.formats.boilerplate import is_boilerplate
from search_app.ingest.formats.dateline import dateline
from search_app.ingest.markup import paragraphs, plain, strip_markup
from search_app.model.document import Document
from search_app.model.errors import RecordError

_FRONT_MATTER_LENGTH_MAX = 64_000
_OPENING = re.compile(r"\s*(?=-{3,}[^\S\n]*$)", re.MULTILINE)
_HEADING = re.compile(r"^[^\S\n]{0,3}#{1,6}[^\S\n]+(.*?)(?:[^\S\n]+#+)?[^\S\n]*$", re.MULTILINE)
_RULE = re.compile(r"\s*(?:(?:[-*_]\s*){3,}|={3,}|`{3,}.*|~{3,}.*)")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_BULLET = re.compile(r"(\s*)[*+-]\s+")
_TRUE, _FALSE = {"true", "yes", "oui"}, {"", "false", "no", "non"}
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class _FrontMatter:
    """The values as text; line: number of the line after which the front matter's own begin."""

    path: str
    text: str
    line: int
    values: dict[str, str]

    def value(self, *names: str) -> str:
        return next((self.values[name] for name in names if self.values.get(name)), "")

    def error(self, name: str, code: str, detail: str) -> RecordError:
        """Place a fault at the line of its key."""
        found = re.search(rf"^\s*['\"]?{name}['\"]?\s*:", self.text, re.MULTILINE | re.IGNORECASE)
        line = self.line + self.text.count("\n", 0, found.end() if found else 0)
        return RecordError(path=self.path, line=line, code=code, detail=detail)
