"""What does the page of a search say? Results -> view model, which the template prints."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from search_app.model.expr import Expr
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query
from search_app.model.results import PartialHits, Results, Unfinished
from search_app.search.loosen import LooserQuery
from search_app.search.near import NearQuery
from search_app.syntax import say_dates, without_quotation_marks
from search_app.web import error_words, labels
from search_app.web.cards import Card
from search_app.web.export_menu import ExportMenu
from search_app.web.facets import FILTER_FIELDS, FacetView, facet_views
from search_app.web.histogram import HistogramView, histogram_view
from search_app.web.hits import HitView, passages_of_each
from search_app.web.links import DocumentUrl, Link, QueryUrl
from search_app.web.neighbours import HitLinks
from search_app.web.notices import Notice, NoticeView, notice_view
from search_app.web.paging import (
    Paging,
    page_count,
    paging,
    partial_page_url,
    size_links,
    sort_links,
)
from search_app.web.understanding import (
    Understanding,
    filter_links,
    near_links,
    query_sentence,
    understanding,
)
from search_app.web.urls import args_from_query, with_arguments
from search_app.web.why import explanation, why_found


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialView:
    """The documents that have some of the words only. remark: how many there are."""

    remark: str
    hits: tuple[HitView, ...]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What `search.html` prints; texts are in French, and "" where there is nothing to say.

    sentence: the query said back to the reader. total: "1 204 documents", or that there are none.
    to_results: what closes the filters on a phone ("Voir les 9 documents").
    dates: the filter of dates as the reader may type it ("entre 2020 et 2023"). days: its first and
    last day ("2020-01-01..2023-12-31"), either of which may be missing.
    chips: one link for each active filter, which removes it. clear_url: removes all of them.
    kept_by_search_box, kept_by_filters: the parameters, as (name, value) pairs, that the form of
        the search box and that of the filters send along in hidden inputs, because they have no
        visible field for them.
    arguments: what follows the path in the address of this search ("?q=cloud").
    sorts: the orders, for two documents or more. paging: None when nothing was found.
    relaxed: no document has all the words, and the hits have some of them. partial: what follows
    the last of the hits, if anything does. incomplete: why a part of the answer is missing.
    empty: the search was carried through and found nothing. newest: as `newest_link` gives it.
    unfiltered: the same search without filters and dates, when this one finds nothing and that one
        does; alternatives: the other looser searches that find something; near: searches for words
        near to those that no document has. Each has its number of documents.
    cards: what the text names, on the first page. more_cards: how many more questions it names.
    offers: other readings of the text, each with a note that says how it was read.
    exports: the ways to take the result along, None when there is nothing to take.
    nothing_to_search: no word was typed. explanation: where each hit says why it is there, or back.
    """

    query: Query
    sentence: str
    total: str
    to_results: str
    hits: tuple[HitView, ...]
    facets: tuple[FacetView, ...]
    histogram: HistogramView
    dates: str
    days: str
    chips: tuple[Link, ...]
    clear_url: str
    kept_by_search_box: tuple[tuple[str, str], ...]
    kept_by_filters: tuple[tuple[str, str], ...]
    arguments: str
    sorts: tuple[Link, ...]
    sizes: tuple[Link, ...]
    paging: Paging | None
    partial: PartialView | None
    notices: tuple[NoticeView, ...]
    relaxed: bool
    understanding: tuple[Understanding, ...]
    incomplete: str
    empty: bool
    newest: Link | None
    unfiltered: Link | None
    alternatives: tuple[Link, ...]
    near: tuple[Link, ...]
    nothing_to_search: bool
    explanation: Link | None
    cards: tuple[Card, ...]
    more_cards: str
    offers: tuple[Link, ...]
    exports: ExportMenu | None


