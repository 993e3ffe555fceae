"""Which headers protect every answer? The page may load its own style sheet and nothing else."""

from flask import Flask, Response

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",
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
        return response
