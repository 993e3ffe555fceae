"""What does a feed say? What happened to the documents of a search, the latest first.

Everything in an entry comes from its document, so that an unchanged document keeps its entry when
the corpus is indexed anew.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from search_app.model.document import TITLE_LENGTH_MAX, Document, EventKind
from search_app.model.facet import FacetField
from search_app.model.happening import (
    Happening,
    HappeningKind,
    appearance,
    delay_exceeded,
    end_without_answer,
    first_answer,
    latest,
    reassignment,
)
from search_app.model.query import Query, Sort
from search_app.model.results import Hit, Results
from search_app.syntax import describe
from search_app.web import labels
from search_app.web.hits import beginning, hit_view
from search_app.web.links import Link
from search_app.web.page_names import asked, shortened
from search_app.web.typography import typeset

ENTRIES = 50
CATEGORY_FIELDS = (FacetField.MINISTRY, FacetField.TOPIC, FacetField.PARTY)
_OVERDUE = "Sans réponse depuis plus de deux mois"


class FeedKind(NamedTuple):
    """What of a document is news in a feed.

    note: says which days count. sort: the order by the day of it. happening_of: returns it, None
    where it has not come about.
    """

    label: str
    note: str
    sort: Sort
    happening_of: Callable[[Document], Happening | None]


# By the parameter `what` of an address.
FEED_KINDS = {
    "": FeedKind(
        "Tout ce qui se passe",
        "ce qui est arrivé en dernier à chaque document",
        Sort.CHANGED,
        latest,
    ),
    "new": FeedKind("Nouveaux documents", "au jour de leur parution", Sort.NEWEST, appearance),
    "answered": FeedKind("Réponses", "au jour de la première réponse", Sort.ANSWERED, first_answer),
    "withdrawn": FeedKind(
        "Questions retirées ou caduques", "restées sans réponse", Sort.WITHDRAWN, end_without_answer
    ),
    "reassigned": FeedKind(
        "Changements de ministère", "au jour du dernier", Sort.REASSIGNED, reassignment
    ),
    "overdue": FeedKind(_OVERDUE, "au jour où le délai est dépassé", Sort.OVERDUE, delay_exceeded),
}


class Category(NamedTuple):
    """scheme: the address of the list of values that `term` is one of."""

    scheme: str
    term: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What happened to one document. id: the same for ever. updated: midnight of its day, UTC."""

    id: str
    title: str
    url: str
    updated: str
    author: str
    summary: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What `feed.xml` prints; addresses are whole.

    id: the address of its first page. page_url: that of the same documents as a page of the site.
    updated: that of the latest entry. links: to itself, and to pages before and after, each with
    its relation as its label.
    """

    id: str
    title: str
    subtitle: str
    page_url: str
    updated: str
    links: tuple[Link, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPlaces:
    """Where things are, as whole addresses.

    of_feed: a page of the feed of a query. of_search: the page of a search. of_document: a
    document. of_list: the list of all values of a facet.
    """

    of_feed: Callable[[Query], str]
    of_search: Callable[[Query], str]
    of_document: Callable[[str], str]
    of_list: Callable[[FacetField], str]


def feed(
    query: Query, results: Results, kind: FeedKind, places: FeedPlaces, *, published: dt.datetime
) -> Feed:
    """Return what the feed of a search says.

    query, results: the search in the order of `kind`, and its answer. Documents that have some of
    the words only are no news, nor are those without a day of what happened. published: when the
    generation was, which an empty feed bears as its day.
    """
    hits = () if results.relaxed else results.hits
    news = [(hit, happening) for hit in hits if (happening := kind.happening_of(hit.document))]
    first = replace(query, page=1)
    is_full = bool(news) and len(news) == len(hits)
    has_next = is_full and query.page * query.page_size < results.total
    pages = {
        "self": query.page,
        "first": 1,
        "previous": query.page - 1,
        "next": query.page + 1 if has_next else 0,
    }
    return Feed(
        id=places.of_feed(first),
        title=" — ".join(filter(None, (asked(query), kind.label, labels.SITE_NAME))),
        subtitle=_subtitle(query, results),
        page_url=places.of_search(first),
        updated=max((_midnight(happening.day) for _, happening in news), default="")
        or f"{published.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        links=tuple(
            Link(label=relation, url=places.of_feed(replace(query, page=page)))
            for relation, page in pages.items()
            if page
        ),
        entries=tuple(_entry(hit, happening, query, places) for hit, happening in news),
    )


def _subtitle(query: Query, results: Results) -> str:
    if results.relaxed:
        return "Aucun document ne contient tous les mots de la recherche."
    said = describe(replace(query, expr=results.meant), labels.facet_value)
    return f"{said} {labels.number(query.page_size)}\u00a0entrées au plus par page du flux."


def _entry(hit: Hit, happening: Happening, query: Query, places: FeedPlaces) -> Entry:
    document = hit.document
    url = places.of_document(document.id)
    return Entry(
        id=f"{url}#{happening.kind.value}-{happening.day.isoformat()}",
        title=_title(document, happening.kind),
        url=url,
        updated=_midnight(happening.day),
        author=typeset(document.author or document.publisher),
        summary=_summary(hit, happening.kind, query),
        categories=tuple(
            Category(places.of_list(field), value, labels.facet_value(field, value))
            for field in CATEGORY_FIELDS
            for value in field.values_of(document)
        ),
    )


def _title(document: Document, kind: HappeningKind) -> str:
    title = shortened(typeset(document.title), TITLE_LENGTH_MAX) or labels.type_and_number(document)
    if kind is HappeningKind.NEW:
        return title
    said = _OVERDUE if kind is HappeningKind.OVERDUE else labels.EVENTS[EventKind(kind.value)]
    return f"{said}\u00a0: {title}"


def _summary(hit: Hit, kind: HappeningKind, query: Query) -> str:
    """Return the passages found; without words to find, the beginning of what is new."""
    answer = hit.document.answer
    if not query.text and kind is HappeningKind.ANSWERED and answer:
        return typeset(beginning(answer))
    passages = hit_view(hit, "").passages
    return " ".join(
        passage.before + "".join(text for text, _ in passage.snippet) + passage.after
        for passage in passages
    )


def _midnight(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
