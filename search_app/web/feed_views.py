"""Which address has the feed of a search, and which links lead to it?"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from search_app.model.errors import EmptyQueryError, IndexDamagedError, ParameterError
from search_app.model.expr import DateRange, parts_of
from search_app.model.query import Query, Sort
from search_app.model.results import Unfinished
from search_app.web import labels
from search_app.web.arguments import Args
from search_app.web.asking import (
    absolute,
    answer,
    index_url,
    permanent_url,
    query_url,
    requested_query,
    searcher,
    settings,
    today,
)
from search_app.web.feed import ENTRIES, FEED_KINDS, Feed, FeedPlaces, feed
from search_app.web.lanes import enter_lane
from search_app.web.links import Link
from search_app.web.places import url_for
from search_app.web.urls import args_from_query, query_from_args, with_arguments
from search_app.web.xml_answer import xml_answer

ATOM_TYPE = "application/atom+xml"

feeds = Blueprint("feeds", __name__)


@feeds.get("/search.atom")
def atom() -> ResponseReturnValue:
    return xml_answer("feed.xml", ATOM_TYPE, feed=feed_at(request.args.to_dict(flat=False)))


def feed_at(args: Args) -> Feed:
    """Return the feed that the parameters of an address ask for.

    A mistake in them, or an answer that is not whole, is an error, never an empty feed.
    """
    what = _kind_at(args)
    typed, _ = query_from_args(
        args,
        page_size=ENTRIES,
        today=today(),
        lenient=False,
        terms_max=settings().query_terms_max,
    )
    _check_that_it_asks_for_something(typed)
    kind = FEED_KINDS[what]
    query = replace(typed, sort=kind.sort)
    enter_lane(query)
    results = answer(query)
    if results.lacks_documents:
        raise IndexDamagedError(path=results.generation, detail="hits of a feed")
    if Unfinished.MATCHING in results.unfinished:
        abort(503)
    search_url, feed_url = query_url(), _feed_url(what)
    places = FeedPlaces(
        of_feed=lambda query: absolute(feed_url(query)),
        of_search=lambda query: absolute(
            search_url(replace(query, page_size=settings().page_size_hits))
        ),
        of_document=permanent_url,
        of_list=lambda field: absolute(index_url(field)),
    )
    created = searcher().generation.created
    return feed(query, results, kind, places, published=created)


@feeds.get("/follow")
def follow() -> ResponseReturnValue:
    """Show a reader the feeds of a search. Its address asks for the search as `/search` does."""
    query, _ = requested_query(lenient=False)
    _check_that_it_asks_for_something(query)
    query = replace(query, page=1)
    ended = _ended_on(query, today())
    return render_template(
        "follow.html",
        query=query,
        ended=labels.day(ended) if ended else "",
        without_end=follow_url(replace(query, dates=_without_end(query.dates))),
        feeds=feed_links(query),
        entries=ENTRIES,
        alerts_url=url_for("alerts.ask") if settings().alerts_file else "",
        back=query_url()(query),
        kept_by_search_box=[
            pair for pair in args_from_query(query, settings().page_size_hits) if pair[0] != "q"
        ],
    )


def _ended_on(query: Query, today: dt.date) -> dt.date | None:
    """Return the day after which no document is of the search, when that day is over."""
    asked = [query.dates, *parts_of(query.expr)]
    ends = [part.last for part in asked if isinstance(part, DateRange) and part.last]
    return min((day for day in ends if day < today), default=None)


def _without_end(dates: DateRange | None) -> DateRange | None:
    return DateRange(dates.first, None) if dates and dates.first else None


def follow_url(query: Query) -> str:
    """Return the address of the page that shows the feeds of a search."""
    return query_url("feeds.follow")(_followed(query, settings().page_size_hits))


def feed_links(query: Query) -> tuple[Link, ...]:
    """Return a link to each feed of a search; the first is that of all that happens."""
    followed = _followed(query, ENTRIES)
    return tuple(
        Link(label=kind.label, note=kind.note, url=_feed_url(what)(followed))
        for what, kind in FEED_KINDS.items()
    )


def _followed(query: Query, page_size: int) -> Query:
    """Return the query without what decides only how a page shows it."""
    return replace(query, page=1, page_size=page_size, sort=Sort.RELEVANCE)


def _check_that_it_asks_for_something(query: Query) -> None:
    if query.has_nothing_to_search:
        raise EmptyQueryError(position=0, found=query.text)


def _kind_at(args: Args) -> str:
    what = next(filter(None, args.get("what", ())), "")
    if what not in FEED_KINDS:
        accepted = ", ".join(filter(None, FEED_KINDS))
        raise ParameterError(parameter="what", found=what, accepted=accepted)
    return what


def _feed_url(what: str) -> Callable[[Query], str]:
    """Return a function that gives the path of a feed, whose order `what` decides alone."""
    path, kind = url_for("feeds.atom"), [("what", what)] if what else []
    return lambda query: with_arguments(
        path, [*args_from_query(replace(query, sort=Sort.RELEVANCE), ENTRIES), *kind]
    )
