"""What do the articles of every format have in common?"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from search_app.authority import legislature_at
from search_app.ingest.identity import article_id
from search_app.ingest.records import too_long
from search_app.ingest.texts.dateline import Dateline
from search_app.ingest.texts.markup import strip_markup
from search_app.mentions import day_of_name
from search_app.model.document import NAME_LENGTH_MAX, Document, DocumentType, Kind, Source
from search_app.model.errors import RecordError

_TITLE_LENGTH_MAX = 250
# Escapes in YAML and JSON can write characters that no page, terminal or UTF-8 file can hold.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_SENTENCE = re.compile(r".{20,249}?[.!?…](?=\s)")


def article(
    path: str,
    *,
    title: str,
    paragraphs: Sequence[str],
    date: Dateline,
    author: str = "",
    publisher: str = "",
    url: str = "",
    page: str = "",
    is_notice: bool = False,
) -> Document:
    """Build the document of an article, whatever the format it was read from.

    title: "" gives the first paragraph. date: where it names none, the name of the file may begin
    with one ("2024-03-12-titre.md"), which is then inferred. page: of the newspaper. The
    legislature is inferred from the day. Raises RecordError "missing" when there is no paragraph,
    and "value" for an author or a publisher of more than 200 characters.
    """
    if not any(paragraphs):
        raise RecordError(path=path, line=1, code="missing", detail="text")
    author, publisher = _printable(author), _printable(publisher)
    for field, name in (("author", author), ("publisher", publisher)):
        if len(name) > NAME_LENGTH_MAX:
            raise RecordError(path, 1, "value", too_long(field, name, NAME_LENGTH_MAX))
    date = date if date.day or date.written else _dated_by_name(path)
    legislature = legislature_at(date.day) if date.day else ""
    return Document(
        id=article_id(Source(path=path)),
        kind=Kind.ARTICLE,
        type=DocumentType.ARTICLE,
        title=shortened(_printable(title) or paragraphs[0]),
        text="\n\n".join(paragraphs),
        source=Source(path=path),
        author=author,
        legislature=legislature,
        legislature_inferred=bool(legislature),
        date=date.day,
        date_inferred=date.is_inferred,
        date_written=date.written[:NAME_LENGTH_MAX],
        url=_printable(url),
        publisher=publisher,
        page=_printable(page),
        is_notice=is_notice,
    )


def shortened(line: str) -> str:
    """Cut a line to a title of at most 250 characters.

    A line that is short enough is returned whole, a longer one as its first sentence or, failing
    that, as its first words.
    """
    line = strip_markup(line[: 2 * _TITLE_LENGTH_MAX]) if len(line) > _TITLE_LENGTH_MAX else line
    if len(line) <= _TITLE_LENGTH_MAX:
        return line
    if sentence := _SENTENCE.match(line):
        return sentence[0]
    return line[: _TITLE_LENGTH_MAX - 1].rsplit(maxsplit=1)[0] + "…"


def _dated_by_name(path: str) -> Dateline:
    day = day_of_name(PurePosixPath(path).name)
    return Dateline(day, is_inferred=day is not None)


def _printable(value: str) -> str:
    return _UNPRINTABLE.sub(" ", value).strip()
