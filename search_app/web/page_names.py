"""What is a page called outside itself? The title of a search, and the addresses of pages.

Search engines, bookmarks and feed readers tell pages apart by these alone.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from flask import g, request

from search_app.model.query import Query, Sort
from search_app.syntax import say_dates
from search_app.web import labels
from search_app.web.asking import absolute, query_url, settings
from search_app.web.places import asked_arguments, url_for

SITE_DESCRIPTION = (
    "Ce que demandent les députés, ce que répond le Gouvernement, et ce qu’en dit la presse."
)
# No-break spaces stay.
_BREAKS = re.compile(r"[ \t\r\n]+")
# What a title or a description may take up; search engines show less.
TITLE_CHARACTERS = 150
DESCRIPTION_CHARACTERS = 200
_SEARCHES = {"pages.search_html", "pages.search_values"}


def in_templates() -> dict[str, str | Callable[..., object]]:
    """Return what every template knows of these names."""
    return {
        "site_description": SITE_DESCRIPTION,
        "asked": asked,
        "shortened": shortened,
        "page_url": page_url,
        "printed_url": printed_url,
        "search_page_url": search_page_url,
        "is_for_search_engines": is_for_search_engines,
        "corpus_changed": corpus_changed,
    }


def asked(query: Query) -> str:
    """Return what a search asks for, filters included: "cloud, Rubrique : Santé". "" for all."""
    parts = [query.text]
    parts += [labels.filter_chip(f, value) for f, values in query.filters for value in values]
    parts += [labels.exclusion_chip(f, value) for f, values in query.excluded for value in values]
    parts += [labels.chosen(len(query.ids))] if query.ids else []
    parts += [say_dates(query.dates)] if query.dates else []
    return shortened(", ".join(filter(None, parts)), TITLE_CHARACTERS)


def shortened(text: str, characters: int = DESCRIPTION_CHARACTERS) -> str:
    """Return the beginning of a text as one line, cut between two words."""
    line = _BREAKS.sub(" ", text).strip()
    if len(line) <= characters:
        return line
    return f"{line[:characters].rpartition(' ')[0] or line[:characters]}\u00a0…"


def page_url() -> str:
    """Return the whole address of the page that is asked for, without its parameters."""
    return absolute(url_for(request.endpoint or "", **(request.view_args or {})))


def printed_url() -> str:
    """Return the whole address that was asked for, which stands on a printed page."""
    return page_url() + asked_arguments()


def search_page_url(query: Query) -> str:
    """Return the whole address of a search, without what changes only how it is shown."""
    plain = replace(query, page=1, page_size=settings().page_size_hits, sort=Sort.RELEVANCE)
    return absolute(query_url()(plain))


def is_for_search_engines() -> bool:
    """Tell whether search engines may show the page: it is no search and has no parameters."""
    return request.endpoint not in _SEARCHES and not request.args


def corpus_changed() -> str:
    """Return the day on which the corpus that answers was indexed; "" if none has answered yet."""
    if "searcher" not in g:
        return ""
    created: dt.datetime = g.searcher.generation.created
    return labels.day(created.astimezone().date())
