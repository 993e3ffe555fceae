"""What may a browser keep? A page is kept and asked for again: 304 when it is still the same.

An answer is a function of the address, the generation of the index, the day (relative dates count
from it), the settings and the program. Their digest is its ETag, so that a browser that has the
page is answered without a search.
"""

import hashlib
import time
from pathlib import Path

from flask import Flask, Response, g, make_response, request

from search_app.model.errors import SearchIndexError
from search_app.settings import Settings
from search_app.web.asking import searcher, timeout_s, today

# The pages whose every word follows from what the digest is made of.
_KEPT = {
    *("pages", "advancing", "about", "documents", "browsing", "listing", "quoting"),
    *("interface", "feeds", "discovery", "delaying", "trending"),
}
_PROGRAM = Path(__file__).resolve().parent.parent
# A page is kept, and is asked for again at each use; an error is not kept.
ASK_AGAIN = "no-cache"
DO_NOT_KEEP = "no-store"


def let_browsers_keep(app: Flask, settings: Settings) -> None:
    """Give each answer of `app` a Cache-Control, and pages an ETag."""
    fixed = _digest_of_program(settings)

    def is_whole() -> bool:
        """Tell whether no part of the answer can have been left out for want of time."""
        in_time = time.monotonic() - g.started < timeout_s()
        return in_time and not g.get("is_incomplete", False)

    @app.before_request
    def answer_if_unchanged() -> Response | None:
        if request.blueprint not in _KEPT or request.method not in {"GET", "HEAD"}:
            return None
        g.started = time.monotonic()
        try:
            generation = searcher().generation.id
        except SearchIndexError:
            return None  # The view says so, or does without an index.
        parts = (generation, today().isoformat(), request.host_url, request.full_path)
        digest = fixed.copy()
        digest.update("\0".join(parts).encode("utf-8", "surrogatepass"))
        g.etag = digest.hexdigest()[:32]
        if not request.if_none_match.contains_weak(g.etag):
            return None
        return make_response("", 304)

    @app.after_request
    def say_how_long(response: Response) -> Response:
        if "etag" in g and response.status_code in {200, 304} and is_whole():
            response.set_etag(g.etag, weak=True)
        if "Cache-Control" not in response.headers:
            kept = response.status_code < 400  # noqa: PLR2004 - the first error
            response.headers["Cache-Control"] = ASK_AGAIN if kept else DO_NOT_KEEP
        return response


def _digest_of_program(settings: Settings) -> "hashlib._Hash":
    digest = hashlib.sha256(repr(settings).encode())
    for path in sorted(_PROGRAM.rglob("*")):
        if path.suffix in {".py", ".html", ".xml", ".csv", ".txt", ".css", ".js"}:
            digest.update(path.read_bytes())
    return digest
