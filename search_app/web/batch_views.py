"""Which address answers many searches at once? `POST /batch.csv`, with a CSV of queries as body."""

from functools import partial

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from search_app.model.errors import ParameterError
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.search import search
from search_app.web.asking import permanent_urls, searcher, settings, timeout_s, today
from search_app.web.batch import BODY_MAX_BYTES, QUERIES_MAX, TOP, TOP_MAX, Batch, read_batch
from search_app.web.exports.file_name import disposition
from search_app.web.lanes import enter_export_lane, turns
from search_app.web.request_limits import accepts_body
from search_app.web.streaming import hold_until_sent, within

batching = Blueprint("batching", __name__)


@batching.post("/batch.csv")
@accepts_body(BODY_MAX_BYTES)
def batch() -> ResponseReturnValue:
    """Answer the searches one after the other, with one searcher; a dear one takes its turn."""
    top = _requested_top()
    rows = read_batch(request.get_data())
    if len(rows) > QUERIES_MAX:
        raise ParameterError("batch_queries", str(len(rows)), str(QUERIES_MAX))
    enter_export_lane()
    turn, limit_s = turns(), settings().export_timeout_s
    run = partial(
        search,
        searcher(),
        timeout_s=timeout_s(),
        expansions_max=settings().query_expansions_max,
    )

    def ask(query: Query) -> Results:
        with turn(query):
            return run(query)

    batch_of = Batch(
        ask=ask,
        top=top,
        today=today(),
        terms_max=settings().query_terms_max,
        document_url=permanent_urls(),
    )
    table = within(batch_of.table(rows), limit_s)
    lines = (piece.encode("utf-8", "replace") for piece in table)
    answer = Response(lines, content_type="text/csv; charset=utf-8")
    named = disposition("recherches", today(), "csv")
    answer.headers.set("Content-Disposition", "attachment", **named)
    return hold_until_sent(answer, limit_s)


def _requested_top() -> int:
    given = request.args.get("top", "") or str(TOP)
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:4]) <= TOP_MAX:
        raise ParameterError("top", given, f"1-{TOP_MAX}")
    return int(given)
