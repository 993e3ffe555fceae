"""Which security headers does every answer have?

The Content-Security-Policy lets a page load files of this site and nothing else.
"""

from flask import Flask, Response, request

_YEAR_S = 365 * 24 * 3600
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


def protect(app: Flask) -> None:
    """Put the headers on every answer of `app`: pages, JSON, static files and errors alike."""

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={_YEAR_S}"
        return response
