"""Is a web page that of a question, and which question is it?"""

import re

from search_app.ingest.html_tags import refuse_large
from search_app.ingest.records import ParsedRecord
from search_app.ingest.texts import article_html
from search_app.ingest.texts.question_pages import sectioned_page, tagged_page
from search_app.ingest.texts.question_pages.page_fields import read_fields
from search_app.model.document import Source
from search_app.model.errors import RecordError

_UNSHOWN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|title)\b.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)


def recognise(text: str, source: Source) -> bool:
    """Whether a text is the web page of a question, in one of the layouts of the Assemblée.

    A page that is too large to be looked at is not.
    """
    if not article_html.recognise(text):
        return False
    try:
        refuse_large(text, source.path)
        html = _UNSHOWN.sub(" ", text)
        return tagged_page.recognise(html) or sectioned_page.recognise(html, source)
    except RecordError:
        return False


def read(text: str, source: Source) -> ParsedRecord:
    """Read the question of a page that `recognise` knows.

    Raises RecordError as `read_fields` and the `fields_of` of the layouts do.
    """
    html = _UNSHOWN.sub(" ", text)
    layout = tagged_page if tagged_page.recognise(html) else sectioned_page
    return read_fields(layout.fields_of(html, source), source)
