"""A site of open data on this machine, as honest or as faulty as a test wants it."""

import hashlib
import io
import random
import re
import ssl
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

CHANGED = "Tue, 03 Nov 2026 04:00:00 GMT"
QE_17 = "/17/questions/questions_ecrites/Questions_ecrites.json.zip"
QG_17 = "/17/questions/questions_gouvernement/Questions_gouvernement.json.zip"
SENAT = "/questions/questions.zip"


def zip_of(text: str, *, padding_bytes: int = 200_000) -> bytes:
    """A zip of two entries, of which the second makes it large: it cannot be compressed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("notes/a.txt", text)
        opened.writestr("notes/.padding", b"")
        opened.writestr("notes/b.txt", random.Random(text).randbytes(padding_bytes))  # noqa: S311
    return made.getvalue()


def etag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:16]}"'


class Asked(BaseHTTPRequestHandler):
    """One request. `site` is the site that answers it."""

    protocol_version = "HTTP/1.1"
    site: "OfficialSite"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.site.requests.append((self.path, dict(self.headers)))
        fault = self.site.faults.pop(0) if self.site.faults else None
        (fault or Asked.as_it_should)(self)

    def as_it_should(self) -> None:
        content = self.site.files.get(self.path)
        if content is None:
            self.send(HTTPStatus.NOT_FOUND)
            return
        facts = self.site.facts_of(content)
        if self._is_known(facts):
            self.send(HTTPStatus.NOT_MODIFIED, headers=facts)
            return
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if_range = self.headers.get("If-Range")
        if not asked or not self.site.ranges or if_range not in {None, *facts.values()}:
            self.send(HTTPStatus.OK, content, facts)
        elif (start := int(asked[1])) >= len(content):
            facts |= {"Content-Range": f"bytes */{len(content)}"}
            self.send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, b"", facts)
        else:
            facts |= {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
            self.send(HTTPStatus.PARTIAL_CONTENT, content[start:], facts)

    def _is_known(self, facts: Mapping[str, str]) -> bool:
        known = {self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")}
        return bool({*facts.values()} & known)

    def send(
        self,
        status: int,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
        length: int | None = None,
        reason: str | None = None,
    ) -> None:
        """Send an answer. length: what is said of its length, when that is not true."""
        self.send_response(status, reason)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content) if length is None else length))
        self.end_headers()
        self.wfile.write(content)
        if length is not None:
            self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what some tests are about; anything else is an error."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


Fault = Callable[[Asked], None]


class OfficialSite:
    """What is published, by its path, and what goes wrong with the next requests, in their order.

    ranges: whether the rest of a file may be asked for. facts_of: the headers that tell a version.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.faults: list[Fault | None] = []
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.ranges = True
        self.facts_of: Callable[[bytes], dict[str, str]] = lambda content: {
            "ETag": etag_of(content),
            "Last-Modified": CHANGED,
        }
        self.address = ""

    @contextmanager
    def running(self, tls: ssl.SSLContext | None = None) -> Iterator["OfficialSite"]:
        answering = type("Answering", (Asked,), {"site": self})
        with _Server(("127.0.0.1", 0), answering) as server:
            if tls:
                server.socket = tls.wrap_socket(server.socket, server_side=True)
            scheme = "https" if tls else "http"
            self.address = f"{scheme}://127.0.0.1:{server.server_address[1]}"
            thread = Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            try:
                yield self
            finally:
                server.shutdown()
                thread.join()


def cut_after(size: int) -> Fault:
    """The line breaks after so many bytes of the content."""

    def answer(asked: Asked) -> None:
        content = asked.site.files[asked.path]
        facts = asked.site.facts_of(content)
        asked.send(HTTPStatus.OK, content[:size], facts, length=len(content))

    return answer


def status(code: int, *, reason: str | None = None, **headers: str) -> Fault:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: asked.send(code, b"<p>Erreur</p>", told, reason=reason)


def content(sent: bytes, *, length: int | None = None, **headers: str) -> Fault:
    """Something else comes, with status 200."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: asked.send(HTTPStatus.OK, sent, told, length=length)
