"""Which addresses answer a search, and which lead to one?

The page of a search, its JSON and the list of a facet's values; the first page, the suggestions,
the advanced form and the help. A view asks and presents: other modules decide what a page says.
"""

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from search_app.engine.port import Searcher
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.search import Named, named_by, search, suggestions
from search_app.search.absent import Part, absent_parts
from search_app.search.kept import KeptWith
from search_app.search.loosen import LooserQuery, looser_queries
from search_app.search.near import NearQuery, near_queries
from search_app.syntax import parse
from search_app.web.answer_types.others import Suggestions
from search_app.web.answer_types.searches import Search
from search_app.web.as_json import search_as_json
from search_app.web.asking import (
    BROWSED_FIELDS,
    answer,
    as_listed,
    index_url,
    new_search_url,
    permanent_url,
    query_url,
    requested_partial_page,
    requested_query,
    searcher,
    settings,
    timeout_s,
    today,
    value_url,
)
from search_app.web.browse_page import value_list
from search_app.web.cards import cards, more_questions
from search_app.web.chosen import notices_of_absent
from search_app.web.continuing import CURSOR, SearchPages
from search_app.web.described import described
from search_app.web.export_menu import export_menu
from search_app.web.feed_views import feed_links, follow_url
from search_app.web.help_page import HELP
from search_app.web.hits import HitView, hit_view
from search_app.web.home_page import (
    EXAMPLES,
    EXAMPLES_SHOWN,
    LATEST_ANSWERS,
    LATEST_SHOWN,
    home_page,
)
from search_app.web.news import newest_link, news_links
from search_app.web.offers import offers
from search_app.web.parameters import FILTERS, SEARCH, Q
from search_app.web.places import document_url, url_for
from search_app.web.search_page import search_page
from search_app.web.suggestions import suggestions_as_json
from search_app.web.urls import args_from_query, query_from_args
from search_app.web.why import EXPLAIN

FACET_PARAMETERS = ",".join(field.parameter for field in FacetField)

