"""What the cluster's engine says when something is wrong with what is in the cluster, or who asks."""

import http.server
import json
import math
import secrets
import ssl
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from opensearchpy.exceptions import NotFoundError

from making import question
from search_app.engine.embedded.matching.execute import OutOfTimeError
from search_app.engine.embedded.schema import indexed
from search_app.engine.opensearch import writer_lock
from search_app.engine.opensearch.batches import Batches
from search_app.engine.opensearch.builder import OpenSearchBuilder
from search_app.engine.opensearch.cluster import (
    TRY_S,
    Access,
    Cluster,
    is_whole,
)
from search_app.engine.opensearch.fields import Terms, index_settings, sent
from search_app.engine.opensearch.generations import (
    OpenSearchGenerations,
    all_ids,
    documents_index,
    remove_all,
)
from search_app.engine.opensearch.reader import OpenSearchEngine
from search_app.model.document import Document
from search_app.model.errors import (
    EngineUnavailableError,
    IndexBusyError,
    IndexDamagedError,
    IndexIncompatibleError,
    IndexMissingError,
    IndexWriteError,
    NoEarlierGenerationError,
    VerificationError,
)
from search_app.model.expr import Word
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Unfinished

LIMIT_S = 30.0
WRONG_PASSWORD = "very-secret"  # noqa: S105 - it opens nothing


@pytest.fixture(scope="module")
def cluster(cluster_urls: tuple[str, ...]) -> Cluster:
    return Cluster(Access(urls=cluster_urls))


@pytest.fixture
def name(cluster: Cluster) -> Iterator[str]:
    own = f"refusals-{secrets.token_hex(4)}"
    yield own
    remove_all(cluster, own)


def builder(cluster: Cluster, name: str, *, full: bool = False) -> OpenSearchBuilder:
    return OpenSearchBuilder(cluster, name, full=full, shards=1, replicas=0)


def publish(cluster: Cluster, name: str, *numbers: int, full: bool = False) -> str:
    with builder(cluster, name, full=full) as building:
        for number in numbers:
            building.add(question(number, text=f"La question {number} des hôpitaux"))
        return building.publish(corpus_digest="", rejected=0, ledger=b"read").id


def total(cluster: Cluster, name: str) -> int:
    with OpenSearchEngine(cluster, name).searcher() as searcher:
        return searcher.search(Query(), LIMIT_S).total


def test_nothing_is_published_yet(cluster: Cluster, name: str) -> None:
    with pytest.raises(IndexMissingError), OpenSearchEngine(cluster, name).searcher():
        pass
    with pytest.raises(IndexMissingError):
        OpenSearchGenerations(cluster, name).current()


def test_an_alias_that_leads_to_two_generations(cluster: Cluster, name: str) -> None:
    ids = [publish(cluster, name, n) for n in (1, 2)]
    both = [{"add": {"index": documents_index(name, i), "alias": name}} for i in ids]
    cluster.ask("POST", "/_aliases", {"actions": both}, timeout_s=LIMIT_S)
    with (
        pytest.raises(IndexDamagedError, match="leads to"),
        OpenSearchEngine(cluster, name).searcher(),
    ):
        pass
    publish(cluster, name, 3)
    assert total(cluster, name) == 1


