"""What do all views need? The query of the request, its answer, and the addresses of pages.

Views are the functions that answer an address. Everything that a request asks of the index goes
through one searcher, so that all of its answer comes from one generation.
"""

import datetime as dt
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from urllib.parse import quote, urlsplit

from flask import current_app, g, request

from search_app.engine.port import Searcher
from search_app.model.corpus_notes import CorpusNotes
from search_app.model.document import Document
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.search import search
from search_app.settings import Settings
from search_app.web.histogram import unit_for
from search_app.web.lanes import enter_lane
from search_app.web.links import DocumentUrl, QueryUrl
from search_app.web.notices import Notice
from search_app.web.opening import OpenedEngine
from search_app.web.places import document_url, url_for
from search_app.web.urls import (
    address,
    page_from_args,
    partial_page_from_args,
    query_from_args,
)

# The keys of what `create_app` puts into `app.config` and `app.extensions`.
SETTINGS = "SEARCH_APP_SETTINGS"
ENGINE = "search_app_engine"

# The facets whose values have pages of their own, by what the list of the values is called in
# addresses ("topics"). Those with names come before those with numbers: readers browse by names.
BROWSED_FIELDS = {
    field.index: field
    for field in sorted(FacetField, key=lambda field: field.is_number)
    if field.index
}


def requested_query(*, lenient: bool) -> tuple[Query, tuple[Notice, ...]]:
    """Return the query that the address of the request asks for, and notices of its mistakes.

    When not lenient, raises what `query_from_args` raises. Raises TooBusyError for a dear query
    while others run.
    """
    query, notices = query_from_args(
        request.args.to_dict(flat=False),
        page_size=settings().page_size_hits,
        today=today(),
        lenient=lenient,
        terms_max=settings().query_terms_max,
    )
    enter_lane(query)
    return replace(query, histogram=unit_for(query.dates)), notices


def requested_partial_page(*, lenient: bool) -> tuple[int, tuple[Notice, ...]]:
    """Return which page of the partial hits the request asks for, and a notice of its mistake.

    When not lenient, raises ParameterError.
    """
    return partial_page_from_args(request.args.to_dict(flat=False), lenient=lenient)


def requested_page() -> int:
    """Return which page of a list the request asks for, from 1. Raises ParameterError."""
    return page_from_args(request.args.to_dict(flat=False))


def today() -> dt.date:
    """Return the day in the time zone of the server; relative dates are counted from it."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


def answer(query: Query, partial_page: int = 1) -> Results:
    """Search with the searcher of this request, within the time limit of a search.

    Raises QueryTooComplexError where `search` does.
    """
    results = search(
        searcher(),
        query,
        timeout_s=timeout_s(),
        partial_page=partial_page,
        expansions_max=settings().query_expansions_max,
    )
    g.is_incomplete = g.get("is_incomplete", False) or bool(results.unfinished)
    return results


def as_listed(query: Query) -> Query:
    """Return the query as a page lists its hits: copies folded, but of chosen documents none."""
    return replace(query, folded=not query.ids)


def timeout_s() -> float:
    return settings().search_timeout_ms / 1000


def known_until(document: Document) -> dt.date | None:
    """Return the last day that the source of a question's status knows of, or None."""
    return known_until_in(searcher().notes, document)


def known_until_in(notes: CorpusNotes, document: Document) -> dt.date | None:
    """Return the same without a request. notes: those of the generation that has the document."""
    return notes.known_until.get(document.source_of("status").snapshot)


def query_url(endpoint: str = "pages.search_html") -> QueryUrl:
    """Return a function that gives the address of a query.

    endpoint: the view that answers there; its path contains no value.
    """
    return partial(address, url_for(endpoint), page_size=settings().page_size_hits)


def new_search_url() -> QueryUrl:
    """Return a function that gives the address of a new search.

    The address names no page size, whatever the query says: a new search has the usual one.
    """
    search_url, size = query_url(), settings().page_size_hits
    return lambda query: search_url(replace(query, page_size=size))


def absolute(path: str) -> str:
    """Return the address of a path of the site, with its scheme and host."""
    site_url = settings().site_url
    origin = request.host_url.removesuffix("/")
    if site_url:
        parts = urlsplit(site_url)
        origin = f"{parts.scheme}://{parts.netloc}"
    return origin + path


def permanent_url(document_id: str) -> str:
    """Return the address of a document with its scheme and host, to be cited."""
    return absolute(document_url(document_id))


def permanent_urls() -> DocumentUrl:
    """Return a function that does the same when the request is over."""
    prefix = permanent_url("")
    return lambda document_id: prefix + quote(document_id)


def value_url(field: FacetField, value: str) -> str:
    """Return the address of the page of a facet value.

    When the facet has no such pages, or no path can hold the value, return the address of the
    search for the documents that have it.
    """
    if not field.index or not fits_an_address(value):
        return new_search_url()(Query(filters=((field, (value,)),)))
    return url_for("browsing.value", index=field.index, value=value)


def index_url(field: FacetField) -> str:
    """Return the address of the list of all values of a facet."""
    return url_for("browsing.values", index=field.index)


def settings() -> Settings:
    found: Settings = current_app.config[SETTINGS]
    return found


def searcher() -> Searcher:
    """Return the searcher of this request, borrowed from the engine at the first call."""
    if "borrowed" not in g:
        opened: OpenedEngine = current_app.extensions[ENGINE]
        borrowed = ExitStack()
        g.searcher = borrowed.enter_context(opened.get().searcher())
        g.borrowed = borrowed
    found: Searcher = g.searcher
    return found


def give_searcher_back(_: BaseException | None) -> None:
    """Give the searcher back at the end of a request, if one was borrowed."""
    if "borrowed" in g:
        g.borrowed.close()


def fits_an_address(value: str) -> bool:
    """Tell whether the value can be the end of a path.

    Browsers resolve parts that are "." or "..", some servers join slashes in a row, and a path that
    ends in `.json` is that of another page.
    """
    is_path = all(part.strip(". ") for part in value.split("/"))
    return is_path and not value.endswith(".json")
