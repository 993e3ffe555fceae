"""Which security headers does every answer have?

The Content-Security-Policy lets a page load files of this site and nothing else. The others keep
the page out of frames and windows of other sites, and away from the devices of the reader.
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
_DEVICES = ("accelerometer", "camera", "geolocation", "microphone", "payment", "usb")
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "Permissions-Policy": ", ".join(f"{device}=()" for device in _DEVICES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
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
