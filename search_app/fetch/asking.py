"""How is a server asked for one address? With time-outs, and no further than we want to be led.

Certificates are checked against those that the system trusts and against certifi's, for systems
that have none. A proxy of the environment (HTTPS_PROXY, NO_PROXY) is used.
"""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import certifi
import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    InvalidHeader,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from search_app.fetch.failures import DownloadError, DownloadInterruptedError

USER_AGENT = f"search-app/{version('search-app')} (full-text search of parliamentary questions)"
CONNECT_LIMIT_S = 15.0
SILENCE_LIMIT_S = 60.0
REDIRECTIONS_MAX = 5
_TRY_AGAIN = (408, 429, 500, 502, 503, 504)


@contextmanager
def asked(address: str, headers: Mapping[str, str]) -> Iterator[urllib3.BaseHTTPResponse]:
    """Lend the answer of a server, whose content is still to be read. Its status is below 400.

    What fails later, while the content is read, is raised as here. Raises DownloadInterruptedError
    when asking again may help, and DownloadError otherwise.
    """
    try:
        with _led_to_the_end(address, headers) as answer:
            _refuse_errors(answer)
            yield answer
    except (SSLError, LocationValueError) as error:
        raise DownloadError(str(error)) from error
    except HTTPError as error:
        raise DownloadInterruptedError(_in_words(error)) from error


@contextmanager
def _led_to_the_end(address: str, headers: Mapping[str, str]) -> Iterator[urllib3.BaseHTTPResponse]:
    at = address
    for _ in range(REDIRECTIONS_MAX + 1):
        with _pool_for(at) as pool:
            answer = pool.request(
                "GET",
                at,
                headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **headers},
                timeout=urllib3.Timeout(connect=CONNECT_LIMIT_S, read=SILENCE_LIMIT_S),
                retries=False,
                redirect=False,
                preload_content=False,
            )
            try:
                location = answer.get_redirect_location()
                if not location:
                    yield answer
                    return
            finally:
                answer.close()
        at = _allowed(at, location)
    raise DownloadError(f"more than {REDIRECTIONS_MAX} redirections")


def _allowed(at: str, location: str) -> str:
    """Return where a redirection leads; from https it leads to https only."""
    schemes = {"https"} if urlsplit(at).scheme == "https" else {"http", "https"}
    with suppress(ValueError):
        to = urljoin(at, location)
        if urlsplit(to).scheme in schemes:
            return to
    raise DownloadError(f"redirected to {location}, which is not allowed")


def _pool_for(address: str) -> urllib3.PoolManager:
    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme)
    if proxy and not proxy_bypass(parts.hostname or ""):
        user, has_user, _ = urlsplit(proxy).netloc.rpartition("@")
        known_as = urllib3.make_headers(proxy_basic_auth=unquote(user)) if has_user else None
        return urllib3.ProxyManager(
            proxy, proxy_headers=known_as, ssl_context=_certificates_checked()
        )
    return urllib3.PoolManager(ssl_context=_certificates_checked())


@cache
def _certificates_checked() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _in_words(error: HTTPError) -> str:
    match error:
        case NameResolutionError():
            return "no server of this name is known"
        case NewConnectionError():
            return f"no connection: {str(error).rpartition(': ')[2]}"
        case ConnectTimeoutError():
            return f"no connection within {CONNECT_LIMIT_S:.0f} s"
        case ReadTimeoutError():
            return f"nothing came for {SILENCE_LIMIT_S:.0f} s"
        case ProtocolError():
            return "the connection broke off"
    return str(error)


def _refuse_errors(answer: urllib3.BaseHTTPResponse) -> None:
    status = answer.status
    if status < HTTPStatus.BAD_REQUEST or status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        return
    why = f"status {status} {answer.reason or ''}".strip()
    if status in _TRY_AGAIN:
        retry_after_s = _retry_after_s(answer.headers.get("Retry-After", ""))
        raise DownloadInterruptedError(why, retry_after_s)
    raise DownloadError(why)


def _retry_after_s(header: str) -> float:
    try:
        return urllib3.Retry().parse_retry_after(header)
    except InvalidHeader:
        return 0.0
