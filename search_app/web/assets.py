"""At which address is a static file served, and how short? The address changes with the file.

So browsers may keep what they got for a year, and ask again as soon as the file is another. Style
sheets and scripts are served without their comments and indentation, which only we read.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from rcssmin import cssmin
from rjsmin import jsmin

from search_app.web.places import url_for

BROWSER_CACHE_S = 365 * 24 * 3600
_FOR_A_YEAR = f"public, max-age={BROWSER_CACHE_S}, immutable"
_SHORTENED: dict[str, tuple[Callable[[str], str], str]] = {
    ".css": (cssmin, "text/css"),
    ".js": (jsmin, "text/javascript"),
}


def serve_assets(app: Flask) -> None:
    """Let browsers keep the files of `static` for a year, at addresses with their digests.

    Templates get `asset(name)`, which returns the address of a file with a digest of its bytes. The
    style sheet has the digests of the fonts in itself.
    """
    files = {path.name: _served(path) for path in Path(str(app.static_folder)).iterdir()}
    digests = {name: hashlib.sha256(data).hexdigest()[:8] for name, data in files.items()}

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=digests[name])

    def static(filename: str) -> ResponseReturnValue:
        kind = _SHORTENED.get(Path(filename).suffix)
        if not kind or filename not in files:
            return app.send_static_file(filename)
        response = Response(files[filename], mimetype=kind[1])
        response.set_etag(digests[filename])
        return response.make_conditional(request)

    @app.after_request
    def let_keep(response: Response) -> Response:
        digest = digests.get((request.view_args or {}).get("filename", ""), "")
        if request.endpoint == "static" and digest and request.args.get("v") == digest:
            response.headers["Cache-Control"] = _FOR_A_YEAR
        return response

    app.view_functions["static"] = static
    app.jinja_env.globals["asset"] = asset


def _served(path: Path) -> bytes:
    """Return the bytes of a file as they are served."""
    if kind := _SHORTENED.get(path.suffix):
        return kind[0](path.read_text(encoding="utf-8")).encode()
    return path.read_bytes()
