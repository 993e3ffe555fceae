"""Which addresses say how long ministries take to answer?"""

from dataclasses import replace

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from search_app.model.answer_times import AnswerTimes
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.search import answer_times
from search_app.web.answer_types.figures import DelaysOfMinistries
from search_app.web.asking import (
    answer,
    query_url,
    requested_query,
    searcher,
    settings,
    timeout_s,
)
from search_app.web.delays_page import (
    TITLES,
    counted_query,
    delay_cells,
    delays_as_json,
    delays_page,
    listed_times,
)
from search_app.web.described import described
from search_app.web.parameters import FILTERS, WORDS_AS_TYPED, Q
from search_app.web.places import asked_arguments
from search_app.web.table_file import table_file

delaying = Blueprint("delaying", __name__)


@delaying.get("/delays")
def html() -> ResponseReturnValue:
    query, results, times = _times(lenient=True)
    anywhere = replace(query.without(FacetField.LEGISLATURE), page_size=1)
    page = delays_page(
        query,
        results,
        times,
        legislatures=answer(anywhere).facets[FacetField.LEGISLATURE],
        search_url=query_url(),
        delays_url=query_url("delaying.html"),
        arguments=asked_arguments(),
    )
    return render_template("delays.html", page=page)


@delaying.get("/delays.json")
@described(
    "Les délais de réponse de chaque ministère", DelaysOfMinistries, (Q, *FILTERS, *WORDS_AS_TYPED)
)
def json() -> ResponseReturnValue:
    _, results, times = _times(lenient=False)
    return jsonify(delays_as_json(results, times))


@delaying.get("/delays.csv")
def csv() -> ResponseReturnValue:
    _, _, times = _times(lenient=False)
    cells = (delay_cells(value, found) for value, found in listed_times(times))
    return table_file("délais", TITLES, cells)


def _times(*, lenient: bool) -> tuple[Query, Results, dict[str, AnswerTimes]]:
    """Return the search that is asked for, its numbers, and the times by ministry."""
    asked, _ = requested_query(lenient=lenient)
    query = counted_query(asked)
    results, times = answer_times(
        searcher(),
        query,
        FacetField.MINISTRY,
        timeout_s=timeout_s(),
        expansions_max=settings().query_expansions_max,
    )
    return query, results, times
