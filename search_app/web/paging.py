"""Which pages, orders and page sizes can a reader go to from here?"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from search_app.model.query import Query, Sort
from search_app.search.understand import has_words
from search_app.web import labels
from search_app.web.links import Link, QueryUrl
from search_app.web.parameter_limits import PAGE_SIZES
from search_app.web.urls import PARTIAL_PAGE

# How many pages on each side of the present one have a link.
PAGES_AROUND = 2
# The id of the heading of the partial hits, to which links to their pages lead.
PARTIAL_ID = "partiels"

PageUrl = Callable[[int], str]
"""Gives the address of a page, from its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where a page stands among the others of its list.

    pages: links to pages, None where some are left out; empty when there is one page only.
    previous_url, next_url: the addresses of the pages beside it, "" at the ends. missing: the
    number of the page when it is past the last one, else None. last: the link to the last page.
    """

    pages: tuple[Link | None, ...]
    previous_url: str
    next_url: str
    missing: str | None
    last: Link


def page_count(total: int, query: Query) -> int:
    """Return the number of pages of a list of `total` hits, 0 when there are none."""
    return math.ceil(total / query.page_size)


def paging(page: int, last: int, url_of: PageUrl) -> Paging:
    """Return where `page` stands. last: the number of the last page, 1 or more."""
    return Paging(
        pages=_page_links(page, last, url_of) if last > 1 else (),
        previous_url=url_of(page - 1) if 1 < page <= last + 1 else "",
        next_url=url_of(page + 1) if page < last else "",
        missing=labels.number(page) if page > last else None,
        last=Link(label=labels.number(last), url=url_of(last)),
    )


def partial_page_url(query: Query, page: int, search_url: QueryUrl, place: str = PARTIAL_ID) -> str:
    """Return the address of a page of partial hits, below the hits of `query`.

    place: the id of what is led to on it.
    """
    asked = f"&{PARTIAL_PAGE}={page}" if page > 1 else ""
    return f"{search_url(query)}{asked}#{place}"


def _page_links(page: int, last: int, url_of: PageUrl) -> tuple[Link | None, ...]:
    """Return links to the first page, the present one with those around it, and the last.

    None stands where pages are left out.
    """
    centre = min(page, last)
    near = range(max(1, centre - PAGES_AROUND), min(last, centre + PAGES_AROUND) + 1)
    links: list[Link | None] = []
    reached = 0
    for number in sorted({1, *near, last}):
        if number > reached + 1:
            links.append(None)
        links.append(Link(label=labels.number(number), url=url_of(number), current=number == page))
        reached = number
    return tuple(links)


# Orders that feeds are in; a page offers the one that it is asked for.
BY_DAY_OF_EVENT = (Sort.CHANGED, Sort.WITHDRAWN, Sort.REASSIGNED, Sort.OVERDUE)


def sort_links(query: Query, search_url: QueryUrl, *, has_clock: bool) -> tuple[Link, ...]:
    """Return the orders that are offered.

    has_clock: some of the hits have to be answered within a time. Then orders by the answer are
    offered, too.

    A search without words has no relevance, and its default order is the newest first: that one is
    offered in the place of relevance, beside the oldest first.
    """
    ranked = has_words(query.expr)
    offered = [Sort.RELEVANCE, *([Sort.NEWEST] if ranked else []), Sort.OLDEST]
    if has_clock:
        offered += (Sort.ANSWERED, Sort.DELAY)
    if query.sort in BY_DAY_OF_EVENT:
        offered.append(query.sort)
    shown = query.sort if query.sort in offered else Sort.RELEVANCE
    return tuple(
        Link(
            label=labels.SORTS[sort if ranked or sort is not Sort.RELEVANCE else Sort.NEWEST],
            url=search_url(replace(query, sort=sort, page=1)),
            current=sort is shown,
        )
        for sort in offered
    )


def size_links(query: Query, total: int, search_url: QueryUrl) -> tuple[Link, ...]:
    """Return the page sizes that are offered: none when the smallest holds all hits.

    total: how many hits there are.
    """
    if total <= PAGE_SIZES[0]:
        return ()
    offered = sorted({*PAGE_SIZES, query.page_size})
    return tuple(
        Link(
            label=str(size),
            url=search_url(replace(query, page_size=size, page=1)),
            current=size == query.page_size,
        )
        for size in offered
    )
