"""Does the site hold under fuzzed requests and beside four attackers? `python -m chaos.site`.

A real gunicorn and a real waitress serve notices. Each gets requests made of a grammar of addresses
and of random bytes; then readers are timed, alone and beside four clients that send the dearest
searches. It prints a table, and ends with 1 when a row does not reach what is asked.
"""

import argparse
import http.client
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from urllib.parse import quote

from chaos.notices import address_of, write_notices
from chaos.routes import NO_ROUTES, Routes, site_routes
from chaos.servers import EXPORT_LIMIT_S, LIMIT_S, SCRIPTS, Server, served
from chaos.table import Row, printed

FIRST = 1000
ATTACKERS = 4
READERS = 4
# What is asked: of the readers' p95, of the memory after all requests, and of its peak.
RATIO_MAX = 3.0
GROWTH_MAX = 1.2
PEAK_MAX = 2.0
# Of the fuzzed requests.
DEAR_SHARE = 0.01
EXPORT_SHARE = 0.005
_SHOWN_BYTES = 300
NAMES = ["q", "party", "not_party", "none", "topic", "date", "sort", "size", "page", "partial_page"]
NAMES += ["correction", "expansion", "explain", "rank", "partial_rank", "contains", "order", "from"]
NAMES += ["ids", "what", "cursor", "to"]
SIGNS = ['"', "(", ")", "*", "~", "-", ":", " ET ", " OU ", " SAUF ", "auteur:", "date:", "~9", "'"]


class Attack:
    """Makes requests, the same ones for the same seed.

    words: those of the index. routes: what the fuzzed requests are for.
    """

    def __init__(self, words: list[str], seed: int, routes: Routes = NO_ROUTES) -> None:
        self._words = words
        self._routes = routes
        self._draw = random.Random(seed)  # noqa: S311 - nothing secret

    def fuzzed(self) -> bytes:
        """Return a request: mostly of the grammar, else with random bytes, or of the dearest."""
        draw = self._draw
        if draw.random() < DEAR_SHARE:
            return self._get(self.dearest())
        whole = draw.random() < EXPORT_SHARE
        route = draw.choice(self._routes.exports if whole else draw.choice(self._routes.pages))
        pairs = [f"{draw.choice(NAMES)}={quote(self._text())}" for _ in range(draw.randrange(4))]
        if draw.random() < 0.02:  # noqa: PLR2004 - now and then, a great many
            pairs *= draw.randrange(1, 300)
        target = f"{route}?{'&'.join(pairs)}".encode()
        if draw.random() < 0.2:  # noqa: PLR2004
            place = draw.randrange(1, len(target))
            noise = draw.randbytes(draw.randrange(1, 20)).translate(None, b" \r\n\t\x0b\x0c")
            target = target[:place] + noise + target[place:]
        host = draw.choice([b"localhost"] * 20 + [b"a b", b"[::1", b"x" * 300, b"\xff"])
        method = draw.choice([b"GET"] * 20 + [b"HEAD", b"POST", b"PUT", b"OPTIONS", b"\xc3"])
        body = b"x" * draw.choice([0] * 20 + [1, 5000])
        length = b"Content-Length: %d\r\n" % len(body) if body else b""
        head = b"%b %b HTTP/1.1\r\nHost: %b\r\nConnection: close\r\n%b" % (
            *(method, target, host, length),
        )
        return head + b"X-Forwarded-For: " + self._address() + b"\r\n\r\n" + body

    def dearest(self) -> str:
        """Return the path of one of the searches that cost most, never the same twice."""
        draw = self._draw
        some = draw.sample(self._words[:400], 40)
        return (
            "/search?q="
            + draw.choice(
                [
                    quote(" OU ".join(draw.sample(self._words[:400], 100))),
                    quote(" ".join(some)),
                    quote(" ".join(f"{word[:3]}*" for word in some[:8] if len(word) > 2)),  # noqa: PLR2004
                    quote(" ".join(some[:4])) + "&size=100&explain=1",
                    quote(" ".join("".join(draw.choices("abdeiou", k=9)) for _ in range(8))),
                    quote(" ".join(some[:8])),
                ]
            )
        )

    def ordinary(self) -> str:
        """Return the path of what a reader asks: a search of two words, or a document."""
        if self._draw.random() < 0.3:  # noqa: PLR2004
            return address_of(f"{self._draw.randrange(100):06}.md")
        return "/search?q=" + quote(" ".join(self._draw.sample(self._words[:400], 2)))

    def _get(self, path: str) -> bytes:
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: "
        return head.encode() + self._address() + b"\r\n\r\n"

    def _text(self) -> str:
        draw = self._draw
        parts = [draw.choice(self._words) for _ in range(draw.randrange(6))]
        parts += [draw.choice(SIGNS) for _ in range(draw.randrange(4))]
        if draw.random() < 0.1:  # noqa: PLR2004
            parts.append(chr(draw.randrange(1, 0xD800)) * draw.randrange(1, 900))
        draw.shuffle(parts)
        return draw.choice(["", " "]).join(parts)

    def _address(self) -> bytes:
        return b"198.%d.%d.%d" % tuple(self._draw.randrange(256) for _ in range(3))


