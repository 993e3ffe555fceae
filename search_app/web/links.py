"""What leads from one page to another? Links, and functions that give their addresses."""

from collections.abc import Callable
from dataclasses import dataclass

from search_app.model.document import Document
from search_app.model.facet import FacetField
from search_app.model.query import Query

QueryUrl = Callable[[Query], str]
"""Gives the address of the search for a query."""
DocumentUrl = Callable[[str], str]
"""Gives the address of the page of a document, from its id."""
ValueUrl = Callable[[FacetField, str], str]
"""Gives the address that a value of a facet leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where something is.

    current: whether it leads to what is shown now. note: a small remark ("1 204 documents").
    official: the address of the same thing on a public site, or "".
    """

    label: str
    url: str
    current: bool = False
    note: str = ""
    official: str = ""


def original_url(document: Document) -> str:
    """Return the address of the page that the document comes from, "" when it has no web address.

    A file of the corpus may contain any address; one that begins with `javascript:` must never
    become a link.
    """
    return document.url if document.url.startswith(("https://", "http://")) else ""
