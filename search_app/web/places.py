"""At which address is a page of the site?

Flask takes long to work an address out, and a page has dozens of links: each is worked out once.
"""

from functools import lru_cache
from typing import Any
from urllib.parse import quote

import flask
from flask import request

# Stands for the id of a document in the one address that is kept for all of them.
_PLACEHOLDER = "_"


def url_for(endpoint: str, **values: str | int) -> str:
    """Return the path that `flask.url_for` gives, with the prefix that the site is mounted at."""
    return _url(request.script_root, endpoint, tuple(values.items()))


def document_url(document_id: str) -> str:
    return url_for("documents.html", document_id=_PLACEHOLDER).removesuffix(_PLACEHOLDER) + quote(
        document_id
    )


@lru_cache(maxsize=1024)
def _url(script_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:  # noqa: ARG001 - part of the cache key
    return flask.url_for(endpoint, **dict(values))
