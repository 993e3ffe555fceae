"""What does the page of a search say? Results -> one view model; the template only prints it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from search_app.model.document import AuthorityName, Document
from search_app.model.facet import FacetField
from search_app.model.query import Query, Sort
from search_app.model.results import Hit, Results, Snippet
from search_app.search import understand
from search_app.search.understand import has_words
from search_app.syntax import describe
from search_app.web import labels
from search_app.web.facets import FacetView, facet_views
from search_app.web.notices import Notice
from search_app.web.understanding import Link, Understanding, understanding
from search_app.web.urls import address, args_from_query

TEASER_CHARACTERS = 280
PAGES_AROUND = 2

DocumentPath = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """passages: (before, snippet, after) where before and after are "…" or ""."""

    title: Snippet
    url: str
    document: Document
    type_line: str
    party: str
    party_label: str
    asked: str
    in_charge: str
    date: str
    status: str
    passages: tuple[tuple[str, Snippet, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """where: the query's text with the slip marked, empty when the slip has no place."""

    message: str
    reading: str
    where: Snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """pages: page links, None for a gap. chips: one link for each filter, which removes it.

    page_missing: number of the page asked for when it is past the end, else None.
    without_filters: where the same words lead without filters, with its number of documents;
        None when that gives nothing more.
    """

    query: Query
    sentence: str
    total: str
    hits: tuple[HitView, ...]
    facets: tuple[FacetView, ...]
    chips: tuple[Link, ...]
    clear_url: str
    hidden: tuple[tuple[str, str], ...]
    sorts: tuple[Link, ...]
    pages: tuple[Link | None, ...]
    previous_url: str
    next_url: str
    page_missing: str | None
    last_page: Link
    notices: tuple[NoticeView, ...]
    relaxed: bool
    understanding: tuple[Understanding, ...]
    incomplete: bool
    empty: bool
    without_filters: Link | None


def page_count(results: Results, query: Query) -> int:
    return math.ceil(results.total / query.page_size)


def original_url(document: Document) -> str:
    """Return the address of the original, "" when unknown or no web address.

    It is what a file of the corpus says: a `javascript:` address must never become a link.
    """
    return document.url if document.url.startswith(("https://", "http://")) else ""


def search_page(
    query: Query,
    results: Results,
    notices: tuple[Notice, ...],
    *,
    path: str,
    document_path: DocumentPath,
    facet_values_max: int,
) -> SearchPage:
    """Put an answer into words and addresses. path: the search page's own."""
    last = max(1, page_count(results, query))
    searched = "matching" not in results.unfinished
    unfiltered = replace(query, filters=(), page=1)
    return SearchPage(
        query=query,
        sentence=describe(replace(query, expr=understand(query).expr), labels.facet_value),
        total=labels.counted(results.total, "document") if searched else labels.NOT_SEARCHED,
        hits=tuple(_hit(hit, document_path) for hit in results.hits),
        facets=facet_views(results, query, path=path, values_max=facet_values_max),
        chips=_chips(query, path),
        clear_url=address(path, unfiltered),
        hidden=tuple((k, v) for k, v in args_from_query(query) if k not in {"q", "page"}),
        sorts=_sorts(query, path),
        pages=_pages(query, last, path) if last > 1 else (),
        previous_url=_page_address(query, query.page - 1, last, path),
        next_url=_page_address(query, query.page + 1, last, path),
        page_missing=labels.number(query.page) if searched and query.page > last else None,
        last_page=Link(label=labels.number(last), url=address(path, replace(query, page=last))),
        notices=tuple(_notice(notice, query.text) for notice in notices),
        relaxed=results.relaxed is not None,
        understanding=understanding(query, results, path),
        incomplete=bool(results.unfinished),
        empty=results.total == 0 and searched,
        without_filters=_without_filters(results, unfiltered, path),
    )


