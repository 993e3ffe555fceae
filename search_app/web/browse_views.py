"""Which addresses show one facet value (a deputy, a topic …), and which list all of a facet?"""

from dataclasses import replace

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from search_app.model.query import Query, Sort
from search_app.web.asking import (
    BROWSED_FIELDS,
    answer,
    index_url,
    query_url,
    settings,
    value_url,
)
from search_app.web.browse_page import value_list, value_page
from search_app.web.feed_views import feed_links, follow_url
from search_app.web.hits import hit_view
from search_app.web.links import Link
from search_app.web.parameter_limits import FACET_VALUE_CHARACTERS_MAX
from search_app.web.places import document_url

LATEST_SHOWN = 10
# The names of the lists of values, as the beginning of a path.
INDEX = f"/<any({','.join(BROWSED_FIELDS)}):index>"

browsing = Blueprint("browsing", __name__)


@browsing.get(INDEX)
def values(index: str) -> ResponseReturnValue:
    field, everything = BROWSED_FIELDS[index], Query(page_size=1)
    listed = value_list(
        field,
        answer(everything),
        everything,
        value_url=value_url,
        contains=request.args.get("contains", ""),
        by_name=request.args.get("order", "name") == "name",
    )
    return render_template("values.html", page=listed, query=None, kept_by_form=(), back="")


@browsing.get(f"{INDEX}/<path:value>")
def value(index: str, value: str) -> ResponseReturnValue:
    """Show one value of a facet; a value that no document has is answered with 404."""
    field = BROWSED_FIELDS[index]
    if len(value) > FACET_VALUE_CHARACTERS_MAX:
        abort(404)
    query = Query(
        filters=((field, (value,)),), sort=Sort.NEWEST, page_size=settings().page_size_hits
    )
    results = answer(replace(query, page_size=LATEST_SHOWN))
    if not results.total:
        abort(404)
    # Links from here to a search leave out the order, which the page of the search has by itself.
    query = replace(query, sort=Sort.RELEVANCE)
    page = value_page(
        field,
        value,
        query,
        results,
        hits=tuple(hit_view(hit, document_url(hit.document.id)) for hit in results.hits),
        index=Link(label=field.words.titles, url=index_url(field)),
        search_url=query_url(),
    )
    return render_template(
        "value.html", page=page, feeds=feed_links(query), follow_url=follow_url(query)
    )
