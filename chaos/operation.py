"""Does the site answer without a fault while it is operated? `python -m chaos.operation`.

A real gunicorn, of four workers unless told otherwise, is asked for searches, documents, facets and
suggestions: while its corpus is indexed, its workers are killed, and it is reloaded, again and
again. Some documents, the witnesses, say in each of their parts which reindex they are of: an
answer with parts of two generations is seen. It ends with 1 when one is not right, or a request
that no killed worker held.
"""

import argparse
import http.client
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote

from chaos.notices import address_of, told, write_notices, write_witnesses
from chaos.servers import SCRIPTS, Server, served
from chaos.table import Row, printed

FULL = (2, 10, 18)  # of the reindexes
PAUSE_S = 0.02
_ANSWERS = 4  # after which a server is known to answer
# Workers that start together on a busy machine keep a request waiting: nothing is to be lost by it.
ANSWER_LIMIT_S = 120.0
SETTLED_S = 240.0
MIXED = "of two generations"
_GENERATION, _WITNESS = re.compile(r'"generation": ?"([^"]+)"'), address_of("temoin07.md")
OF_WITNESSES = (
    "/search?q=temoin",
    "/search.json?q=temoin",
    "/search/values/year?q=temoin",
    _WITNESS,
    f"{_WITNESS}?q=temoin&rank=2",
    f"{_WITNESS}.json",
    "/suggest.json?q=tem",
)


@dataclass(slots=True)
class Seen:
    """What the readers have seen.

    times_s: of each request that was answered. faults: how often each kind was. failed: the ports
    from which requests were sent that had no answer of status 200. numbers: of the reindexes that
    the witnesses told.
    """

    times_s: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    failed: list[int] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)

    def percentile_ms(self, share: float) -> float:
        return sorted(self.times_s)[int(len(self.times_s) * share)] * 1000


class Readers:
    """Readers of a site, each with a request at a time.

    words: those of its documents, of which there are `documents` besides the witnesses.
    """

    def __init__(self, server: Server, count: int, words: list[str], documents: int) -> None:
        self._server = server
        self._count = count
        self._words = words[:400]
        self._documents = documents
        self._reindex_of: dict[str, int] = {}

    @contextmanager
    def reading(self) -> Iterator[Seen]:
        seen, ended = Seen(), Event()
        threads = [Thread(target=self._read, args=(n, seen, ended)) for n in range(self._count)]
        for thread in threads:
            thread.start()
        try:
            yield seen
        finally:
            ended.set()
            for thread in threads:
                thread.join()

    def _read(self, reader: int, seen: Seen, ended: Event) -> None:
        draw = random.Random(reader)  # noqa: S311 - nothing secret
        count = 0
        while not ended.is_set():
            count += 1
            self._ask(self._path(draw), f"10.{reader}.{count >> 8 & 255}.{count & 255}", seen)
            time.sleep(PAUSE_S)

    def _path(self, draw: random.Random) -> str:
        words = quote(" ".join(draw.sample(self._words, 2)))
        document = address_of(f"{draw.randrange(self._documents):06}.md")
        ordinary = (f"/search?q={words}", f"/search.json?q={words}", document)
        return draw.choice(OF_WITNESSES if draw.random() < 0.5 else ordinary)  # noqa: PLR2004

    def _ask(self, path: str, client: str, seen: Seen) -> None:
        started, port = time.perf_counter(), 0
        connection = http.client.HTTPConnection(
            "127.0.0.1", self._server.port, timeout=ANSWER_LIMIT_S
        )
        try:
            connection.connect()
            port = connection.sock.getsockname()[1]
            headers = {"X-Forwarded-For": client, "Connection": "close"}
            connection.request("GET", path, headers=headers)
            with connection.getresponse() as answer:
                status, body = answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            seen.faults[f"{type(error).__name__}"] += 1
            seen.failed.append(port)
            return
        finally:
            connection.close()
        seen.times_s.append(time.perf_counter() - started)
        if status != http.client.OK:
            seen.faults[f"status {status}"] += 1
            seen.failed.append(port)
        elif path in OF_WITNESSES:
            self._look(body, seen)

    def _look(self, body: str, seen: Seen) -> None:
        numbers = told(body)
        seen.numbers |= numbers
        generation = _GENERATION.search(body)
        if generation and numbers:
            numbers.add(self._reindex_of.setdefault(generation[1], min(numbers)))
        seen.faults[MIXED] += len(numbers) > 1


def reindexed(corpus: Path, index: Path, *options: str) -> None:
    """Run the command. Raises CalledProcessError, whose output says why it failed."""
    folders = ["--corpus", str(corpus), "--index", str(index)]
    command = [str(SCRIPTS / "search-app"), *folders, "reindex", *options]
    subprocess.run(command, check=True, capture_output=True)


