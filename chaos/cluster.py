"""A real OpenSearch cluster on this machine: nodes, each in a Java process of its own.

`python -m chaos.cluster` starts three nodes, prints their addresses, and ends them at Ctrl-C. It
needs a JDK and Maven, which brings the jars (46 MB) the first time. Such a cluster is for trials
and tests: it has no passwords, and its data go when it ends.
"""

import argparse
import json
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from chaos.java import JavaError, class_path

NODES = 3
START_TIMEOUT_S = 180.0
HEAP_MB = 512
_SOURCES = Path(__file__).parent / "opensearch"
# The most clauses of one query: what `mot*` and `mot~` stand for takes one clause a word.
_CLAUSES_MAX = 32_768


class ClusterError(Exception):
    """The cluster cannot be started; the message says why, and where its log is."""


class ClusterNode:
    """One node. url: where it answers. running: whether its process is there."""

    def __init__(self, command: Sequence[str], folder: Path, port: int) -> None:
        self._command = command
        self._folder = folder
        self.url = f"http://127.0.0.1:{port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self._folder / "node.log"

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the process, which keeps the data that it had before."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdout=log, stderr=log, cwd=self._folder
            )

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def freeze(self) -> None:
        """Stop the process without ending it: connections stay open and nothing answers."""
        if self._process:
            self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGCONT)


class Cluster:
    """Nodes on the loopback interface that found each other. urls: of all nodes."""

    def __init__(self, nodes: Sequence[ClusterNode]) -> None:
        self.nodes = nodes
        self.urls = [node.url for node in nodes]

    def wait_until(self, status: str = "green", timeout_s: float = START_TIMEOUT_S) -> None:
        """Wait until all nodes are there and shards are as well off as `status` says.

        status: "green" or "yellow". Raises ClusterError.
        """
        alive = [node for node in self.nodes if node.running]
        asked = f"/_cluster/health?wait_for_nodes={len(alive)}&wait_for_status={status}&timeout=1s"
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            for node in alive:
                if not node.running:
                    raise ClusterError(f"a node ended: see {node.log}")
            if alive and not _get(alive[0].url + asked).get("timed_out", True):
                return
            # A shard that could not be allocated five times is left alone until somebody asks.
            _get(alive[0].url + "/_cluster/reroute?retry_failed=true", method="POST")
            time.sleep(0.3)
        raise ClusterError(f"the nodes did not find each other in {timeout_s:g} s")


@contextmanager
def running_cluster(folder: Path, nodes: int = NODES) -> Iterator[Cluster]:
    """Start nodes that keep their data in `folder`, and end them behind the block.

    Raises ClusterError.
    """
    jars = prepared_jars()
    ports = _free_ports(2 * nodes)
    http, transport = ports[:nodes], ports[nodes:]
    seeds = ",".join(f"127.0.0.1:{port}" for port in transport)
    names = ",".join(f"node{number}" for number in range(nodes))
    made = []
    for number in range(nodes):
        settings = {
            "cluster.name": "search-app",
            "node.name": f"node{number}",
            "path.home": str(folder / f"node{number}"),
            "network.host": "127.0.0.1",
            "http.port": str(http[number]),
            "transport.port": str(transport[number]),
            "discovery.seed_hosts": seeds,
            "cluster.initial_cluster_manager_nodes": names,
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "indices.query.bool.max_clause_count": str(_CLAUSES_MAX),
            "action.auto_create_index": "false",
        }
        command = [
            "java",
            f"-Xms{HEAP_MB}m",
            f"-Xmx{HEAP_MB}m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.disable.jmx=true",
            *("-cp", jars),
            "SingleNode",
            *(f"{name}={value}" for name, value in settings.items()),
        ]
        made.append(ClusterNode(command, folder / f"node{number}", http[number]))
    with ExitStack() as stack:
        for node in made:
            stack.callback(node.kill)
            node.start()
        cluster = Cluster(made)
        cluster.wait_until()
        yield cluster


def prepared_jars() -> str:
    """Return the class path of a node, whose jars are brought when they are not there yet.

    Raises ClusterError when there is no JDK or no Maven, or when that fails.
    """
    try:
        return class_path(_SOURCES, "search-app-cluster")
    except JavaError as error:
        raise ClusterError(str(error)) from error


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _get(url: str, method: str = "GET") -> dict[str, object]:
    asked = urllib.request.Request(url, method=method)  # noqa: S310 - of this machine
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:  # noqa: S310
            found: dict[str, object] = json.loads(answer.read())
            return found
    except (OSError, urllib.error.URLError, ValueError):
        return {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=NODES)
    parser.add_argument("--while", type=int, dest="process", help="end when this process has ended")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: the nodes end, too
    with (
        tempfile.TemporaryDirectory(prefix="search-app-cluster-") as folder,
        running_cluster(Path(folder), asked.nodes) as cluster,
    ):
        print(",".join(cluster.urls), flush=True)
        with suppress(KeyboardInterrupt):
            while asked.process is None or Path(f"/proc/{asked.process}").exists():
                time.sleep(1)


if __name__ == "__main__":
    main()
