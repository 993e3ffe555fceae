"""Which format is a text in? Decided by its content; the first format that recognises it reads it.

A format is a module with `recognise(text) -> bool` and `read(text, path) -> Document`, which raises
RecordError. Official JSON and the rows of a CSV are records of their own kind, with readers of
their own: `question_json`, `question_csv`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from search_app.ingest.records import ParsedRecord
from search_app.ingest.texts import (
    article_html,
    article_markdown,
    article_text,
    question_text,
)
from search_app.ingest.texts.decoding import decode_text
from search_app.model.document import Document, Source
from search_app.model.errors import RecordError

_ACCEPTED = (
    "accepted: a question as text or official JSON, an article as Markdown, plain text or HTML,"
    " a CSV of questions with its mapping"
)
_SCALAR = r'(?:"(?:[^"\\\n]|\\.)*+"|-?\d++(?:\.\d++)?(?:e[+-]?\d++)?|true\b|false\b|null\b)'
# "[Tribune] …", "[1er avril] …", "[1] …" open a text: after a first value, JSON goes on or ends.
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
    read: Callable[[str, str], Document]


FORMATS = tuple(
    Format(module.recognise, module.read)
    for module in (question_text, article_markdown, article_text)
)


def read(data: bytes, source: Source) -> ParsedRecord:
    """Read the document of one text.

    Raises the RecordErrors of `decode_text` and `read_text`, whose path has the record's name too.
    """
    # Inside a container the record's name is part of what an article is known by.
    path = f"{source.path}/{source.record}" if source.record else source.path
    document = read_text(decode_text(data, path), path)
    return ParsedRecord(document=replace(document, source=source))


def read_text(text: str, path: str) -> Document:
    """Read the document of one file's text; `path` is relative to the corpus.

    Raises RecordError "dialect" for what is neither a web page nor one of FORMATS, and whatever
    the format raises.
    """
    if article_html.recognise(text):
        return article_html.read(text, path)
    start = article_html.past_comments(text)
    # Markdown may begin with a comment or an HTML element, and is no XML for that.
    is_xml = _MARKUP.match(text, start) and not article_html.begins_with_element(text, start)
    text = "\n" * text.count("\n", 0, start) + text[start:]
    if _JSON.match(text) or is_xml:
        name = "XML" if is_xml else "JSON"
        raise RecordError(path=path, line=1, code="dialect", detail=f"{name}; {_ACCEPTED}")
    for known in FORMATS:
        if known.recognise(text):
            return known.read(text, path)
    detail = f"neither a question nor prose; {_ACCEPTED}"
    raise RecordError(path=path, line=1, code="dialect", detail=detail)
