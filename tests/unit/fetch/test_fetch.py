"""What is published comes into the corpus whole or not at all, over any line and from any server."""

import base64
import json
import shutil
import socket
import ssl
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from filelock import FileLock

from official_site import (
    QE_17,
    QG_17,
    Asked,
    OfficialSite,
    content,
    cut_after,
    etag_of,
    status,
    zip_of,
)
from search_app.fetch import (
    OfficialSource,
    Outcome,
    PublishedFile,
    Result,
    Watch,
    asking,
    fetch,
    published_files,
    read_manifest,
)
from search_app.fetch.failures import DownloadError
from search_app.ingest import Limits, file_digests
from search_app.model.errors import CorpusBusyError

OLD, NEW = zip_of("l'ancienne"), zip_of("la nouvelle")
HTML = b"<!DOCTYPE html><title>Maintenance</title>" + b"<p>Revenez plus tard.</p>" * 20_000
WAITS = [1, 2, 4, 8, 16]


@pytest.fixture
def site(monkeypatch) -> Iterator[OfficialSite]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with OfficialSite().running() as running:
        running.files[QE_17] = OLD
        yield running


class Fetching:
    """A corpus, and what was told while files came into it. waits: seconds between attempts."""

    def __init__(self, corpus: Path) -> None:
        self.corpus = corpus
        self.waits: list[float] = []
        self.said: list[str] = []
        self.seen: list[tuple[int, int | None]] = []

    def of(
        self,
        address: str,
        types: tuple[str, ...] = ("QE",),
        limits: Limits = Limits(),  # noqa: B008 - frozen
        on_bytes: Callable[[int], None] = lambda _: None,
    ) -> list[Outcome]:
        def watched(file: PublishedFile, done: int, total: int | None) -> None:
            self.seen.append((done, total))
            on_bytes(done)

        watch = Watch(on_bytes=watched, on_wait=lambda _, why, __: self.said.append(why))
        files = published_files(
            assemblee_url=address,
            senat_url=address,
            sources=[OfficialSource.ASSEMBLEE],
            legislatures=["17"],
            types=types,
        )
        pause = self.waits.append
        return list(fetch(files, self.corpus, limits=limits, watch=watch, pause=pause))

    @property
    def file(self) -> Path:
        return self.corpus / "official/assemblee/17/QE/Questions_ecrites.json.zip"

    def left(self) -> set[str]:
        """The hidden files that stay, without the manifest and the lock."""
        names = {path.name for path in self.corpus.rglob(".*")}
        return names - {".fetched.json", ".fetch.lock"}


@pytest.fixture
def fetching(tmp_path: Path) -> Fetching:
    return Fetching(tmp_path)


def results(outcomes: list[Outcome]) -> list[Result]:
    return [outcome.result for outcome in outcomes]


def test_every_file_of_the_record_has_its_address_and_its_place() -> None:
    files = published_files(
        assemblee_url="https://a.example/x",
        senat_url="https://s.example/d",
        sources=tuple(OfficialSource),
    )
    assert len({file.path for file in files}) == len({file.address for file in files}) == 14
    places = {file.path: file.address for file in files}
    assert places["official/assemblee/14/QOSD/Questions_orales_sans_debat_XIV.json.zip"] == (
        "https://a.example/x/14/questions/questions_orales_sans_debat/"
        "Questions_orales_sans_debat_XIV.json.zip"
    )
    assert places["official/assemblee/16/QG/Questions_gouvernement.json.zip"].endswith(
        "/16/questions/questions_gouvernement/Questions_gouvernement.json.zip"
    )
    assert places["official/senat/questions.zip"] == "https://s.example/d/questions/questions.zip"


def test_a_second_run_asks_and_takes_nothing(site: OfficialSite, fetching: Fetching) -> None:
    site.files[QG_17] = NEW
    before = datetime.now(UTC)
    assert results(fetching.of(site.address, ("QE", "QG"))) == [Result.NEW, Result.NEW]
    assert fetching.file.read_bytes() == OLD
    first = read_manifest(fetching.corpus)
    assert fetching.seen[-1] == (len(NEW), len(NEW))
    fetching.seen.clear()
    assert results(fetching.of(site.address, ("QE", "QG"))) == [Result.UNCHANGED] * 2
    assert fetching.seen == []
    assert [h.get("If-None-Match") for _, h in site.requests] == [
        None,
        None,
        etag_of(OLD),
        etag_of(NEW),
    ]
    assert all(h["User-Agent"].startswith("search-app/") for _, h in site.requests)
    (held, _), (then, _) = read_manifest(fetching.corpus).values(), first.values()
    assert (held.source, held.size_bytes, held.etag) == ("assemblee", len(OLD), etag_of(OLD))
    assert held.fetched_at == then.fetched_at
    assert before <= held.fetched_at < held.checked_at
    assert held.path in first
    assert fetching.left() == set()