def fuzz(server: Server, attack: Attack, requests: int) -> tuple[Counter[str], list[int]]:
    """Return how many answers were faults, by kind, and the memory of a worker in kB.

    The memory is that after the first 1,000 requests (or all, if fewer), after all, and its peak.
    """
    faults: Counter[str] = Counter()

    def one(request: bytes) -> None:
        # An export has a limit of its own; a spreadsheet is sent once it is whole.
        limit_s = EXPORT_LIMIT_S if b"/search." in request[:20] else LIMIT_S
        started = time.monotonic()
        try:
            status, is_stated = server.send(request, limit_s)
        except OSError as error:
            met = [f"no answer ({error})"]
        else:
            is_error = status >= 500 and status != http.client.SERVICE_UNAVAILABLE  # noqa: PLR2004
            met = ["5xx"] * is_error
            met += ["no limit stated"] * (status in {429, 503} and not is_stated)
        took = time.monotonic() - started
        met += ["past the limit"] * (took > limit_s)
        faults.update(met)
        # A fault that nobody can explain is not mended.
        for fault in met:
            line = request.partition(b"\r\n")[0][:_SHOWN_BYTES]
            print(f"{fault} after {took:.1f} s: {line!r}", file=sys.stderr)

    memory = []
    with ThreadPoolExecutor(4) as pool:
        for count in (min(FIRST, requests), max(requests - FIRST, 0)):
            for _ in pool.map(one, (attack.fuzzed() for _ in range(count))):
                pass
            memory.append(server.memory_kb())
    return +faults, [*memory, server.memory_kb("VmHWM")]


def p95_ms(server: Server, words: list[str], requests: int, seed: int) -> float:
    """Return the 95th percentile of the times of `requests` of ordinary readers, in ms."""

    def one(number: int) -> float:
        path = Attack(words, seed + number).ordinary()
        started = time.perf_counter()
        server.get(path, f"192.0.2.{number % 200}")
        took = time.perf_counter() - started
        time.sleep(0.1)
        return took * 1000

    with ThreadPoolExecutor(READERS) as pool:
        times = sorted(pool.map(one, range(requests)))
    return times[int(len(times) * 0.95)]


@contextmanager
def attacked(server: Server, words: list[str]) -> Iterator[Counter[int]]:
    """Let four clients send the dearest searches; yields how often each status was answered."""
    ended = Event()
    statuses: Counter[int] = Counter()

    def attack(number: int) -> None:
        made = Attack(words, -number - 1)
        while not ended.is_set():
            with suppress(OSError):
                statuses[server.get(made.dearest(), f"203.0.113.{number}")] += 1

    with ThreadPoolExecutor(ATTACKERS) as pool:
        for number in range(ATTACKERS):
            pool.submit(attack, number)
        try:
            yield statuses
        finally:
            ended.set()


def _rows(asked: argparse.Namespace) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = Path(folder) / "corpus", Path(folder) / "index"
        words = write_notices(corpus, asked.notices)
        folders = ["--corpus", str(corpus), "--index", str(index)]
        command = [str(SCRIPTS / "search-app"), *folders, "reindex"]
        subprocess.run(command, check=True, capture_output=True)
        routes = site_routes(index, address_of("000001.md").rpartition("/")[2])
        for name in ("gunicorn", "waitress"):
            with served(name, index) as server:
                p95_ms(server, words, READERS * 5, seed=1)
                alone = p95_ms(server, words, asked.readings, seed=10_000)
                with attacked(server, words) as statuses:
                    beside = p95_ms(server, words, asked.readings, seed=20_000)
                yield Row(
                    f"{name}: p95 of readers beside four attackers",
                    f"{RATIO_MAX:.0f} × that alone",
                    f"{beside:.0f} ms, {beside / alone:.1f} × {alone:.0f} ms; the attackers were "
                    f"answered {dict(statuses)}",
                    beside <= RATIO_MAX * alone,
                )
            with served(name, index) as server:
                faults, (first, last, peak) = fuzz(server, Attack(words, 3, routes), asked.requests)
                yield Row(
                    f"{name}: {asked.requests} fuzzed requests",
                    f"0 × 5xx; 503 and 429 with their limit and Retry-After; {LIMIT_S:.0f} s each, "
                    f"exports {EXPORT_LIMIT_S:.0f} s",
                    f"{dict(faults) or 'held'}",
                    not faults,
                )
                yield Row(
                    f"{name}: memory of a worker after {asked.requests} requests; at its peak",
                    f"{GROWTH_MAX} ×, {PEAK_MAX} × that after {FIRST}",
                    f"{last / first:.2f} ×, {peak / first:.2f} × {first / 1000:.0f} MB",
                    last <= GROWTH_MAX * first and peak <= PEAK_MAX * first,
                )


def main(arguments: list[str] | None = None) -> int:
    """Print the table, and return 0 when every row reaches what is asked, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000, help="fuzzed ones, to each server")
    parser.add_argument("--readings", type=int, default=400, help="requests of readers timed")
    parser.add_argument("--notices", type=int, default=5000)
    return printed(_rows(parser.parse_args(arguments)))


if __name__ == "__main__":
    sys.exit(main())
