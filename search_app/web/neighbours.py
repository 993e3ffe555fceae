"""Where does a document stand in a search? Its address has its rank, which leads to the next."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from search_app.model.document import Document
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.web import labels
from search_app.web.hits import HitView, hit_view
from search_app.web.links import DocumentUrl, QueryUrl
from search_app.web.urls import args_from_query, with_arguments

# A search whose address is longer is not carried from each hit to its document.
CONTEXT_CHARACTERS_MAX = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """text: of the query. rank, total: "3", "1 204". back: the page of the search.

    previous, next: "" at the ends.
    """

    text: str
    rank: str
    total: str
    back: str
    previous: str
    next: str


def hit_views(
    query: Query, results: Results, document_url: DocumentUrl, page_size: int
) -> tuple[HitView, ...]:
    """Return the hits of a page, each with its rank in its address. page_size: the usual one."""
    url_at = _ranked_urls(query, document_url, page_size)
    first = (query.page - 1) * query.page_size + 1
    return tuple(
        hit_view(hit, url_at(hit.document.id, rank)) for rank, hit in enumerate(results.hits, first)
    )


def neighbours(
    query: Query,
    rank: int,
    total: int,
    *,
    before: Document | None,
    after: Document | None,
    document_url: DocumentUrl,
    search_url: QueryUrl,
    page_size: int,
) -> Neighbours:
    """Return who stands beside the document at `rank` of a search, and how to get there.

    total: hits of the search. page_size: the usual one.
    """
    url_at = _ranked_urls(query, document_url, page_size)
    return Neighbours(
        text=query.text,
        rank=labels.number(rank),
        total=labels.number(total),
        back=search_url(replace(query, page=(rank - 1) // query.page_size + 1)),
        previous=url_at(before.id, rank - 1) if before else "",
        next=url_at(after.id, rank + 1) if after else "",
    )


def _ranked_urls(
    query: Query, document_url: DocumentUrl, page_size: int
) -> Callable[[str, int], str]:
    context = args_from_query(replace(query, page=1), page_size)
    if sum(len(name) + len(value) for name, value in context) > CONTEXT_CHARACTERS_MAX:
        return lambda document_id, _: document_url(document_id)
    arguments = f"{with_arguments('', context)}&" if context else "?"
    return lambda document_id, rank: f"{document_url(document_id)}{arguments}rank={rank}"
