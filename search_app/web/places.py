"""At which address is a page of the site? Worked out once: a page has dozens of such links."""

from functools import lru_cache
from typing import Any
from urllib.parse import quote

import flask
from flask import request

_PLACEHOLDER = "_"


def url_for(endpoint: str, **values: str | int) -> str:
    """Return what `flask.url_for` does inside the site, under the prefix that it is mounted at."""
    return _url(request.script_root, endpoint, tuple(values.items()))


def document_url(document_id: str) -> str:
    return url_for("documents.html", document_id=_PLACEHOLDER).removesuffix(_PLACEHOLDER) + quote(
        document_id
    )


@lru_cache(maxsize=1024)
def _url(script_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:  # noqa: ARG001 - part of what is kept
    return flask.url_for(endpoint, **dict(values))
