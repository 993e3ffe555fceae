"""Which requests are refused because they, or their answers, are too large?

An address and a body are looked at before anything is searched. A page repeats its address in each
of some hundred links, so the length of the address bounds the size of the page. It counts as it
stands in these links: percent-encoded, whatever the reader sent.
"""

import re
from collections.abc import Callable
from urllib.parse import quote, urlencode

from flask import Flask, Response, abort, current_app, request
from flask.typing import RouteCallable

from search_app.model.errors import (
    AddressTooLongError,
    AnswerTooLargeError,
    BodyTooLargeError,
    TooManyFiltersError,
)
from search_app.model.facet import FacetField
from search_app.settings import Settings
from search_app.web.errors import answer_program_error
from search_app.web.urls import EXCLUDED_PREFIX, NO_VALUE_PARAMETER

# A name or an address, and a port; what else a `Host` contains would end in links.
_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_BYTES_IN_KB = 1000
_BODY_MAX = "body_max_bytes"
_FILTERS = {
    prefix + name
    for prefix in ("", EXCLUDED_PREFIX)
    for name in (*(field.parameter for field in FacetField), NO_VALUE_PARAMETER)
}


def accepts_body(max_bytes: int) -> Callable[[RouteCallable], RouteCallable]:
    """Let a view accept a request body of at most `max_bytes`; all others accept none."""

    def declare(view: RouteCallable) -> RouteCallable:
        setattr(view, _BODY_MAX, max_bytes)
        return view

    return declare


def limit_requests(app: Flask, settings: Settings) -> None:
    """Refuse requests to `app` that are too large. All its views must be registered before."""
    # What any view accepts, for the server in front.
    app.config["MAX_CONTENT_LENGTH"] = max(map(_body_max_bytes, app.view_functions.values()))

    @app.before_request
    def check() -> None:
        if not _HOST.fullmatch(request.headers.get("Host", "localhost")):
            abort(400)
        _check_body()
        _check_address(settings)

    @app.after_request
    def check_answer(response: Response) -> Response:
        # A file of the disk is sent piece by piece, and is not held in memory as other answers are.
        is_held = not response.direct_passthrough
        if is_held and (response.content_length or 0) > settings.answer_max_kb * _BYTES_IN_KB:
            return answer_program_error(AnswerTooLargeError(limit=settings.answer_max_kb))
        return response


def _check_body() -> None:
    limit = _body_max_bytes(current_app.view_functions.get(request.endpoint or ""))
    # werkzeug counts a body that has no length while a view reads it.
    request.max_content_length = limit
    is_chunked = "Transfer-Encoding" in request.headers
    if (request.content_length or 0) > limit or (is_chunked and not limit):
        raise BodyTooLargeError(limit=limit)


def _body_max_bytes(view: RouteCallable | None) -> int:
    return getattr(view, _BODY_MAX, 0)


def _check_address(settings: Settings) -> None:
    limit = settings.address_max_bytes
    # The first comparison keeps a huge address from being decoded.
    if len(request.query_string) > limit or _address_bytes() > limit:
        raise AddressTooLongError(limit=limit)
    if sum(len(request.args.getlist(name)) for name in _FILTERS) > settings.filter_values_max:
        raise TooManyFiltersError(limit=settings.filter_values_max)


def _address_bytes() -> int:
    return len(quote(request.path)) + len(urlencode(list(request.args.items(multi=True))))
