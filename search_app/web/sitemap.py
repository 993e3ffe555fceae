"""Which addresses does the sitemap list, and on which of its pages?

It has the pages that no search makes: the lists, the values that have pages, and all documents.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from search_app.engine.port import Searcher
from search_app.model.errors import IndexDamagedError
from search_app.model.facet import NO_VALUE
from search_app.model.results import Results
from search_app.search.kept import KeptWith
from search_app.web.asking import (
    BROWSED_FIELDS,
    absolute,
    fits_an_address,
    index_url,
    value_url,
)
from search_app.web.parameter_limits import FACET_VALUE_CHARACTERS_MAX
from search_app.web.places import document_url, url_for

# The protocol allows 50,000 addresses and 50 MB a page. The longest address, that of a value of 200
# characters, is below 3 kB, so that a page is below 30 MB; one of documents has about 1 MB.
ADDRESSES_A_PAGE = 10_000
T = TypeVar("T")
_PAGES = (
    *("pages.home", "advancing.form", "pages.help_html", "covering.html", "about.html"),
    "delaying.html",
)


class Place(NamedTuple):
    """url: the whole address. changed: the day of what happened there last, None if unknown."""

    url: str
    changed: dt.date | None


class SitemapPage(NamedTuple):
    """number: from 1. changed: the latest day of its documents."""

    number: int
    changed: dt.date | None


def sitemap_pages(searcher: Searcher, everything: Results) -> list[SitemapPage]:
    """Return the pages of the sitemap. everything: the answer to a search for every document."""
    fronts = len(_front(everything))
    days = [day for _, day in _days_of(searcher)]
    count = -(-(fronts + len(days)) // ADDRESSES_A_PAGE)
    return [
        SitemapPage(number, max(filter(None, _cut(days, number, fronts)), default=None))
        for number in range(1, count + 1)
    ]


def sitemap_page(searcher: Searcher, everything: Results, number: int) -> list[Place]:
    """Return the addresses of one page, in an order that a reindex keeps; [] if there is none."""
    front = _front(everything)
    start = (number - 1) * ADDRESSES_A_PAGE
    return [
        *(Place(absolute(path_of()), None) for path_of in front[start : start + ADDRESSES_A_PAGE]),
        *(
            Place(absolute(document_url(document_id)), day)
            for document_id, day in _cut(_days_of(searcher), number, len(front))
        ),
    ]


def _cut(rows: Sequence[T], number: int, fronts: int) -> Sequence[T]:
    """Return the rows of documents on a page, before which `fronts` other addresses are listed."""
    start = (number - 1) * ADDRESSES_A_PAGE - fronts
    return rows[max(start, 0) : max(start + ADDRESSES_A_PAGE, 0)]


def _front(everything: Results) -> list[Callable[[], str]]:
    """Return what gives the path of each page that shows no document, values sorted by facet."""
    front: list[Callable[[], str]] = [partial(url_for, endpoint) for endpoint in _PAGES]
    for field in BROWSED_FIELDS.values():
        front.append(partial(index_url, field))
        values = sorted(count.value for count in everything.facets[field])
        front += [partial(value_url, field, value) for value in values if _has_page(value)]
    return front


def _has_page(value: str) -> bool:
    is_short = len(value) <= FACET_VALUE_CHARACTERS_MAX
    return value != NO_VALUE and is_short and fits_an_address(value)


def _listed(searcher: Searcher) -> list[tuple[str, dt.date | None]]:
    days = list(searcher.newest_days().items())
    if len(days) != searcher.generation.documents:
        raise IndexDamagedError(path=searcher.generation.id, detail="ids of documents")
    return days


# Working them out takes a tenth of a second for 75,000 documents.
_days_of = KeptWith(_listed).of