def _hit(hit: Hit, document_path: DocumentPath) -> HitView:
    document = hit.document
    party = document.group.values if document.group else ()
    return HitView(
        title=hit.title,
        url=document_path(document.id),
        document=document,
        type_line=labels.type_and_number(document),
        party=", ".join(party),
        party_label=", ".join(labels.facet_value(FacetField.PARTY, v) for v in party),
        asked=_written(document.ministry_asked),
        in_charge=_written(document.ministry_in_charge),
        date=labels.day(document.date),
        status=labels.STATUSES[document.status] if document.status else "",
        passages=tuple(
            _passage(snippet, document) for snippet in hit.snippets or _teaser(document)
        ),
    )


def _written(name: AuthorityName | None) -> str:
    return name.name if name else ""


def _passage(snippet: Snippet, document: Document) -> tuple[str, Snippet, str]:
    joined = "".join(text for text, _ in snippet)
    bodies = (document.text, document.answer)
    before = "" if any(body.startswith(joined) for body in bodies) else "…\u00a0"
    after = "" if any(body.endswith(joined) for body in bodies) else "\u00a0…"
    return before, snippet, after


def _teaser(document: Document) -> tuple[Snippet, ...]:
    """Return the beginning of the text, cut at a word, for a hit in which nothing is marked."""
    text = document.text
    if len(text) > TEASER_CHARACTERS:
        text = text[:TEASER_CHARACTERS].rpartition(" ")[0] or text[:TEASER_CHARACTERS]
    return (((text, False),),) if text else ()


def _chips(query: Query, path: str) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=labels.filter_chip(field, value),
            url=address(path, query.toggled(field, value)),
        )
        for field, values in query.filters
        for value in values
    )


def _sorts(query: Query, path: str) -> tuple[Link, ...]:
    """Without words there is nothing to be relevant to: the default order is newest first."""
    ranked = has_words(query.expr)
    offered = tuple(Sort) if ranked else (Sort.RELEVANCE, Sort.OLDEST)
    shown = query.sort if query.sort in offered else Sort.RELEVANCE
    return tuple(
        Link(
            label=labels.SORTS[sort if ranked or sort is Sort.OLDEST else Sort.NEWEST],
            url=address(path, replace(query, sort=sort, page=1)),
            current=sort is shown,
        )
        for sort in offered
    )


def _pages(query: Query, last: int, path: str) -> tuple[Link | None, ...]:
    """Return links to the first page, the last and those around; None where some are left out."""
    centre = min(query.page, last)
    near = range(max(1, centre - PAGES_AROUND), min(last, centre + PAGES_AROUND) + 1)
    links: list[Link | None] = []
    reached = 0
    for page in sorted({1, *near, last}):
        if page > reached + 1:
            links.append(None)
        url = address(path, replace(query, page=page))
        links.append(Link(label=labels.number(page), url=url, current=page == query.page))
        reached = page
    return tuple(links)


def _page_address(query: Query, page: int, last: int, path: str) -> str:
    return address(path, replace(query, page=page)) if 1 <= page <= last else ""


def _without_filters(results: Results, unfiltered: Query, path: str) -> Link | None:
    if results.matched <= results.total:
        return None
    label = labels.counted(results.matched, "document")
    return Link(label=label, url=address(path, unfiltered))


def _notice(notice: Notice, text: str) -> NoticeView:
    where: Snippet = ()
    if notice.position is not None and notice.position < len(text):
        where = _marked(text, notice.position, notice.found)
    return NoticeView(message=notice.message, reading=notice.reading, where=where)


def _marked(text: str, position: int, found: str) -> Snippet:
    """Mark `found` where it covers `position`; an error may point inside it, at a star."""
    start = text.find(found, max(0, position - len(found)), position + len(found) + 1)
    end = start + len(found)
    if not found or start < 0:
        start, end = position, position + 1
    return ((text[:start], False), (text[start:end], True), (text[end:], False))