def test_a_generation_of_another_version(
    cluster: Cluster, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(cluster, name, 1)
    monkeypatch.setattr("search_app.engine.opensearch.reader.format_digest", lambda: "other")
    monkeypatch.setattr("search_app.engine.opensearch.builder.format_digest", lambda: "other")
    with pytest.raises(IndexIncompatibleError), OpenSearchEngine(cluster, name).searcher():
        pass
    with builder(cluster, name) as building:
        assert building.unusable() == "it is of another version"
        assert not building.ids()


def test_two_builders(cluster: Cluster, name: str) -> None:
    with builder(cluster, name) as first:
        with pytest.raises(IndexBusyError, match="process"), builder(cluster, name):
            pass
        first.add(question(1))
        first.publish(corpus_digest="", rejected=0, ledger=b"")
    assert total(cluster, name) == 1


def test_a_writer_that_was_killed_is_followed_by_another(
    cluster: Cluster, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(cluster, name, 1)
    claim = {"token": "killed", "held_by": "process 1", "seen": time.time()}
    cluster.ask("PUT", f"/{name}-writer/_doc/writer", claim, timeout_s=LIMIT_S)
    with pytest.raises(IndexBusyError, match="process 1"):
        publish(cluster, name, 2)
    monkeypatch.setattr(writer_lock, "SILENT_S", -60.0)
    publish(cluster, name, 2)
    assert total(cluster, name) == 2


def test_what_a_killed_build_left_is_removed(cluster: Cluster, name: str) -> None:
    published = publish(cluster, name, 1)
    cluster.ask("PUT", f"/{name}-000099-abcd", {}, timeout_s=LIMIT_S)
    later = publish(cluster, name, 2)
    assert all_ids(cluster, name) == [published, later]


def test_a_build_that_fails_leaves_what_is_published(cluster: Cluster, name: str) -> None:
    published = publish(cluster, name, 1)

    def fails() -> None:
        with builder(cluster, name) as building:
            building.add(question(2))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert all_ids(cluster, name) == [published]
    assert total(cluster, name) == 1


def test_an_index_that_a_full_disk_made_read_only(cluster: Cluster, name: str) -> None:
    publish(cluster, name, 1)

    def builds() -> None:
        with builder(cluster, name) as building:
            newest = documents_index(name, all_ids(cluster, name)[-1])
            block = {"index.blocks.read_only_allow_delete": True}
            cluster.ask("PUT", f"/{newest}/_settings", block, timeout_s=LIMIT_S)
            building.add(question(2))
            building.publish(corpus_digest="", rejected=0, ledger=b"")

    with pytest.raises(IndexWriteError, match="read-only"):
        builds()
    assert total(cluster, name) == 1


def test_an_item_that_the_cluster_refuses(cluster: Cluster, name: str) -> None:
    published = publish(cluster, name, 1)
    index = documents_index(name, published)
    open_to_writes = {"index.blocks.write": False}
    cluster.ask("PUT", f"/{index}/_settings", open_to_writes, timeout_s=LIMIT_S)
    batches = Batches(cluster)
    batches.index(index, "QANR5L16QE2", {"unknown": "a secret text"})
    with pytest.raises(IndexWriteError) as refused:
        batches.flush()
    assert "QANR5L16QE2" in refused.value.detail
    assert "a secret text" not in str(refused.value)


def test_a_document_that_is_lost_is_not_published(cluster: Cluster, name: str) -> None:
    published = publish(cluster, name, 1)

    def loses_one() -> None:
        with builder(cluster, name) as building:
            building.add(question(2))
            building._batches._waiting.clear()
            building.publish(corpus_digest="", rejected=0, ledger=b"")

    with pytest.raises(VerificationError, match="2 documents put in, 1 found"):
        loses_one()
    assert all_ids(cluster, name) == [published]


def test_rollback_and_prune(cluster: Cluster, name: str) -> None:
    first = publish(cluster, name, 1)
    generations = OpenSearchGenerations(cluster, name)
    with pytest.raises(NoEarlierGenerationError):
        generations.rollback()
    second = publish(cluster, name, 2)
    third = publish(cluster, name, 3)
    assert [g.id for g in generations.published()] == [third, second]
    assert generations.rollback().id == second
    assert generations.current().id == second
    assert total(cluster, name) == 2
    assert generations.prune() == (third,)
    assert first not in all_ids(cluster, name)


def test_an_index_that_vanishes_while_it_is_built(cluster: Cluster, name: str) -> None:
    def builds() -> None:
        with builder(cluster, name) as building:
            newest = documents_index(name, all_ids(cluster, name)[-1])
            cluster.ask("DELETE", f"/{newest}", timeout_s=LIMIT_S)
            building.add(question(1))
            building.publish(corpus_digest="", rejected=0, ledger=b"")

    with pytest.raises((IndexWriteError, VerificationError)):
        builds()


def test_a_generation_removed_under_a_searcher(cluster: Cluster, name: str) -> None:
    publish(cluster, name, 1)
    with OpenSearchEngine(cluster, name).searcher() as searcher:
        remove_all(cluster, name)
        with pytest.raises((NotFoundError, EngineUnavailableError)):
            searcher.search(Query(), LIMIT_S)


class Unplaced:
    """An index of documents made again with four parts, of which three nodes may hold one each.

    What belongs to the fourth part is missing until `place` is called.
    """

    def __init__(self, cluster: Cluster, index: str, documents: Iterable[Document]) -> None:
        self._cluster = cluster
        self._index = index
        terms = Terms()
        self._sources = {
            document.id: sent(indexed(document), number, terms).source
            for number, document in enumerate(documents, start=1)
        }
        mapping = self._ask("GET", "_mapping")[index]["mappings"]
        settings = index_settings(shards=4, replicas=0)
        settings["index"]["routing.allocation.total_shards_per_node"] = 1
        self._ask("DELETE", "")
        made = {"settings": settings, "mappings": mapping}
        self._ask("PUT", "", made, params={"wait_for_active_shards": 0})
        self._fill()

    def place(self) -> None:
        self._ask("PUT", "_settings", {"index.routing.allocation.total_shards_per_node": -1})
        waited = {"wait_for_status": "green", "timeout": f"{LIMIT_S:g}s"}
        self._cluster.ask(
            "GET",
            f"/_cluster/health/{self._index}",
            timeout_s=LIMIT_S,
            try_s=LIMIT_S,
            params=waited,
        )
        self._fill()

    def _fill(self) -> None:
        lines = "".join(
            f"{json.dumps({'index': {'_id': one}})}\n{json.dumps(source)}\n"
            for one, source in self._sources.items()
        )
        self._ask("POST", "_bulk", lines, params={"timeout": "1s", "refresh": "true"})

    def _ask(self, method: str, what: str, body: object = None, **how: Any) -> Any:
        path = f"/{self._index}/{what}".removesuffix("/")
        return self._cluster.ask(method, path, body, timeout_s=LIMIT_S, try_s=LIMIT_S, **how)


def test_what_a_missing_part_hides_is_told_or_refused(cluster: Cluster, name: str) -> None:
    published = publish(cluster, name, *range(1, 21))
    with OpenSearchEngine(cluster, name).searcher() as searcher:
        index = Unplaced(cluster, documents_index(name, published), searcher.documents())
        found = searcher.search(Query(), LIMIT_S)
        assert Unfinished.SHARDS in found.unfinished
        assert found.lacks_documents
        assert 0 < found.total < 20
        assert searcher.count(Word("hôpitaux"), LIMIT_S) == 0
        assert searcher.written("hopitaux") == "hopitaux"
        for asked in (
            lambda: [*searcher.scan(Query(), LIMIT_S)],
            lambda: searcher.answer_times(Query(), FacetField.MINISTRY, LIMIT_S),
            lambda: [*searcher.documents()],
            searcher.newest_days,
        ):
            with pytest.raises(EngineUnavailableError, match="a part of the index"):
                asked()
        index.place()
        assert not searcher.search(Query(), LIMIT_S).lacks_documents
        assert searcher.count(Word("hôpitaux"), LIMIT_S) == 20
        assert searcher.written("hopitaux") == "hôpitaux"
        assert len([*searcher.scan(Query(), LIMIT_S)]) == 20


def test_no_time_is_left_to_rank(
    cluster: Cluster, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(cluster, name, 1, 2)
    query = Query(text="hôpitaux", expr=Word("hôpitaux"))
    with OpenSearchEngine(cluster, name).searcher() as searcher:
        assert searcher.search(query, LIMIT_S).total == 2
        # The ranking looks at a clock on which all time is over.
        over = SimpleNamespace(monotonic=lambda: math.inf)
        monkeypatch.setattr("search_app.engine.embedded.matching.execute.time", over)
        assert searcher.search(query, LIMIT_S).unfinished == (Unfinished.MATCHING,)
        with pytest.raises(TimeoutError):
            searcher.scan(query, LIMIT_S)


def test_words_are_counted_once_however_often_a_batch_is_sent(cluster: Cluster, name: str) -> None:
    publish(cluster, name, 1)
    with builder(cluster, name) as building:
        building.add(question(2, text="Les hôpitaux"))
        sent = building._batches.cluster

        class Forgetful:
            """Sends each batch twice, as if the first answer had been lost."""

            shown = sent.shown

            @staticmethod
            def ask(*asked: Any, **how: Any) -> Any:
                sent.ask(*asked, **how)
                return sent.ask(*asked, **how)

        building._batches.cluster = Forgetful  # type: ignore[assignment]
        building.publish(corpus_digest="", rejected=0, ledger=b"")
    with OpenSearchEngine(cluster, name).searcher() as searcher:
        assert searcher.vocabulary.words["hopitaux"] == 2


class _Refusing(http.server.BaseHTTPRequestHandler):
    """Answers every request with one status."""

    status = 401
    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_PUT = do_GET  # noqa: N815 - named by the library

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def refusing(
    status: int = 401,
    certificate: Path | None = None,
    handler: type[_Refusing] = _Refusing,
) -> Iterator[str]:
    handler = type("Handler", (handler,), {"status": status})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
            scheme = "https"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"{scheme}://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_password_that_is_not_accepted() -> None:
    with refusing(401) as url:
        access = Access(urls=(url,), user="reader", password=WRONG_PASSWORD)
        cluster = Cluster(access)
        with pytest.raises(EngineUnavailableError, match="not accepted") as refused:
            cluster.ask("GET", "/", timeout_s=LIMIT_S)
    assert WRONG_PASSWORD not in str(refused.value)


def test_a_certificate_that_nobody_trusts(tmp_path: Path) -> None:
    certificate = tmp_path / "certificate.pem"
    public_file = tmp_path / "public.pem"
    asked = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1"
    named = ["-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(certificate), "-out", str(public_file)]
    command = ["openssl", *asked.split(), *named, *files]
    subprocess.run(command, check=True, capture_output=True)
    certificate.write_text(certificate.read_text() + public_file.read_text())
    with refusing(503, certificate) as url:
        with pytest.raises(EngineUnavailableError, match="certificate"):
            Cluster(Access(urls=(url,))).ask("GET", "/", timeout_s=LIMIT_S)
        trusting = Cluster(Access(urls=(url,), ca_file=public_file))
        with pytest.raises(Exception, match="GET /"):
            trusting.ask("GET", "/", timeout_s=0.5)


class _Slow(_Refusing):
    """Answers every search of one shard, after more time than one try has."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        time.sleep(1.5 * TRY_S)
        answer = b'{"_shards": {"total": 1, "successful": 1}}'
        with suppress(OSError):  # the client may have gone
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)


def test_what_takes_long_on_any_node_is_waited_for() -> None:
    with refusing(handler=_Slow) as url:
        cluster = Cluster(Access(urls=(url,)))
        assert is_whole(cluster.search("index", {}, timeout_s=LIMIT_S))
        with pytest.raises(OutOfTimeError):
            cluster.search("index", {}, timeout_s=0.5)


def test_a_cluster_that_has_too_much_to_do_is_not_asked_for_ever() -> None:
    with refusing(429) as url:
        started = time.monotonic()
        with pytest.raises(Exception, match="GET /"):
            Cluster(Access(urls=(url,))).ask("GET", "/", timeout_s=1.0)
        assert time.monotonic() - started < LIMIT_S


def test_no_node_at_all() -> None:
    with pytest.raises(EngineUnavailableError, match="no node can be reached"):
        Cluster(Access(urls=("http://127.0.0.1:9",))).ask("GET", "/", timeout_s=1.0)
