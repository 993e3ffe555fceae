"""Which pages, orders and page sizes can a reader go to from here?"""

import math
from dataclasses import replace

from search_app.model.query import Query, Sort
from search_app.model.results import Results
from search_app.search.understand import has_words
from search_app.web import labels
from search_app.web.links import Link, QueryUrl
from search_app.web.parameter_limits import PAGE_SIZES

# How many pages on each side of the present one have a link.
PAGES_AROUND = 2


def page_count(results: Results, query: Query) -> int:
    """Return the number of result pages, 0 when nothing was found."""
    return math.ceil(results.total / query.page_size)


def page_links(query: Query, last_page: int, search_url: QueryUrl) -> tuple[Link | None, ...]:
    """Return links to the first page, the present one with those around it, and the last.

    None stands where pages are left out.
    """
    centre = min(query.page, last_page)
    near = range(max(1, centre - PAGES_AROUND), min(last_page, centre + PAGES_AROUND) + 1)
    links: list[Link | None] = []
    reached = 0
    for page in sorted({1, *near, last_page}):
        if page > reached + 1:
            links.append(None)
        url = search_url(replace(query, page=page))
        links.append(Link(label=labels.number(page), url=url, current=page == query.page))
        reached = page
    return tuple(links)


def page_url(query: Query, page: int, last_page: int, search_url: QueryUrl) -> str:
    """Return the address of a result page, "" when there is no such page."""
    return search_url(replace(query, page=page)) if 1 <= page <= last_page else ""


def sort_links(query: Query, search_url: QueryUrl) -> tuple[Link, ...]:
    """Return the orders that are offered.

    A search without words has no relevance, and its default order is the newest first: that one is
    offered in the place of relevance, beside the oldest first.
    """
    ranked = has_words(query.expr)
    offered = tuple(Sort) if ranked else (Sort.RELEVANCE, Sort.OLDEST)
    shown = query.sort if query.sort in offered else Sort.RELEVANCE
    return tuple(
        Link(
            label=labels.SORTS[sort if ranked or sort is Sort.OLDEST else Sort.NEWEST],
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
