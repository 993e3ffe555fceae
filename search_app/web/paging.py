"""Which pages, orders and page sizes can a reader go to from here?"""

import math
from dataclasses import replace

from search_app.model.query import Query, Sort
from search_app.model.results import Results
from search_app.search.understand import has_words
from search_app.web import labels
from search_app.web.links import Link, QueryUrl
from search_app.web.parameter_limits import PAGE_SIZES

PAGES_AROUND = 2


def page_count(results: Results, query: Query) -> int:
    return math.ceil(results.total / query.page_size)


def page_links(query: Query, last: int, search_url: QueryUrl) -> tuple[Link | None, ...]:
    """Return links to the first page, the last and those around; None where some are left out."""
    centre = min(query.page, last)
    near = range(max(1, centre - PAGES_AROUND), min(last, centre + PAGES_AROUND) + 1)
    links: list[Link | None] = []
    reached = 0
    for page in sorted({1, *near, last}):
        if page > reached + 1:
            links.append(None)
        url = search_url(replace(query, page=page))
        links.append(Link(label=labels.number(page), url=url, current=page == query.page))
        reached = page
    return tuple(links)


def page_url(query: Query, page: int, last: int, search_url: QueryUrl) -> str:
    """Return the address of a page, "" when there is no such page."""
    return search_url(replace(query, page=page)) if 1 <= page <= last else ""


def sort_links(query: Query, search_url: QueryUrl) -> tuple[Link, ...]:
    """Without words there is nothing to be relevant to: the default order is newest first."""
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
    """Return the page sizes worth offering for so many hits; none when one page holds them all."""
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
