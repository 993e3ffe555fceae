"""Which answers may the script of a page of another site read? Those that are made for programs.

The data is public, and no answer depends on who asks: there are no cookies and no passwords.
"""

from flask import Flask, Response, request

# The endings of the addresses that programs read: JSON and feeds.
READ_BY_PROGRAMS = (".json", ".atom")
_DAY_S = 24 * 3600
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
# Browsers ask for these before a request with a header of its own.
_HEADERS_BEFORE = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": str(_DAY_S),
}


def let_other_sites_read(app: Flask) -> None:
    """Let scripts of any site read what `app` answers at the addresses for programs."""

    @app.after_request
    def allow(response: Response) -> Response:
        if request.path.endswith(READ_BY_PROGRAMS):
            response.headers.update(_HEADERS)
            if request.method == "OPTIONS":
                response.headers.update(_HEADERS_BEFORE)
        return response