def test_a_reindex_reads_what_came_and_nothing_beside(
    site: OfficialSite, fetching: Fetching
) -> None:
    site.faults = [cut_after(70_000)] * 6
    fetching.of(site.address)
    assert fetching.left() == {
        ".Questions_ecrites.json.zip.part",
        ".Questions_ecrites.json.zip.part.json",
    }
    assert file_digests(fetching.corpus) == {}
    fetching.of(site.address)
    assert list(file_digests(fetching.corpus)) == [str(fetching.file.relative_to(fetching.corpus))]


def test_a_new_version_takes_the_place_of_the_old(site: OfficialSite, fetching: Fetching) -> None:
    fetching.of(site.address)
    site.files[QE_17] = NEW
    with fetching.file.open("rb") as reader:
        assert results(fetching.of(site.address)) == [Result.CHANGED]
        assert reader.read() == OLD
    assert fetching.file.read_bytes() == NEW


def test_a_server_without_versions_is_asked_for_everything(
    site: OfficialSite, fetching: Fetching
) -> None:
    site.facts_of = lambda _: {}
    site.faults = [cut_after(70_000)]
    assert results(fetching.of(site.address)) == [Result.NEW]
    stamp = fetching.file.stat().st_mtime_ns
    assert results(fetching.of(site.address)) == [Result.UNCHANGED]
    assert fetching.file.stat().st_mtime_ns == stamp
    assert all("Range" not in headers for _, headers in site.requests)
    assert fetching.left() == set()


def test_a_date_alone_tells_a_version_too(site: OfficialSite, fetching: Fetching) -> None:
    site.facts_of = lambda _: {"Last-Modified": "Tue, 03 Nov 2026 04:00:00 GMT"}
    site.faults = [cut_after(70_000)]
    assert results(fetching.of(site.address)) == [Result.NEW]
    assert results(fetching.of(site.address)) == [Result.UNCHANGED]
    told = [(h.get("If-Range"), h.get("If-Modified-Since")) for _, h in site.requests]
    assert told == [(None, None), ("Tue, 03 Nov 2026 04:00:00 GMT", None), (None, told[1][0])]


def test_what_was_cut_goes_on_where_it_stopped(site: OfficialSite, fetching: Fetching) -> None:
    site.faults = [cut_after(70_000)]
    assert results(fetching.of(site.address)) == [Result.NEW]
    assert fetching.file.read_bytes() == OLD
    _, resumed = site.requests[1]
    assert resumed["If-Range"] == etag_of(OLD)
    start = int(resumed["Range"].removeprefix("bytes=").removesuffix("-"))
    assert 60_000 < start <= 70_000
    assert fetching.waits == [1]


def test_a_server_that_cannot_go_on_starts_over(site: OfficialSite, fetching: Fetching) -> None:
    site.ranges = False
    site.faults = [cut_after(70_000)]
    assert results(fetching.of(site.address)) == [Result.NEW]
    assert fetching.file.read_bytes() == OLD


def test_another_version_since_the_cut_starts_over(site: OfficialSite, fetching: Fetching) -> None:
    site.faults = [cut_after(70_000)] * 6
    assert results(fetching.of(site.address)) == [Result.FAILED]
    site.files[QE_17] = NEW
    assert results(fetching.of(site.address)) == [Result.NEW]
    assert "Range" in site.requests[-1][1]
    assert fetching.file.read_bytes() == NEW


@pytest.mark.parametrize(
    "mixed",
    [
        {"ETag": '"another"', "Content-Range": f"bytes 65536-{len(OLD) - 1}/{len(OLD)}"},
        {"Content-Range": f"bytes 1-{len(OLD) - 1}/{len(OLD)}"},
        {"Content-Range": f"bytes 65536-{len(OLD)}/{len(OLD) + 1}"},
        {"Content-Range": "nonsense"},
        {},
    ],
)
def test_a_rest_of_something_else_is_not_taken(
    site: OfficialSite, fetching: Fetching, mixed: dict[str, str]
) -> None:
    other = flipped(OLD[65_536:])
    site.faults = [cut_after(65_536), lambda asked: asked.send(206, other, mixed)]
    assert results(fetching.of(site.address)) == [Result.NEW]
    assert fetching.file.read_bytes() == OLD
    assert len(site.requests) == 3


