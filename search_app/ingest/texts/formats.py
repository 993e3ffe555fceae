"""Which format is a text in?

The content decides, not the file's name. A format is a module with `recognise(text) -> bool` and
`read(text, path) -> Document`; the first that recognises a text reads it. Web pages come first,
those of questions before all others. Of what is left JSON and XML are refused, and then the formats
come in the order of `FORMATS`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from search_app.ingest.records import ParsedRecord, path_within_corpus
from search_app.ingest.texts import (
    article_html,
    article_markdown,
    article_text,
    message,
    question_text,
)
from search_app.ingest.texts.article import article, shortened
from search_app.ingest.texts.boilerplate import is_boilerplate
from search_app.ingest.texts.dateline import Dateline, dateline
from search_app.ingest.texts.decoding import decode_text
from search_app.ingest.texts.markup import paragraphs
from search_app.ingest.texts.message import MessageText
from search_app.ingest.texts.office_files import office_file
from search_app.ingest.texts.office_files.office_file import OfficeText
from search_app.ingest.texts.other_kinds import kind_of_markup, no_prose
from search_app.ingest.texts.question_pages import question_page
from search_app.mentions import day_of_name
from search_app.model.document import NAME_LENGTH_MAX, Document, Kind, Source
from search_app.model.errors import RecordError
from search_app.model.plain import plain_line

_ACCEPTED = (
    "accepted: a question as text or official JSON or XML, the dump or the CSV of the Sénat,"
    " an article as Markdown, plain text, HTML, PDF or .docx, a table of questions with its mapping"
)
_SCALAR = r'(?:"(?:[^"\\\n]|\\.)*+"|-?\d++(?:\.\d++)?(?:e[+-]?\d++)?|true\b|false\b|null\b)'
# A text may begin with "[Tribune] …" or "[1] …". Only what goes on, or ends, as JSON does is JSON.
_JSON = re.compile(
    r"\s*+(?:\{|(?:\[\s*+)++(?:\{\s*+[\"}]"
    rf"|{_SCALAR}\s*+,\s*+(?:[\[{{]|{_SCALAR}\s*+(?:[,\]]|\Z))"
    rf"|(?:{_SCALAR}\s*+)?\]\s*+(?:[,\]]|\Z)))",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"\s*<(?!https?:)(?:\?xml\b|!|[a-z][\w:.-]*(?:[\s/>]|$))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Format:
    recognise: Callable[[str], bool]
    read: Callable[[str, str], Document | ParsedRecord]


FORMATS = tuple(
    Format(module.recognise, module.read)
    for module in (question_text, article_markdown, article_text)
)


def read(data: bytes, source: Source) -> ParsedRecord:
    """Read the document of one record.

    Raises RecordError as `office_file.read`, `decode_text`, `question_page.read` and `read_text`
    do.
    """
    path = path_within_corpus(source)
    if office_file.recognise(data):
        parsed = _of_office_file(office_file.read(data, path), source)
    elif message.recognise(data):
        parsed = _of_message(message.read(data, path), source)
    else:
        parsed = _decoded(data, source)
    document = parsed.document and replace(parsed.document, source=source)
    return replace(parsed, document=document)


def _decoded(data: bytes, source: Source, charset: str = "") -> ParsedRecord:
    """Read the document of bytes, and report it when nothing says how they are encoded."""
    path = path_within_corpus(source)
    decoded = decode_text(data, path, charset)
    if question_page.recognise(decoded.text, source):
        parsed = question_page.read(decoded.text, source)
    else:
        parsed = read_text(decoded.text, path)
    if not decoded.is_guessed:
        return parsed
    detail = "no UTF-8, and read as windows-1252, which nothing declares; save it as UTF-8"
    guessed = RecordError(path=path, line=1, code="encoding", detail=detail)
    return replace(parsed, errors=(*parsed.errors, guessed))


def _of_message(found: MessageText, source: Source) -> ParsedRecord:
    """Read the document of a message or of a saved page."""
    path = path_within_corpus(source)
    detail = "attached, and not read; save it beside the message: {}"
    left_out = tuple(
        RecordError(path=path, line=1, code="format", detail=detail.format(name))
        for name in found.left_out
    )
    if found.is_html:
        parsed = _decoded(found.data, source, found.charset)
        page = parsed.document
        if page and page.kind is Kind.ARTICLE:
            page = replace(
                page,
                title=page.title or found.subject,
                author=page.author or found.sender[:NAME_LENGTH_MAX],
                date=page.date or found.day,
                url=page.url or found.url,
            )
        return replace(parsed, document=page, errors=(*parsed.errors, *left_out))
    lines = decode_text(found.data, path, found.charset).text.split("\n")
    document = article(
        path,
        title=found.subject,
        paragraphs=paragraphs(lines),
        date=Dateline(found.day),
        author=found.sender[:NAME_LENGTH_MAX],
    )
    return ParsedRecord(document=document, errors=left_out)


def _of_office_file(found: OfficeText, source: Source) -> ParsedRecord:
    """Read the question or article of a PDF or a Word document.

    What the text or the name of the file says of its day counts more than when the file was made.
    """
    path = path_within_corpus(source)
    text = "\n\n".join(found.paragraphs)
    if question_text.recognise(text):
        return ParsedRecord(document=question_text.read(text, path))
    lines = [line for line in found.paragraphs if not is_boilerplate(line)] or [found.title]
    title = found.title or shortened(lines[0])
    if plain_line(lines[0]) == plain_line(title):
        lines = lines[1:] or [title]
    date = dateline(lines, path)
    if not date.day and not day_of_name(PurePosixPath(path).name):
        date = Dateline(found.created, is_inferred=found.created is not None)
    return ParsedRecord(
        document=article(path, title=title, paragraphs=lines, date=date, author=found.author)
    )


def read_text(text: str, path: str) -> ParsedRecord:
    """Read the document of a text; `path` is relative to the corpus.

    Raises RecordError "dialect" for a text that no format recognises, and whatever the `read` of
    the format raises.
    """
    if article_html.recognise(text):
        return article_html.read(text, path)
    start = article_html.past_comments(text)
    # Markdown may begin with a comment or an HTML element; that does not make it XML.
    is_xml = _MARKUP.match(text, start) and not article_html.begins_with_element(text, start)
    text = "\n" * text.count("\n", 0, start) + text[start:]
    if _JSON.match(text) or is_xml:
        name = kind_of_markup(text) if is_xml else "JSON that is a list, or not in UTF-8"
        raise RecordError(path=path, line=1, code="dialect", detail=f"{name}; {_ACCEPTED}")
    if name := no_prose(text):
        raise RecordError(path=path, line=1, code="dialect", detail=f"{name}; {_ACCEPTED}")
    for known in FORMATS:
        if known.recognise(text):
            read = known.read(text, path)
            return read if isinstance(read, ParsedRecord) else ParsedRecord(document=read)
    detail = f"neither a question nor prose; {_ACCEPTED}"
    raise RecordError(path=path, line=1, code="dialect", detail=detail)