pages = Blueprint("pages", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    latest, answered = _latest_of(searcher())
    g.is_incomplete = bool(latest.unfinished or answered.unfinished)
    page = home_page(
        latest,
        _examples_of(searcher()),
        hits=_as_listed(latest),
        answered=_as_listed(answered),
        news=news_links(
            lambda period: searcher().count(period, timeout_s()), today(), new_search_url()
        ),
        browse_lists=tuple((field, index_url(field)) for field in BROWSED_FIELDS.values()),
        search_url=new_search_url(),
        value_url=value_url,
    )
    return render_template("home.html", page=page, feeds=feed_links(Query()))


def _as_listed(results: Results) -> tuple[HitView, ...]:
    return tuple(hit_view(hit, document_url(hit.document.id)) for hit in results.hits)


@pages.get("/search")
def search_html() -> ResponseReturnValue:
    query, notices = requested_query(lenient=True)
    query = as_listed(query)
    partial_page, more_notices = requested_partial_page(lenient=True)
    results = answer(query, partial_page)
    absent, near = _absent_and_near(query, results)
    looser: tuple[LooserQuery, ...] = ()
    newest = None
    if not (results.total or results.unfinished or query.has_nothing_to_search):
        looser = looser_queries(searcher(), query, timeout_s=timeout_s())
        newest = newest_link(query, answer, document_url)
    named = named_by(searcher(), query.text, timeout_s=timeout_s()) if query.page == 1 else Named()
    page = search_page(
        query,
        results,
        (*notices, *more_notices, *notices_of_absent(searcher(), query, results)),
        partial_page=partial_page,
        search_url=query_url(),
        document_url=document_url,
        page_size=settings().page_size_hits,
        absent=absent,
        near=near,
        looser=looser,
        newest=newest,
        explained=_is_explained(),
        cards=cards(named, document_url=document_url, value_url=value_url),
        more_cards=more_questions(named),
        offers=() if named.values else offers(query, today(), query_url()),
        exports=export_menu(
            query,
            results,
            notices,
            page_size=settings().page_size_hits,
            rows_max=settings().export_rows_max,
            export_path=lambda form: url_for("exporting.export", form=form),
        ),
    )
    return render_template(
        "search.html", page=page, feeds=feed_links(query), follow_url=follow_url(query)
    )


@pages.get("/search.json")
@described("Une recherche", Search, SEARCH, (HTTPStatus.GONE,))
def search_json() -> ResponseReturnValue:
    query, _ = requested_query(lenient=False)
    partial_page, _ = requested_partial_page(lenient=False)
    pages_of_search = SearchPages(
        path=url_for("pages.search_json"),
        generation=searcher().generation.id,
        page_size=settings().page_size_hits,
        kept=(EXPLAIN,) if _is_explained() else (),
    )
    pages_of_search.check(request.args.get(CURSOR, ""), query, partial_page)
    results = answer(query, partial_page)
    next_url, partial_next_url = pages_of_search.next_urls(query, partial_page, results)
    absent, near = _absent_and_near(query, results)
    named = named_by(searcher(), query.text, timeout_s=timeout_s())
    return jsonify(
        search_as_json(
            query,
            results,
            partial_page=partial_page,
            absent=absent,
            near=near,
            cards=cards(named, document_url=document_url, value_url=value_url),
            next_url=next_url,
            partial_next_url=partial_next_url,
            search_url=query_url("pages.search_json"),
            document_url=document_url,
            permanent_url=permanent_url,
            explain=_is_explained(),
        )
    )


@pages.get(f"/search/values/<any({FACET_PARAMETERS}):parameter>")
def search_values(parameter: str) -> ResponseReturnValue:
    """List all values of a facet among the documents found; the column of filters has only some."""
    query, _ = requested_query(lenient=True)
    field = next(field for field in FacetField if field.parameter == parameter)
    search_url = query_url()
    listed = value_list(
        field,
        answer(query),
        query,
        value_url=lambda field, value: search_url(query.toggled(field, value)),
        contains=request.args.get("contains", ""),
        by_name=request.args.get("order") == "name",
    )
    kept_by_form = args_from_query(query, settings().page_size_hits)
    return render_template(
        "values.html", page=listed, query=query, kept_by_form=kept_by_form, back=search_url(query)
    )


@pages.get("/suggest.json")
@described("Des suggestions pour ce qui est tapé", Suggestions, (Q, *FILTERS))
def suggest_json() -> ResponseReturnValue:
    """Complete the text `q`; the other parameters are those of the search that it belongs to."""
    query, _ = query_from_args(
        {**request.args.to_dict(flat=False), "q": [], "page": []},
        page_size=settings().page_size_hits,
        today=today(),
        lenient=True,
    )
    return jsonify(
        suggestions_as_json(
            suggestions(searcher(), request.args.get("q", ""), today=today()),
            query,
            search_url=query_url(),
            document_url=document_url,
            value_url=value_url,
        )
    )


@pages.get("/help")
def help_html() -> ResponseReturnValue:
    parameters = [(field.parameter, field.words.title) for field in FacetField]
    return render_template("help.html", sections=HELP, parameters=parameters)


def _is_explained() -> bool:
    name, value = EXPLAIN
    return request.args.get(name) == value


def _absent_and_near(
    query: Query, results: Results
) -> tuple[tuple[Part, ...], tuple[NearQuery, ...]]:
    """Return what no document has of a query, and the queries that may be meant instead."""
    absent = absent_parts(searcher(), query, results, timeout_s=timeout_s())
    return absent, near_queries(searcher(), query, results, absent, timeout_s=timeout_s())


def _examples_that_find(searcher: Searcher) -> tuple[str, ...]:
    """Return the first examples for which some document of the index has all the words."""
    found = []
    for text in EXAMPLES:
        query = Query(text=text, expr=parse(text, today=today()), page_size=1)
        results = search(searcher, query, timeout_s=timeout_s())
        if results.complete:
            found.append(text)
    return tuple(found[:EXAMPLES_SHOWN])


def _latest(searcher: Searcher) -> tuple[Results, Results]:
    """Return the latest documents, and those with the latest answers."""
    latest, answered = (
        search(searcher, replace(query, page_size=LATEST_SHOWN), timeout_s=timeout_s())
        for query in (Query(), LATEST_ANSWERS)
    )
    return latest, answered


_examples_of = KeptWith(_examples_that_find).of
_latest_of = KeptWith(_latest, lambda found: not any(r.unfinished for r in found)).of
