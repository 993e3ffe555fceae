"""Which HTTP status does an error have, and how is it answered? With a page, or as JSON.

No view catches an error: all of them end here. `error_words` has the sentences.
"""

from http import HTTPStatus
from urllib.parse import quote

from flask import Flask, Response, current_app, g, jsonify, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from search_app.model.errors import (
    AddressTooLongError,
    BodyTooLargeError,
    LimitError,
    OutdatedError,
    ParameterError,
    QueryError,
    SearchAppError,
    SearchIndexError,
    TooBusyError,
    TooManyRequestsError,
)
from search_app.web import error_words
from search_app.web.asking import settings
from search_app.web.notices import Notice, code_of, notice_of
from search_app.web.places import asked_arguments

# The first class that an error belongs to counts.
STATUS: tuple[tuple[type[SearchAppError], HTTPStatus], ...] = (
    (QueryError, HTTPStatus.BAD_REQUEST),
    (ParameterError, HTTPStatus.BAD_REQUEST),
    (OutdatedError, HTTPStatus.GONE),
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
# The same after a search that ran out of time and can only be answered whole.
OUT_OF_TIME_RETRY_AFTER_S = 5
# What programs read: there an error is JSON, too.
_FOR_PROGRAMS = (".json", ".jsonl", "/batch.csv")
# Answers with these statuses say when to ask again.
RETRIED = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


def answer_errors(app: Flask) -> None:
    """Answer every error of `app` in French.

    The answer is JSON at `/health`, at `/batch.csv` and at addresses that end in `.json` or
    `.jsonl`, and a page elsewhere.
    """
    app.register_error_handler(SearchAppError, answer_program_error)
    app.register_error_handler(TimeoutError, _answer_out_of_time)
    app.register_error_handler(HTTPException, _answer_http_error)


def answer_program_error(error: SearchAppError) -> Response:
    status = status_of(type(error))
    if isinstance(error, LimitError):
        g.limit_met = notice_of(error).code
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        current_app.logger.error("%s", error)
    answer = _answer(status, notice_of(error))
    retry_after_s = getattr(error, "retry_after_s", INDEX_RETRY_AFTER_S)
    if answer.status_code in RETRIED:
        answer.headers["Retry-After"] = str(retry_after_s)
    return answer


def _answer_out_of_time(_: TimeoutError) -> Response:
    limit_s, again_s = settings().search_timeout_ms / 1000, OUT_OF_TIME_RETRY_AFTER_S
    notice = Notice(code="out_of_time", message=error_words.out_of_time(limit_s, again_s))
    answer = _answer(HTTPStatus.SERVICE_UNAVAILABLE, notice)
    answer.headers["Retry-After"] = str(OUT_OF_TIME_RETRY_AFTER_S)
    return answer


def status_of(kind: type[SearchAppError]) -> HTTPStatus:
    return next(status for base, status in STATUS if issubclass(kind, base))


def codes_of(status: HTTPStatus) -> list[str]:
    """Return the codes of the errors that are answered with a status, sorted."""
    worded: list[type[SearchAppError]] = [ParameterError, *error_words.ERRORS]
    codes = {code_of(kind) for kind in worded if status_of(kind) == status}
    if not codes or status == HTTPStatus.BAD_REQUEST:
        codes.add(status.name.lower())
    return sorted(codes)


def _answer_http_error(error: HTTPException) -> Response | AnyResponse:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()  # A redirection is left to werkzeug.
    status = HTTPStatus(error.code)
    if status == HTTPStatus.NOT_FOUND and (address := _address_without_slash()):
        return redirect(address, HTTPStatus.PERMANENT_REDIRECT)
    notice = Notice(code=status.name.lower(), message=error_words.http_error(status)[1])
    answer = _answer(status, notice)
    allowed = dict(error.get_headers()).get("Allow")
    if allowed:
        answer.headers["Allow"] = allowed
    if status in RETRIED:
        answer.headers["Retry-After"] = str(INDEX_RETRY_AFTER_S)
    return answer


def _address_without_slash() -> str:
    """Return the address of this request without the slash at its end, "" when it is none, too."""
    path = f"/{request.path.strip('/')}"
    routes = current_app.create_url_adapter(request)
    is_unknown = request.routing_exception is not None and request.path.endswith("/")
    if not is_unknown or not routes or not routes.test(path, request.method):
        return ""
    return f"{request.script_root}{quote(path)}{asked_arguments()}"


def _answer(status: HTTPStatus, notice: Notice) -> Response:
    is_health = request.path == HEALTH_PATH or request.path.startswith(f"{HEALTH_PATH}/")
    if is_health and status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        status = HTTPStatus.SERVICE_UNAVAILABLE
    if is_health or request.path.endswith(_FOR_PROGRAMS):
        answer = jsonify(error=notice.as_dict())
    else:
        title, _ = error_words.http_error(status)
        page = render_template("error.html", status=int(status), title=title, notice=notice)
        answer = Response(page, mimetype="text/html")
    answer.status_code = status
    return answer
