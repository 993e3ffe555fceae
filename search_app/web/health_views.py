"""Which addresses do monitors ask? Whether the site works, is alive, is ready, and its metrics."""

import hmac

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from search_app.model.query import Query
from search_app.web.asking import answer, searcher, settings
from search_app.web.errors import HEALTH_PATH
from search_app.web.metrics import METRICS_TYPE, exposition

health = Blueprint("health", __name__)


@health.get(HEALTH_PATH)
def works() -> ResponseReturnValue:
    """Answer after a real query over every document, so that a broken index shows."""
    results = answer(Query(page_size=1))
    generation = searcher().generation
    status = "damaged" if results.lacks_documents else "ok"
    return jsonify(status=status, generation=generation.id, documents=generation.documents)


@health.get(f"{HEALTH_PATH}/live")
def live() -> ResponseReturnValue:
    """Answer as long as the process does: one that does not is to be started again."""
    return jsonify(status="ok")


@health.get(f"{HEALTH_PATH}/ready")
def ready() -> ResponseReturnValue:
    """Answer 200 once an index is open and its tables are worked out, 503 before."""
    return jsonify(status="ok", generation=searcher().generation.id)


@health.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Answer Prometheus, when it has the token of the settings; nobody when there is none."""
    token = settings().metrics_token.get_secret_value()
    if not token:
        abort(404)
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), token.encode()):
        abort(401)
    return Response(exposition(searcher().generation), content_type=METRICS_TYPE)
