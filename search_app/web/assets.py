"""At which address is a static file served? It changes with the file.

So browsers may keep what they got for a year, and ask again as soon as the file is another.
"""

import hashlib
from pathlib import Path

from flask import Flask, Response, request

from search_app.web.places import url_for

BROWSER_CACHE_S = 365 * 24 * 3600
_FOR_A_YEAR = f"public, max-age={BROWSER_CACHE_S}, immutable"


def serve_assets(app: Flask) -> None:
    """Let browsers keep the files of `static` for a year, at addresses with their digests.

    Templates get `asset(name)`, which returns the address of a file with a digest of its bytes. The
    style sheet has the digests of the fonts in itself.
    """
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        for path in Path(str(app.static_folder)).iterdir()
    }

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=digests[name])

    @app.after_request
    def let_keep(response: Response) -> Response:
        digest = digests.get((request.view_args or {}).get("filename", ""), "")
        if request.endpoint == "static" and digest and request.args.get("v") == digest:
            response.headers["Cache-Control"] = _FOR_A_YEAR
        return response

    app.jinja_env.globals["asset"] = asset