def test_what_was_whole_but_never_checked_is_taken(site: OfficialSite, fetching: Fetching) -> None:
    site.faults = [cut_after(70_000)] * 6
    fetching.of(site.address)
    fetching.file.with_name(f".{fetching.file.name}.part").write_bytes(OLD)
    site.requests.clear()
    assert results(fetching.of(site.address)) == [Result.NEW]
    assert fetching.file.read_bytes() == OLD
    assert len(site.requests) == 1


def test_a_file_that_somebody_changed_is_fetched_anew(
    site: OfficialSite, fetching: Fetching
) -> None:
    fetching.of(site.address)
    fetching.file.write_bytes(OLD[:-1] + b"?")
    assert results(fetching.of(site.address)) == [Result.CHANGED]
    assert fetching.file.read_bytes() == OLD


def test_another_address_is_not_asked_for_versions_of_the_first(
    site: OfficialSite, fetching: Fetching
) -> None:
    fetching.of(site.address)
    site.files[f"/mirror{QE_17}"] = OLD
    assert results(fetching.of(f"{site.address}/mirror")) == [Result.UNCHANGED]
    assert "If-None-Match" not in site.requests[-1][1]


def test_a_damaged_manifest_knows_nothing(site: OfficialSite, fetching: Fetching) -> None:
    fetching.of(site.address)
    manifest = fetching.corpus / "official/.fetched.json"
    for text in ("", "[]", '{"a": {}}', "\0", manifest.read_text()[:-3]):
        manifest.write_text(text)
        assert read_manifest(fetching.corpus) == {}
    assert results(fetching.of(site.address)) == [Result.UNCHANGED]
    assert len(read_manifest(fetching.corpus)) == 1
    assert read_manifest(fetching.corpus / "absent") == {}


def test_busy_servers_are_asked_again_ever_later(site: OfficialSite, fetching: Fetching) -> None:
    site.faults = [status(500), status(503)]
    assert results(fetching.of(site.address)) == [Result.NEW]
    assert fetching.waits == [1, 2]
    assert fetching.said == ["status 500 Internal Server Error", "status 503 Service Unavailable"]


def test_a_server_out_of_reach_is_not_waited_for_at_each_file(
    site: OfficialSite, fetching: Fetching
) -> None:
    site.files[QG_17] = NEW
    site.faults = [status(503)] * 6
    assert results(fetching.of(site.address, ("QE", "QG"))) == [Result.FAILED, Result.NEW]
    site.faults = [status(503)] * 7
    assert results(fetching.of(site.address, ("QE", "QG"))) == [Result.FAILED, Result.FAILED]
    assert fetching.waits == WAITS * 2


def test_a_server_says_when_to_come_back(site: OfficialSite, fetching: Fetching) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    site.faults = [
        status(429, Retry_After="7"),
        status(503, Retry_After=later),
        status(429, Retry_After="soon"),
        status(429, Retry_After="-1"),
    ]
    assert results(fetching.of(site.address)) == [Result.NEW]
    assert fetching.waits[0] == 7
    assert 90 < fetching.waits[1] <= 100
    assert fetching.waits[2:] == [4, 8]


