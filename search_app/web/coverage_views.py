"""Which addresses tell what is held, what is missing, and what waits for an answer?"""

from flask import Blueprint, jsonify, redirect, render_template
from flask.typing import ResponseReturnValue

from search_app.model.document import Clock
from search_app.model.facet import FacetField
from search_app.model.query import Query, Sort
from search_app.web.answer_types.others import Coverage
from search_app.web.asking import query_url, searcher, settings
from search_app.web.coverage_page import coverage_as_json, coverage_page
from search_app.web.described import described

covering = Blueprint("covering", __name__)


@covering.get("/coverage")
def html() -> ResponseReturnValue:
    page = coverage_page(searcher().notes, settings().report_url)
    return render_template("coverage.html", page=page)


@covering.get("/coverage.json")
@described("Ce qui est présent, ce qui manque", Coverage)
def json() -> ResponseReturnValue:
    return jsonify(coverage_as_json(searcher().notes))


@covering.get("/unanswered")
def unanswered() -> ResponseReturnValue:
    """Lead to the written questions without an answer for more than two months, oldest first."""
    overdue = ((FacetField.CLOCK, (Clock.OVERDUE.value,)),)
    query = Query(filters=overdue, sort=Sort.DELAY, page_size=settings().page_size_hits)
    return redirect(query_url()(query))
