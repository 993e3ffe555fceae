"""What do programs read of the values of a facet? A list of them by pages, and one of them."""

import math

from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Results, Unfinished
from search_app.web import labels
from search_app.web.answer_types import values as shapes
from search_app.web.as_json import (
    facet_value_as_json,
    facets_as_json,
    histogram_as_json,
    summary_as_json,
)
from search_app.web.facets import facet_value
from search_app.web.lineage import group_colour, lineage_of
from search_app.web.links import DocumentUrl, QueryUrl, ValueUrl
from search_app.web.listed_values import listed_values
from search_app.web.paging import PageUrl
from search_app.web.published_names import names_under

VALUES_ON_A_PAGE = 1000


def values_as_json(
    field: FacetField,
    results: Results,
    query: Query,
    *,
    contains: str,
    by_name: bool,
    page: int,
    page_url: PageUrl,
    search_url: QueryUrl,
    value_url: ValueUrl,
) -> shapes.ValueList:
    """Return what the address of a list of values answers.

    query, results: the search whose documents have the values. contains, by_name: as for
    `listed_values`. page_url: gives the address of a page of the list.
    """
    names = names_under(field, results, query)
    listed = listed_values(field, results, names, contains=contains, by_name=by_name)
    pages = math.ceil(len(listed) / VALUES_ON_A_PAGE)
    first = (page - 1) * VALUES_ON_A_PAGE
    next_url = page_url(page + 1) if page < pages else None
    if Unfinished.MATCHING in results.unfinished:
        next_url = page_url(page)
    return {
        "facet": field.parameter,
        "title": field.words.titles,
        "total": len(listed),
        "page": page,
        "pages": pages,
        "next": next_url,
        "values": [
            {
                **facet_value_as_json(facet_value(field, count, query, search_url=search_url)),
                "url": value_url(field, count.value),
            }
            for count, _ in listed[first : first + VALUES_ON_A_PAGE]
        ],
        "unfinished": list(results.unfinished),
        "generation": results.generation,
    }


def value_as_json(
    field: FacetField,
    value: str,
    query: Query,
    results: Results,
    *,
    search_url: QueryUrl,
    document_url: DocumentUrl,
    value_url: ValueUrl,
) -> shapes.Value:
    """Return what the address of a value answers.

    query, results: the search for the documents that have the value, the newest first.
    """
    facets, truncated = facets_as_json(results, query, search_url)
    inner = field.names_within
    names = lineage_of(inner, value, results, lambda *_: "") if inner else ()
    return {
        "facet": field.parameter,
        "value": value,
        "label": labels.facet_value(field, value),
        "url": value_url(field, value),
        "search_url": search_url(query),
        "colour": (group_colour(value) if field is FacetField.PARTY else "") or None,
        "names": [
            {"name": one.label, "periods": list(one.periods), "colour": one.colour or None}
            for one in names
        ],
        "total": results.total,
        "hits": [summary_as_json(hit.document, document_url) for hit in results.hits],
        "facets": facets,
        "facets_truncated": truncated,
        "histogram": histogram_as_json(results),
        "undated": results.undated,
        "unfinished": list(results.unfinished),
        "generation": results.generation,
    }
