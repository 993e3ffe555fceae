"""What does an article in plain text say?

The first line is its title. This format is tried last, and tells prose from symbols and tables.
"""

import re
from itertools import islice

from search_app.ingest.texts.article import article
from search_app.ingest.texts.boilerplate import is_boilerplate
from search_app.ingest.texts.dateline import dateline
from search_app.ingest.texts.markup import paragraphs, strip_markup
from search_app.model.document import Document

_LETTERS_MIN = 20
_LETTER = re.compile(r"[^\W\d_]")
_LINE_WITH_TEXT = re.compile(r"^.*\S.*$", re.MULTILINE)
_COLUMN_ENDS = (r"\|(?=\S)", r";(?=\S)", r"\t", r"(?<!\d),(?=\S)|,(?=[^\s\d])")
_COLUMN_ENDS_MIN = 2
_ROW_LENGTH_MAX = 1_000


def recognise(text: str) -> bool:
    """Whether a text has at least 20 letters and does not begin like a table of values."""
    letters = sum(1 for _ in islice(_LETTER.finditer(text), _LETTERS_MIN))
    return letters >= _LETTERS_MIN and not _is_table(text)


def read(text: str, path: str) -> Document:
    """Read an article. Raises RecordError "date" when it is dated by a day that does not exist."""
    lines = ["" if is_boilerplate(line) else line for line in text.split("\n")]
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    title, lines[first] = strip_markup(lines[first]), ""
    return article(
        path, title=title, paragraphs=paragraphs(lines) or [title], date=dateline(lines, path)
    )


def _is_table(text: str) -> bool:
    """Whether the first two lines are separated into columns by the same sign."""
    rows = [
        match[0].strip()[:_ROW_LENGTH_MAX] for match in islice(_LINE_WITH_TEXT.finditer(text), 2)
    ]
    if len(rows) < 2:  # noqa: PLR2004
        return False
    head, second = rows
    return any(
        len(re.findall(end, head)) >= _COLUMN_ENDS_MIN and re.search(end, second)
        for end in _COLUMN_ENDS
    )
