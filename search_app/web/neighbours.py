"""Which hits come before and after a document in the search that led to it?

The address of a document that is opened from a search contains that search and the rank of the
document in it, so that its page can lead on to the next hit and back. The hits and the partial hits
of a search are two lists, each with its own ranks.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import starmap

from search_app.model.query import Query
from search_app.model.results import Hit
from search_app.web import labels
from search_app.web.folding import folded
from search_app.web.hits import HitView, hit_view, url_at_best
from search_app.web.links import DocumentUrl, QueryUrl
from search_app.web.urls import args_from_query, with_arguments
from search_app.web.why import Why

# When the parameters of a search are longer than this, the addresses of its hits leave them out.
CONTEXT_CHARACTERS_MAX = 600
RANK = "rank"
PARTIAL_RANK = "partial_rank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Where a document stands in a search.

    text: what was searched. place: "Résultat 3 sur 1 204". back: the address of the result page
    that has the document. previous, next: addresses of the documents beside it, "" at the ends.
    """

    text: str
    place: str
    back: str
    previous: str
    next: str


def place_of(rank: int, *, partial: bool) -> str:
    """Return the id that the hit at a rank has on the page of results."""
    return f"{'p' if partial else 'n'}{rank}"


class HitLinks:
    """Gives the addresses of the hits of a search, each with the search and the rank of the hit.

    What is folded under a hit has its rank. search_url: gives the address of a query. page_size:
    that of a search whose address names none.
    """

    def __init__(
        self, query: Query, document_url: DocumentUrl, search_url: QueryUrl, page_size: int
    ) -> None:
        self._page_size = query.page_size
        self._document_url = document_url
        self._chosen_url = lambda ids: search_url(Query(ids=ids, page_size=page_size))
        context = args_from_query(replace(query, page=1), page_size)
        self._with_rank = sum(map(len, sum(context, ()))) <= CONTEXT_CHARACTERS_MAX
        self._before_rank = f"{with_arguments('', context)}&" if context else "?"

    def url(self, document_id: str, rank: int, *, partial: bool) -> str:
        """Return the address of the hit at `rank` (from 1), or of the partial hit at `rank`."""
        url = self._document_url(document_id)
        if not self._with_rank:
            return url
        return f"{url}{self._before_rank}{PARTIAL_RANK if partial else RANK}={rank}"

    def views(
        self,
        hits: Iterable[Hit],
        page: int,
        why: Callable[[Hit], Why],
        *,
        passages_max: int,
        partial: bool = False,
    ) -> tuple[HitView, ...]:
        """Return what a result page shows of the hits, and of what is folded under each.

        page: its number, from 1. why: tells of a hit why the search found it. passages_max: the
        most passages of each.
        """

        def view(rank: int, hit: Hit) -> HitView:
            def url(document_id: str) -> str:
                return self.url(document_id, rank, partial=partial)

            return hit_view(
                hit,
                url(hit.document.id),
                why(hit),
                passages_max,
                place=place_of(rank, partial=partial),
                folded=folded(hit, url, self._chosen_url),
            )

        return tuple(starmap(view, enumerate(hits, (page - 1) * self._page_size + 1)))


def neighbours(
    query: Query,
    rank: int,
    total: int,
    *,
    partial: bool,
    before: Hit | None,
    after: Hit | None,
    links: HitLinks,
    back: str,
) -> Neighbours:
    """Return where the document at `rank` (from 1) of a search stands.

    total: how many hits the list has. partial: it is that of the partial hits. before, after: the
    hits beside it, None at the ends. back: the address of its result page.
    """

    def beside(hit: Hit | None, rank: int) -> str:
        if hit is None:
            return ""
        return url_at_best(hit, links.url(hit.document.id, rank, partial=partial))

    return Neighbours(
        text=query.text,
        place=labels.place(rank, total, partial=partial),
        back=back,
        previous=beside(before, rank - 1),
        next=beside(after, rank + 1),
    )
