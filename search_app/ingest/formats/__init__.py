"""Which format is a text in? Decided by its content; the first format that recognises it reads it.

A format is a module with `recognise(text) -> bool` and `read(text, path) -> Document`, which
raises RecordError.
"""

import re
from typing import Protocol

from search_app.ingest.formats import (
    article_html,
    article_markdown,
    article_text,
    question_text,
)
from search_app.model.document import Document
from search_app.model.errors import RecordError

_ACCEPTED = "accepted: a question as text, an article as Markdown, plain text or HTML"
_JSON = re.compile(r"\s*(?:\{|\[\s*(?:[\]{\[\"\d-]|true\b|false\b|null\b))")
_MARKUP = re.compile(r"\s*<(?:\?xml\b|!|[a-z][\w:.-]*(?:[\s/>]|$))", re.IGNORECASE)


class Format(Protocol):
    def recognise(self, text: str, /) -> bool: ...

    def read(self, text: str, path: str, /) -> Document: ...


FORMATS: tuple[Format, ...] = (article_html, question_text, article_markdown, article_text)


def parse(text: str, path: str) -> Document:
    """Read the document of one file's text; `path` is relative to the corpus.

    Raises RecordError "dialect" for what is none of FORMATS, and whatever the format raises.
    """
    if _JSON.match(text):
        raise RecordError(path=path, line=1, code="dialect", detail=f"JSON; {_ACCEPTED}")
    is_html = article_html.recognise(text)
    if not is_html and _MARKUP.match(text):
        raise RecordError(path=path, line=1, code="dialect", detail=f"XML; {_ACCEPTED}")
    for known in FORMATS:
        if known.recognise(text):
            return known.read(text, path)
    detail = f"neither a question nor prose; {_ACCEPTED}"
    raise RecordError(path=path, line=1, code="dialect", detail=detail)