@pytest.mark.parametrize(
    ("fault", "waits", "said"),
    [
        (status(500), WAITS, "status 500 Internal Server Error"),
        (
            status(429, Retry_After="86400"),
            [],
            "status 429 Too Many Requests, to be asked much later",
        ),
        (status(404), [], "status 404 Not Found"),
        (status(403), [], "status 403 Forbidden"),
        (status(304), [], "unexpected status 304"),
        (status(206), [], "unexpected status 206"),
        (status(204), [], "unexpected status 204"),
        (status(416), [], "unexpected status 416"),
        (content(OLD[: len(OLD) // 2], length=len(OLD)), WAITS, "the connection broke off"),
        (content(OLD[: len(OLD) // 2]), [], "broken zip"),
        (content(OLD, length=len(OLD) - 1), [], "broken zip"),
        (content(HTML), [], "no zip: it begins with b'<!DOCTYPE html><title>"),
        (content(b""), [], "an empty answer"),
        (content(b"P"), [], "no zip"),
        (lambda asked: asked.wfile.write(b"\xff\x1b[2J nonsense\r\n\r\n"), WAITS, ""),
        (
            lambda asked: asked.connection.shutdown(socket.SHUT_RDWR),
            WAITS,
            "the connection broke off",
        ),
        (status(301, Location="file:///etc/passwd"), [], "redirected to file:///etc/passwd"),
        (status(302, Location=QE_17), [], "more than 5 redirections"),
        (status(302, Location="/a b\x01é"), [], "more than 5 redirections"),
        (status(302, Location="http://["), [], "which is not allowed"),
    ],
)
def test_what_is_there_stays_whatever_comes(
    site: OfficialSite, fetching: Fetching, fault: object, waits: list[float], said: str
) -> None:
    site.files[QG_17] = OLD
    fetching.of(site.address)
    fetching.file.parent.joinpath("own.txt").write_text("à moi")
    # Without versions the server sends its fault, and no 304.
    fetching.corpus.joinpath("official/.fetched.json").unlink()
    site.faults = [fault] * 6
    (failed,) = fetching.of(site.address)
    assert failed.result is Result.FAILED
    assert said in failed.detail
    assert fetching.waits == waits
    assert fetching.file.read_bytes() == OLD
    assert fetching.file.parent.joinpath("own.txt").read_text() == "à moi"
    site.faults = [fault] * (6 if waits or "redirections" in said else 1)
    assert results(fetching.of(site.address, ("QE", "QG"))) == [Result.FAILED, Result.NEW]
    assert results(fetching.of(site.address)) == [Result.UNCHANGED]
    assert fetching.left() == set()


def flipped(data: bytes) -> bytes:
    """One bit of an entry that its checksum does not allow."""
    at = len(data) // 2
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def empty_zip(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "empty.zip", "w"):
        pass
    return (folder / "empty.zip").read_bytes()


def test_a_broken_zip_is_refused(
    site: OfficialSite, fetching: Fetching, tmp_path_factory: pytest.TempPathFactory
) -> None:
    fetching.of(site.address)
    folder = tmp_path_factory.mktemp("zips")
    for broken, said in (
        (flipped(NEW), "Bad CRC-32"),
        (empty_zip(folder), "without any file"),
        (b"PK\x03\x04" + NEW[100:], "entry"),
    ):
        site.files[QE_17] = broken
        (failed,) = fetching.of(site.address)
        assert failed.result is Result.FAILED
        assert said in failed.detail
        assert fetching.file.read_bytes() == OLD
        assert fetching.left() == set()


def test_sizes_are_bounded_said_or_not(site: OfficialSite, fetching: Fetching) -> None:
    small = Limits(container_size_max_bytes=len(OLD) - 1)
    (failed,) = fetching.of(site.address, limits=small)
    assert failed.detail == f"{len(OLD)} bytes, at most {len(OLD) - 1}"

    def unsaid(asked: Asked) -> None:
        asked.send_response(200)
        asked.send_header("Connection", "close")
        asked.end_headers()
        asked.wfile.write(OLD)
        asked.close_connection = True

    site.faults = [unsaid]
    (failed,) = fetching.of(site.address, limits=small)
    assert failed.detail == f"more than {len(OLD) - 1} bytes"
    site.faults = [unsaid]
    assert results(fetching.of(site.address)) == [Result.NEW]
    assert fetching.seen[-1] == (len(OLD), None)
    bomb = Limits(unpacked_size_max_bytes=1_000)
    site.files[QE_17] = NEW
    (failed,) = fetching.of(site.address, limits=bomb)
    assert "bytes unpacked" in failed.detail
    assert fetching.file.read_bytes() == OLD


def test_a_disk_without_room_is_known_before(
    site: OfficialSite, fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(fetching.corpus)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=len(OLD) - 1))
    (failed,) = fetching.of(site.address)
    assert "No space left on device" in failed.detail
    assert fetching.left() == set()


def test_a_place_that_is_taken_fails_alone(site: OfficialSite, fetching: Fetching) -> None:
    site.files[QG_17] = NEW
    folder = fetching.corpus / "official/assemblee/17"
    folder.mkdir(parents=True)
    (folder / "QE").write_text("not a folder")
    failed, brought = fetching.of(site.address, ("QE", "QG"))
    assert (failed.result, brought.result) == (Result.FAILED, Result.NEW)
    assert failed.detail.startswith("cannot use ")


def test_redirections_lead_to_the_file(site: OfficialSite, fetching: Fetching) -> None:
    site.files["/elsewhere"] = NEW
    site.faults = [
        status(301, Location="/there"),
        status(302, Location=f"{site.address}/elsewhere"),
    ]
    assert results(fetching.of(site.address)) == [Result.NEW]
    assert fetching.file.read_bytes() == NEW
    assert read_manifest(fetching.corpus).popitem()[1].address == f"{site.address}{QE_17}"


def test_a_proxy_is_asked_in_the_place_of_the_server(
    site: OfficialSite, fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.files[f"http://data.invalid{QE_17}"] = NEW
    proxy = site.address.replace("//", "//reader:p%40ss@")
    monkeypatch.setenv("HTTP_PROXY", proxy)
    assert results(fetching.of("http://data.invalid")) == [Result.NEW]
    known_as = base64.b64encode(b"reader:p@ss").decode()
    assert site.requests[-1][1]["proxy-authorization"] == f"Basic {known_as}"


def test_nobody_there(fetching: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    (failed,) = fetching.of(f"http://127.0.0.1:{port}")
    assert failed.detail == "no connection: [Errno 111] Connection refused"
    assert fetching.waits == WAITS

    def unknown(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    (failed,) = fetching.of("http://data.invalid")
    assert failed.detail == "no server of this name is known"


def test_a_server_that_says_nothing(
    site: OfficialSite, fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "SILENCE_LIMIT_S", 0.2)
    ended = Event()

    def silent(asked: Asked) -> None:
        asked.send(200, OLD[:70_000], asked.site.facts_of(OLD), length=len(OLD))
        ended.wait(10)

    site.faults = [silent]
    assert results(fetching.of(site.address)) == [Result.NEW]
    ended.set()
    assert fetching.said == ["nothing came for 0 s"]
    assert "Range" in site.requests[1][1]


def test_from_a_checked_server_only_to_a_checked_one() -> None:
    refusal = pytest.raises(DownloadError, match="not allowed")
    with refusal:
        allowed("https://a.example/x", "http://a.example/x")
    with refusal:
        allowed("https://a.example/x", "ftp://a.example/x")
    assert allowed("http://a.example/x", "//b.example/y") == "http://b.example/y"
    assert allowed("http://a.example/x", "https://b.example/y") == "https://b.example/y"


def allowed(at: str, location: str) -> str:
    return asking._allowed(at, location)


def test_a_forged_certificate_is_refused(fetching: Fetching, site: OfficialSite) -> None:
    if not shutil.which("openssl"):
        pytest.skip("not installed: openssl")
    key, certificate = fetching.corpus / "key.pem", fetching.corpus / "certificate.pem"
    command = ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
        "-keyout", key, "-out", certificate)  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with OfficialSite().running(context) as forged:
        forged.files[QE_17] = NEW
        (failed,) = fetching.of(forged.address)
        assert "certificate verify failed" in failed.detail.lower()
        assert (fetching.waits, forged.requests) == ([], [])
        # Nor does a redirection lead from a checked server to an unchecked one.
        site.faults = [status(302, Location=f"{forged.address}/x")]
        (failed,) = fetching.of(site.address)
        assert "certificate verify failed" in failed.detail.lower()


def test_two_fetches_do_not_meet(site: OfficialSite, fetching: Fetching) -> None:
    started, ended = Event(), Event()

    def slow(done: int) -> None:
        started.set()
        ended.wait(10)

    first = Thread(target=lambda: fetching.of(site.address, on_bytes=slow))
    first.start()
    started.wait(10)
    with pytest.raises(CorpusBusyError):
        fetching.of(site.address)
    ended.set()
    first.join()
    assert results(fetching.of(site.address)) == [Result.UNCHANGED]
    with FileLock(fetching.corpus / "official/.fetch.lock", timeout=0):
        pass


def test_headers_of_no_honest_server_are_not_sent_back(
    site: OfficialSite, fetching: Fetching
) -> None:
    site.facts_of = lambda _: {"ETag": '"\x1b[2J' + "a" * 300 + '"'}
    site.faults = [cut_after(70_000)]
    assert results(fetching.of(site.address)) == [Result.NEW]
    assert json.loads((fetching.corpus / "official/.fetched.json").read_text())
    assert read_manifest(fetching.corpus).popitem()[1].etag == ""
