"""Which addresses give programs the values of a facet?"""

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, abort, jsonify, request
from flask.typing import ResponseReturnValue

from search_app.model.errors import ParameterError
from search_app.model.facet import FacetField
from search_app.model.query import Query, Sort
from search_app.web.answer_types.values import Value, ValueList
from search_app.web.asking import (
    BROWSED_FIELDS,
    answer,
    query_url,
    requested_page,
    requested_query,
    searcher,
    settings,
    value_url,
)
from search_app.web.browse_views import INDEX, LATEST_SHOWN
from search_app.web.continuing import CURSOR, check_cursor, cursor_of
from search_app.web.described import described
from search_app.web.parameter_limits import FACET_VALUE_CHARACTERS_MAX
from search_app.web.parameters import LIST, SEARCH_LIST, ListOrder
from search_app.web.places import document_url
from search_app.web.urls import args_from_query, with_arguments
from search_app.web.values_json import value_as_json, values_as_json
from search_app.web.views import FACET_PARAMETERS

listing = Blueprint("listing", __name__)


@listing.get(f"{INDEX}.json")
@described("Les valeurs d’un filtre dans tout le corpus", ValueList, LIST, (HTTPStatus.GONE,))
def values(index: str) -> ResponseReturnValue:
    everything = Query(page_size=settings().page_size_hits)
    return _listed(BROWSED_FIELDS[index], everything, requested_page(), ListOrder.NAME)


@listing.get(f"/search/values/<any({FACET_PARAMETERS}):parameter>.json")
@described(
    "Les valeurs d’un filtre parmi les documents d’une recherche",
    ValueList,
    SEARCH_LIST,
    (HTTPStatus.GONE,),
)
def search_values(parameter: str) -> ResponseReturnValue:
    field = next(field for field in FacetField if field.parameter == parameter)
    query, _ = requested_query(lenient=False)
    return _listed(field, replace(query, page=1), query.page, ListOrder.COUNT)


@listing.get(f"{INDEX}/<path:value>.json")
@described("Une valeur\u00a0: un député, un groupe, un ministère, une rubrique…", Value)
def value(index: str, value: str) -> ResponseReturnValue:
    """Show one value of a facet; a value that no document has is answered with 404."""
    field = BROWSED_FIELDS[index]
    if len(value) > FACET_VALUE_CHARACTERS_MAX:
        abort(404)
    query = Query(
        filters=((field, (value,)),), sort=Sort.NEWEST, page_size=settings().page_size_hits
    )
    results = answer(replace(query, page_size=LATEST_SHOWN))
    if not results.total and not results.unfinished:
        abort(404)
    return jsonify(
        value_as_json(
            field,
            value,
            replace(query, sort=Sort.RELEVANCE),
            results,
            search_url=query_url("pages.search_json"),
            document_url=document_url,
            value_url=value_url,
        )
    )


def _listed(
    field: FacetField, query: Query, page: int, usual_order: ListOrder
) -> ResponseReturnValue:
    """Answer a page of the values that the documents of a query have."""
    order = request.args.get("order") or usual_order
    if order not in set(ListOrder):
        raise ParameterError(parameter="order", found=order, accepted=", ".join(ListOrder))
    contains = request.args.get("contains", "")
    asked = args_from_query(query, settings().page_size_hits)
    asked += [("contains", contains)] if contains else []
    asked += [("order", order)] if order != usual_order else []
    generation = searcher().generation.id

    def cursor_at(number: int) -> str:
        return cursor_of(generation, _parts(number))

    def _parts(number: int) -> list[str]:
        return [field.parameter, repr(query.expr), repr(asked), str(number)]

    def page_url(number: int) -> str:
        pairs = [*asked, ("page", str(number)), (CURSOR, cursor_at(number))]
        return with_arguments(request.script_root + request.path, pairs)

    check_cursor(request.args.get(CURSOR, ""), generation, _parts(page))
    return jsonify(
        values_as_json(
            field,
            answer(replace(query, page_size=1)),
            query,
            contains=contains,
            by_name=order == ListOrder.NAME,
            page=page,
            page_url=page_url,
            search_url=query_url("pages.search_json"),
            value_url=value_url,
        )
    )
