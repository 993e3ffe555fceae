"""What leads from one page to another? Links, and who makes their addresses."""

from collections.abc import Callable
from dataclasses import dataclass

from search_app.model.document import Document
from search_app.model.facet import FacetField
from search_app.model.query import Query

QueryUrl = Callable[[Query], str]
DocumentUrl = Callable[[str], str]
ValueUrl = Callable[[FacetField, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """current: the link leads to what is shown now. note: a remark in small, "1 204 documents"."""

    label: str
    url: str
    current: bool = False
    note: str = ""


def original_url(document: Document) -> str:
    """Return the address of the original, "" when unknown or no web address.

    It is what a file of the corpus says: a `javascript:` address must never become a link.
    """
    return document.url if document.url.startswith(("https://", "http://")) else ""