def reindex_often(readers: Readers, corpus: Path, index: Path, count: int, seconds: float) -> Seen:
    """Reindex `count` times, some in full, in so many seconds or more."""
    started = time.monotonic()
    with readers.reading() as seen:
        for number in range(1, count + 1):
            write_witnesses(corpus, number)
            reindexed(corpus, index, *(["--full"] if number in FULL else []))
            time.sleep(max(0, started + seconds * number / count - time.monotonic()))
        _wait_until(lambda: count in seen.numbers)
    return seen


def kill_workers(readers: Readers, server: Server, count: int) -> tuple[Seen, set[int]]:
    """Kill `count` workers that are answering; return also the ports of the requests on them."""
    held: set[int] = set()
    wanted = len(server.workers())
    with readers.reading() as seen:
        for _ in range(count):
            worker, clients = _stopped_while_answering(server)
            held |= clients
            os.kill(worker, signal.SIGKILL)
            _wait_for(server, wanted, {worker})
            _wait_for_answers(seen)
    return seen, held


def reload_often(readers: Readers, server: Server, count: int) -> Seen:
    """Reload `count` times under load, each time until all workers are new ones, and answer."""
    with readers.reading() as seen:
        for _ in range(count):
            _wait_for_answers(seen)
            old = set(server.workers())
            os.kill(server.pid, signal.SIGHUP)
            _wait_for(server, len(old), old)
            _wait_for_answers(seen)
    return seen


def _stopped_while_answering(server: Server) -> tuple[int, set[int]]:
    """Stop a worker that has requests; return its id and their ports, which it will die with."""
    deadline = time.monotonic() + SETTLED_S
    while time.monotonic() < deadline:
        for worker in filter(server.clients_of, server.workers()):
            os.kill(worker, signal.SIGSTOP)
            if clients := server.clients_of(worker):
                return worker, clients
            os.kill(worker, signal.SIGCONT)  # it had answered by then
    raise TimeoutError


def _wait_for_answers(seen: Seen) -> None:
    before = len(seen.times_s)
    _wait_until(lambda: len(seen.times_s) > before + _ANSWERS)


def _wait_for(server: Server, count: int, gone: set[int]) -> None:
    """Wait until so many workers answer, none of which is one of those that are to be gone."""
    _wait_until(lambda: len(now := server.workers()) == count and gone.isdisjoint(now))


def _wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SETTLED_S
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.05)


def _rows(asked: argparse.Namespace) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = Path(folder) / "corpus", Path(folder) / "index"
        words = write_notices(corpus, asked.documents)
        write_witnesses(corpus, 0)
        reindexed(corpus, index)
        with served("gunicorn", index, "--workers", str(asked.workers)) as server:
            readers = Readers(server, asked.readers, words, asked.documents)
            seen = reindex_often(readers, corpus, index, asked.reindexes, asked.seconds)
            p50, p99 = seen.percentile_ms(0.5), seen.percentile_ms(0.99)
            yield Row(
                f"{asked.reindexes} reindexes of {asked.documents} documents under load",
                "no fault, no answer of two generations",
                f"{_said(seen)}; p50 {p50:.0f} ms, p99 {p99:.0f} ms: {p99 / p50:.1f} ×",
                not +seen.faults,
            )
            killed, held = kill_workers(readers, server, asked.kills)
            others = len([port for port in killed.failed if port not in held])
            yield Row(
                f"{asked.kills} workers are killed under load",
                "nothing fails but what was on them",
                f"{_said(killed)}; {len(killed.failed)} failed, {others} of them not among "
                f"the {len(held)} on killed workers",
                not (others or killed.faults[MIXED]),
            )
            reloaded = reload_often(readers, server, asked.reloads)
            what = f"{asked.reloads} reloads under load"
            yield Row(what, "no fault", _said(reloaded), not +reloaded.faults)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600, help="with reindexes, at least")
    counts = {"documents": 5000, "reindexes": 10, "readers": 8, "kills": 20, "reloads": 5}
    counts |= {"workers": 4}
    for name, count in counts.items():
        parser.add_argument(f"--{name}", type=int, default=count)
    return printed(_rows(parser.parse_args(arguments)))


def _said(seen: Seen) -> str:
    faults = ", ".join(f"{count} {kind}" for kind, count in (+seen.faults).items())
    longest = max(seen.times_s)
    return f"{len(seen.times_s)} answers, the longest in {longest:.1f} s, {faults or 'no fault'}"


if __name__ == "__main__":
    sys.exit(main())
