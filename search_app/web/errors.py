"""Which HTTP status does an error have, and how is it answered? With a page, or as JSON.

No view catches an error: all of them end here. `error_words` has the sentences.
"""

from http import HTTPStatus

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from search_app.model.errors import (
    AddressTooLongError,
    BodyTooLargeError,
    LimitError,
    ParameterError,
    QueryError,
    SearchAppError,
    SearchIndexError,
    TooBusyError,
    TooManyRequestsError,
)
from search_app.web import error_words
from search_app.web.notices import Notice, notice_of

# The first class that an error belongs to counts.
STATUS: tuple[tuple[type[SearchAppError], HTTPStatus], ...] = (
    (QueryError, HTTPStatus.BAD_REQUEST),
    (ParameterError, HTTPStatus.BAD_REQUEST),
    (AddressTooLongError, HTTPStatus.REQUEST_URI_TOO_LONG),
    (BodyTooLargeError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (TooManyRequestsError, HTTPStatus.TOO_MANY_REQUESTS),
    (TooBusyError, HTTPStatus.SERVICE_UNAVAILABLE),
    (LimitError, HTTPStatus.BAD_REQUEST),
    (SearchIndexError, HTTPStatus.SERVICE_UNAVAILABLE),
    (SearchAppError, HTTPStatus.INTERNAL_SERVER_ERROR),
)
# Monitors ask here and below: they get JSON, and 503 for a failure of any kind.
HEALTH_PATH = "/health"
# When to ask again while there is no usable index, in seconds.
INDEX_RETRY_AFTER_S = 30
# Answers with these statuses say when to ask again.
RETRIED = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


def answer_errors(app: Flask) -> None:
    """Answer every error of `app` in French.

    The answer is JSON at `/health` and at addresses that end in `.json`, and a page elsewhere.
    """
    app.register_error_handler(SearchAppError, answer_program_error)
    app.register_error_handler(HTTPException, _answer_http_error)


def answer_program_error(error: SearchAppError) -> Response:
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    if isinstance(error, LimitError):
        g.limit_met = notice_of(error).code
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        current_app.logger.error("%s", error)
    answer = _answer(status, notice_of(error))
    retry_after_s = getattr(error, "retry_after_s", INDEX_RETRY_AFTER_S)
    if answer.status_code in RETRIED:
        answer.headers["Retry-After"] = str(retry_after_s)
    return answer


def _answer_http_error(error: HTTPException) -> Response | AnyResponse:
    if error.code is None or error.code not in error_words.HTTP_ERRORS:
        # A redirection, or a status that the site has no words for, is left to werkzeug.
        return error.get_response()
    status = HTTPStatus(error.code)
    notice = Notice(code=status.name.lower(), message=error_words.HTTP_ERRORS[error.code][1])
    answer = _answer(status, notice)
    allowed = dict(error.get_headers()).get("Allow")
    if allowed:
        answer.headers["Allow"] = allowed
    if status in RETRIED:
        answer.headers["Retry-After"] = str(INDEX_RETRY_AFTER_S)
    return answer


def _answer(status: HTTPStatus, notice: Notice) -> Response:
    is_health = request.path == HEALTH_PATH or request.path.startswith(f"{HEALTH_PATH}/")
    if is_health and status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        status = HTTPStatus.SERVICE_UNAVAILABLE
    if is_health or request.path.endswith(".json"):
        answer = jsonify(error=notice.as_dict())
    else:
        title = error_words.HTTP_ERRORS[status][0]
        page = render_template("error.html", status=int(status), title=title, notice=notice)
        answer = Response(page, mimetype="text/html")
    answer.status_code = status
    return answer
