"""Under which address do readers know the site, and who is the reader behind a proxy?

What a proxy or a reader writes into a request is believed only as far as the settings say: the
scheme, the host and the prefix of addresses come from `site_url`, that of the client from the last
`trusted_proxies` entries of `X-Forwarded-For`.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from search_app.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class MountedAt:
    """Gives each request the scheme and the prefix of `site_url`.

    The proxy in front may leave the prefix in the path, or take it away.
    """

    def __init__(self, wsgi_app: "WSGIApplication", site_url: str) -> None:
        self._wsgi_app = wsgi_app
        parts = urlsplit(site_url)
        self._scheme = parts.scheme
        self._prefix = parts.path.rstrip("/")

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse"):  # type: ignore[no-untyped-def] # noqa: ANN204
        environ["wsgi.url_scheme"] = self._scheme
        path = environ.get("PATH_INFO", "")
        if self._prefix and not environ.get("SCRIPT_NAME"):
            environ["SCRIPT_NAME"] = self._prefix
            if path == self._prefix or path.startswith(f"{self._prefix}/"):
                environ["PATH_INFO"] = path.removeprefix(self._prefix)
        return self._wsgi_app(environ, start_response)


def place(app: Flask, settings: Settings) -> None:
    """Serve `app` at the address that the settings name, to the hosts that they trust."""
    hosts = list(settings.trusted_hosts)
    if settings.site_url:
        host = urlsplit(settings.site_url).hostname or ""
        hosts = hosts or [host, "localhost", "127.0.0.1"]
        app.wsgi_app = MountedAt(app.wsgi_app, settings.site_url)  # type: ignore[method-assign]
    app.config["TRUSTED_HOSTS"] = hosts or None
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=0, x_host=0
        )


def site_base_url(settings: Settings) -> str:
    """Return the address of the site without a request: the configured one, or where `serve`
    listens by default.
    """
    if settings.site_url:
        return settings.site_url
    trusted = next((name.lstrip(".") for name in settings.trusted_hosts), "")
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{trusted or f'{name}:{settings.port}'}"
