"""At which address is a page of the site?

Flask takes long to work an address out, and a page has dozens of links: each is worked out once.
"""

from functools import lru_cache
from typing import Any
from urllib.parse import quote

from flask import current_app, request

# Stands for the id of a document in the one address that is kept for all of them.
_PLACEHOLDER = "_"


def url_for(endpoint: str, **values: str | int) -> str:
    """Return the path of a view, with the prefix that the site is mounted at.

    Unlike `flask.url_for`, it also works in the answer to a request whose `Host` is refused.
    """
    return _url(request.script_root, endpoint, tuple(values.items()))


def document_url(document_id: str) -> str:
    return url_for("documents.html", document_id=_PLACEHOLDER).removesuffix(_PLACEHOLDER) + quote(
        document_id
    )


def asked_arguments() -> str:
    """Return what follows the path in the address that was asked for: "?q=cloud", or ""."""
    asked = request.query_string.decode("ascii", "replace")
    return f"?{asked}" if asked else ""


@lru_cache(maxsize=1024)
def _url(script_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    # The host is not part of a path: any will do.
    adapter = current_app.url_map.bind("localhost", script_name=script_root or "/")
    return adapter.build(endpoint, dict(values))
