"""How do the tools ask the site? As a WSGI application in their own process, without a network."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from werkzeug.test import create_environ
from werkzeug.wrappers import Response

from search_app.model.results import Unfinished
from search_app.settings import Settings
from search_app.web.app import create_app, warm_up
from search_app.web.site_address import site_base_url

_OUT_OF_TIME = (
    "La recherche a atteint sa limite de temps\u00a0: rien n’est su de ses documents."
    " Précisez-la, ou réessayez dans un instant."
)
Pairs = Sequence[tuple[str, str]]
"""Names and values of parameters, in the order of an address."""


@dataclass(eq=False)
class RefusedError(Exception):
    """What a tool cannot answer. message: a French sentence that says what would be accepted."""

    message: str
    status: HTTPStatus = HTTPStatus.BAD_REQUEST


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks. address: that of the client. headers: what the site may believe of proxies."""

    address: str = "127.0.0.1"
    headers: Mapping[str, str] = field(default_factory=dict)


class Site:
    """The site of some settings, asked in this process.

    Its limits hold for each asker, and dear searches take their turn with those of the processes
    that serve the same index.
    """

    def __init__(self, settings: Settings) -> None:
        self._app = create_app(settings)
        warm_up(self._app)
        self._base_url = site_base_url(settings)

    def get(self, asker: Asker, path: str, pairs: Pairs = ()) -> dict[str, Any]:
        """Return what a JSON address answers. path: encoded, without the prefix of the site.

        Raises RefusedError with the words of the site for any answer but 200, and when there was
        no time to find the documents, for then all numbers are 0.
        """
        environ = create_environ(
            path,
            self._base_url,
            query_string=urlencode(pairs, errors="replace"),
            headers=dict(asker.headers),
            environ_base={"REMOTE_ADDR": asker.address},
        )
        answer = Response.from_app(self._app, environ, buffered=True)
        status = HTTPStatus(answer.status_code)
        if status != HTTPStatus.OK:
            raise RefusedError(_said(answer), status)
        found: dict[str, Any] = json.loads(answer.get_data())
        if Unfinished.MATCHING in found.get("unfinished", ()):
            raise RefusedError(_OUT_OF_TIME, HTTPStatus.SERVICE_UNAVAILABLE)
        return found

    def address(self, path: str, pairs: Iterable[tuple[str, str]]) -> str:
        """Return the address of a page, with scheme and host, for people to open."""
        arguments = urlencode(list(pairs), errors="replace")
        return f"{self._base_url}{path}?{arguments}" if arguments else f"{self._base_url}{path}"


def _said(answer: Response) -> str:
    """Return the message of an error, and what is accepted where the message does not say so."""
    try:
        error = json.loads(answer.get_data())["error"]
    except (ValueError, KeyError):  # a redirection has a page
        return HTTPStatus(answer.status_code).phrase
    said = [error["message"]]
    if missing := [one for one in error["accepted"] if one not in error["message"]]:
        said.append(f"Accepté\u00a0: {', '.join(missing)}.")
    if retry_after := answer.headers.get("Retry-After"):
        said.append(f"Redemandez dans {retry_after} s.")
    return " ".join(said)
