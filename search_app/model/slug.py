"""Which part of the id of an article says its path, so that several articles may share it?

An id is this slug and some digits of a hash. Until 2026-11-27 it was the slug alone, so that
addresses with it are in use.
"""

import re

from search_app.model.document import Document, Kind

ID_DIGITS = 8
_ARTICLE_ID = re.compile(rf"(.+)-[0-9a-f]{{{ID_DIGITS}}}")


def slug_of(document: Document) -> str:
    """Return the id of an article without its digits, "" for a question."""
    found = _ARTICLE_ID.fullmatch(document.id) if document.kind is Kind.ARTICLE else None
    return found[1] if found else ""
