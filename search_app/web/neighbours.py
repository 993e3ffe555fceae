"""Which hits come before and after a document in the search that led to it?

The address of a document that is opened from a search contains that search and the rank of the
document in it, so that its page can lead on to the next hit and back.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from search_app.model.document import Document
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.web import labels
from search_app.web.hits import HitView, hit_view
from search_app.web.links import DocumentUrl, QueryUrl
from search_app.web.urls import args_from_query, with_arguments
from search_app.web.why import why_found

# When the parameters of a search are longer than this, the addresses of its hits leave them out.
CONTEXT_CHARACTERS_MAX = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Where a document stands in a search.

    text: what was searched. rank, total: "3" of "1 204" hits. back: the address of the result page
    that has the document. previous, next: addresses of the documents beside it, "" at the ends.
    """

    text: str
    rank: str
    total: str
    back: str
    previous: str
    next: str


def hit_views(
    query: Query,
    results: Results,
    document_url: DocumentUrl,
    page_size: int,
    *,
    explained: bool,
) -> tuple[HitView, ...]:
    """Return what a result page shows of its hits; the address of each contains its rank.

    page_size: that of a search whose address names none. explained: whether each says why it is
    there.
    """
    url_at = _ranked_urls(query, document_url, page_size)
    first = (query.page - 1) * query.page_size + 1
    return tuple(
        hit_view(hit, url_at(hit.document.id, rank), why_found(hit, results, explained=explained))
        for rank, hit in enumerate(results.hits, first)
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
    """Return where the document at `rank` (from 1) of a search stands.

    total: how many hits the search has. before, after: the documents beside it, None at the ends.
    search_url: gives the address of a query. page_size: that of a search whose address names none.
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
    """Return a function that gives the address of a hit, from the document's id and its rank."""
    context = args_from_query(replace(query, page=1), page_size)
    if sum(len(name) + len(value) for name, value in context) > CONTEXT_CHARACTERS_MAX:
        return lambda document_id, _: document_url(document_id)
    arguments = f"{with_arguments('', context)}&" if context else "?"
    return lambda document_id, rank: f"{document_url(document_id)}{arguments}rank={rank}"