def search_page(
    query: Query,
    results: Results,
    notices: tuple[Notice, ...],
    *,
    partial_page: int,
    search_url: QueryUrl,
    document_url: DocumentUrl,
    page_size: int,
    absent: tuple[Expr, ...] = (),
    near: tuple[NearQuery, ...] = (),
    looser: tuple[LooserQuery, ...] = (),
    newest: Link | None = None,
    explained: bool = False,
    cards: tuple[Card, ...] = (),
    more_cards: str = "",
    offers: tuple[Link, ...] = (),
    exports: ExportMenu | None = None,
) -> SearchPage:
    """Return what the page of a search says.

    notices: what is wrong with the address. partial_page: the number of the page of partial hits.
    search_url: gives the address of a query. page_size: that of a search whose address names none.
    absent: what no document has of the query. near: queries with other words in the place of such
    words, or of rare ones. looser: queries that find something, when this one finds nothing.
    explained: whether each hit says why it is there. newest, cards, more_cards, offers, exports:
    as `SearchPage` has them.
    """
    last = max(page_count(results.listed, query), 1)
    views = partial(
        HitLinks(query, document_url, search_url, page_size).views,
        why=partial(why_found, results=results, explained=explained),
    )
    # Partial hits follow the last of the others.
    behind = results.partial if query.page == last or not results.total else PartialHits()
    passages, partial_passages = passages_of_each(
        len(results.hits), len(behind.hits), explained=explained
    )
    partial_views = partial(views, passages_max=partial_passages, partial=True)
    arguments = args_from_query(query, page_size)
    searched = Unfinished.MATCHING not in results.unfinished
    everywhere = search_url(query.unfiltered())
    ways = tuple(_alternative(found, query, search_url) for found in looser)
    return SearchPage(
        query=query,
        sentence=query_sentence(query, results),
        total=labels.NO_WORD if query.has_nothing_to_search else _total(results),
        to_results=labels.to_results(results.total),
        hits=views(results.hits, query.page, passages_max=passages),
        explanation=explanation(results, arguments, explained=explained),
        facets=facet_views(results, query, search_url=search_url),
        histogram=histogram_view(results, query, search_url=search_url),
        days="..".join(str(day or "") for day in (query.dates.first, query.dates.last))
        if query.dates
        else "",
        dates=say_dates(query.dates) if query.dates else _unread_dates(notices),
        chips=filter_links(query, search_url),
        clear_url=everywhere,
        kept_by_search_box=tuple((k, v) for k, v in arguments if k not in {"q", "page"}),
        kept_by_filters=tuple(args_from_query(_outside_the_form(query), page_size)),
        arguments=with_arguments("", arguments),
        sorts=sort_links(query, search_url, has_clock=_has_clock(results))
        if results.listed > 1
        else (),
        sizes=size_links(query, results.listed, search_url),
        paging=paging(query.page, last, lambda page: search_url(replace(query, page=page)))
        if results.total
        else None,
        partial=_partial(query, behind, partial_page, search_url, partial_views)
        if behind.total
        else None,
        notices=tuple(notice_view(notice, query.text) for notice in notices),
        relaxed=results.relaxed,
        understanding=understanding(query, results, absent, near, search_url),
        incomplete=error_words.incomplete(results.unfinished),
        empty=results.total == 0 and searched,
        newest=newest,
        unfiltered=next((link for link in ways if link.url == everywhere), None),
        alternatives=tuple(link for link in ways if link.url != everywhere),
        near=near_links([other for other in near if other.typed in absent], search_url),
        nothing_to_search=query.has_nothing_to_search,
        cards=cards,
        more_cards=more_cards,
        offers=offers,
        exports=exports,
    )


def _unread_dates(notices: tuple[Notice, ...]) -> str:
    """Return the dates that were typed and cannot be read, so that they can be mended."""
    return next((notice.found for notice in notices if notice.parameter == "date"), "")


def _partial(
    query: Query,
    found: PartialHits,
    page: int,
    search_url: QueryUrl,
    views: Callable[..., tuple[HitView, ...]],
) -> PartialView:
    last = max(page_count(found.listed, query), 1)
    return PartialView(
        remark=labels.partly(found.total),
        hits=views(found.hits, page),
        paging=paging(page, last, lambda number: partial_page_url(query, number, search_url)),
    )


def _outside_the_form(query: Query) -> Query:
    """Return the query without what the form of filters has fields for, back on page 1."""
    filters, excluded = (
        tuple((field, values) for field, values in chosen if field not in FILTER_FIELDS)
        for chosen in (query.filters, query.excluded)
    )
    return replace(query, filters=filters, excluded=excluded, dates=None, page=1)


def _total(results: Results) -> str:
    if Unfinished.MATCHING in results.unfinished:
        return labels.NOT_SEARCHED
    if not results.total:
        return labels.NOTHING_FOUND
    if results.relaxed:
        return labels.partial_results(results.total)
    return labels.counted(results.total, "document")


def _alternative(found: LooserQuery, query: Query, search_url: QueryUrl) -> Link:
    """Return a link to a looser query, named after the condition that it drops."""
    looser = found.query
    if looser.text == without_quotation_marks(query.text) != query.text:
        label = "Sans les guillemets"
    elif looser.text != query.text:
        label = f"En cherchant seulement «\u00a0{looser.text}\u00a0»"
    else:
        filters = [chip.label for chip in filter_links(query, search_url)]
        kept = {chip.label for chip in filter_links(looser, search_url)}
        dropped = [name for name in filters if name not in kept]
        label = (
            f"Sans le filtre «\u00a0{dropped[0]}\u00a0»"
            if len(dropped) == 1
            else "Sans ces filtres"
        )
    return Link(label=label, url=search_url(looser), note=labels.counted(found.total, "document"))


def _has_clock(results: Results) -> bool:
    return any(count.value != NO_VALUE for count in results.facets.get(FacetField.CLOCK, ()))
