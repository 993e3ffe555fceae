"""How is the server reached? Over the standard streams of its process, or over HTTP.

Over HTTP there are no sessions: each request is answered by itself. The names that a request may be
addressed to, and the sites whose pages may send one, are those of the settings, or this machine.
"""

import logging
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import anyio
import uvicorn
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from werkzeug.sansio.utils import host_is_trusted

from search_app.settings import Settings
from search_app.web.assistants.server import mcp_server
from search_app.web.assistants.site import Site

PATH = "/mcp"
# A call is its arguments, and these are no longer than an address and a little around it.
BODY_MAX_BYTES = 64_000
CONNECTIONS_MAX = 100
_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


def answer_on_stdio(settings: Settings) -> None:
    """Answer until the standard input ends."""
    server = mcp_server(Site(settings))

    async def run() -> None:
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    anyio.run(run)


def answer_on_http(
    settings: Settings, host: str, port: int, tell: Callable[[str, int], None]
) -> None:
    """Answer until interrupted. tell: is called with host and port as soon as it listens.

    Raises OSError when the port cannot be listened on.
    """
    with _listening(host, port) as listening:
        app = http_app(settings, host)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, limit_concurrency=CONNECTIONS_MAX
        )
        tell(*listening.getsockname()[:2])
        uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise OSError(f"cannot listen on port {port} of {host!r}: {error.strerror}") from error


def http_app(settings: Settings, host: str = "localhost") -> ASGIApp:
    """Return the server as an ASGI application. host: what it listens on."""
    made = mcp_server(Site(settings)).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=BODY_MAX_BYTES,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return _ToTrustedHosts(made, _hosts(settings, host))


def _hosts(settings: Settings, host: str) -> list[str]:
    if settings.trusted_hosts:
        return list(settings.trusted_hosts)
    named = urlsplit(settings.site_url).hostname
    listened = f"[{host}]" if ":" in host else host
    return list(filter(None, (named, listened, *_THIS_MACHINE)))


class _ToTrustedHosts:
    """Refuses requests that another site's name or page has led here.

    The SDK has such a check, but it knows no names with a leading dot (`.example.fr`), as the
    settings and the site do.
    """

    def __init__(self, app: ASGIApp, hosts: list[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refused(Headers(scope=scope)) if scope["type"] == "http" else None
        await (refused or self._app)(scope, receive, send)

    def _refused(self, headers: Headers) -> PlainTextResponse | None:
        host, origin = headers.get("host"), headers.get("origin")
        if not host_is_trusted(host, self._hosts):
            logging.getLogger(__name__).warning("a request for a host that is not trusted")
            return PlainTextResponse("Host: name it in the setting trusted_hosts.", 421)
        if origin and not host_is_trusted(urlsplit(origin).netloc, self._hosts):
            return PlainTextResponse("Origin: name its host in the setting trusted_hosts.", 403)
        return None
