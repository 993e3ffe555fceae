"""How does a view ask? The request's Query, the engine's answer, the addresses of the site."""

import datetime as dt
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

from flask import abort, current_app, g, request

from search_app.engine.port import Searcher
from search_app.model.document import Document
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.search import search
from search_app.settings import Settings
from search_app.web.histogram import unit_for
from search_app.web.links import QueryUrl
from search_app.web.notices import Notice
from search_app.web.opening import OpenedEngine
from search_app.web.places import document_url, url_for
from search_app.web.urls import address, query_from_args

SETTINGS = "SEARCH_APP_SETTINGS"
ENGINE = "search_app_engine"

# The facets whose values have pages of their own, by the name of their index in addresses; names
# before numbers, for readers enter by those.
BROWSED_FIELDS = {
    field.index: field
    for field in sorted(FacetField, key=lambda field: field.is_number)
    if field.index
}


def requested_query(*, lenient: bool) -> tuple[Query, tuple[Notice, ...]]:
    """Return the query of the request's address and its slips. Raises as `query_from_args`."""
    query, notices = query_from_args(
        request.args.to_dict(flat=False),
        page_size=settings().page_size_hits,
        today=today(),
        lenient=lenient,
    )
    return replace(query, histogram=unit_for(query.dates)), notices


def today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


def answer(query: Query) -> Results:
    return search(searcher(), query, timeout_s=timeout_s())


def timeout_s() -> float:
    return settings().search_timeout_ms / 1000


def document_or_404(document_id: str) -> Document:
    """Return the document; answers 404 when there is none."""
    document = searcher().get(document_id)
    if document is None:
        abort(404)
    return document


def query_url(endpoint: str = "pages.search_html") -> QueryUrl:
    """Return what makes the address of a query at an endpoint that takes no other value."""
    return partial(address, url_for(endpoint), page_size=settings().page_size_hits)


def new_search_url() -> QueryUrl:
    """Return what makes the address of a search that asks for no page size."""
    search_url, size = query_url(), settings().page_size_hits
    return lambda query: search_url(replace(query, page_size=size))


def permanent_url(document_id: str) -> str:
    """Return the absolute address of a document."""
    return request.host_url.removesuffix("/") + document_url(document_id)


def value_url(field: FacetField, value: str) -> str:
    """Return the page of a facet value, or the search for it when an address cannot hold it."""
    if not field.index or not _fits_an_address(value):
        return new_search_url()(Query(filters=((field, (value,)),)))
    return url_for("browsing.value", index=field.index, value=value)


def index_url(field: FacetField) -> str:
    return url_for("browsing.values", index=field.index)


def settings() -> Settings:
    found: Settings = current_app.config[SETTINGS]
    return found


def searcher() -> Searcher:
    """Return the one searcher of this request, which answers from one generation."""
    if "borrowed" not in g:
        opened: OpenedEngine = current_app.extensions[ENGINE]
        borrowed = ExitStack()
        g.searcher = borrowed.enter_context(opened.get().searcher())
        g.borrowed = borrowed
    found: Searcher = g.searcher
    return found


def give_searcher_back(_: BaseException | None) -> None:
    """End the use of the request's searcher, if it asked for one."""
    if "borrowed" in g:
        g.borrowed.close()


def _fits_an_address(value: str) -> bool:
    """Browsers resolve dots and some servers join slashes: such a value cannot be a path."""
    return all(part.strip(". ") for part in value.split("/"))
