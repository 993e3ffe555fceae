"""The files of the whole corpus are at their addresses when the operator allows it, and only then."""

import hashlib
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from pathlib import Path

import duckdb
import pytest
from flask.testing import FlaskClient

from making import question
from search_app.dump import DumpBusyError, Format, newest_offered, offer
from search_app.dump.offered import _alone
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.model.document import Document, DocumentType, Kind, Source
from search_app.settings import Settings
from search_app.web.app import create_app
from search_app.wiring import open_engine

FILES = tuple(f"/data/documents.{file_format}" for file_format in Format)
ADDRESSES = ("/data/", "/data/catalog.jsonld", *FILES)
ARTICLE = Document(
    id="phare-0123abcd",
    kind=Kind.ARTICLE,
    type=DocumentType.ARTICLE,
    title="Le phare",
    text="Le gardien raconte.",
    source=Source(path="presse/phare.txt"),
)


def _large_text() -> str:
    chosen = random.Random(1)  # noqa: S311 - the same texts each time
    return " ".join(f"mot{chosen.randrange(10**9)}" for _ in range(130_000))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("dump") / "index"
    _publish(index, question(1, _large_text()), question(2, "Un phare"))
    _offer(_allowed(index))
    return index


def _publish(index: Path, *documents: Document) -> None:
    with EmbeddedBuilder(index, full=True) as builder:
        for document in documents:
            builder.add(document)
        builder.publish(corpus_digest="c", rejected=0, ledger=b"")


def _allowed(index: Path, **given: object) -> Settings:
    return Settings(index=index, offer_dumps=True, answer_max_kb=500, **given)


def _offer(settings: Settings) -> None:
    engine = open_engine(settings)
    with engine.searcher() as searcher:
        offer(
            searcher,
            settings.index,
            private_text=settings.private_text,
            site=settings.site_url,
            on_progress=lambda *_: None,
        )
    engine.close()


def _client(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


@pytest.fixture
def client(index: Path) -> Iterator[FlaskClient]:
    with _client(_allowed(index)) as client:
        yield client


def test_nothing_is_offered_by_default(index):
    client = _client(Settings(index=index))
    assert {client.get(path).status_code for path in ADDRESSES} == {HTTPStatus.NOT_FOUND}
    assert "/data/" not in client.get("/").get_data(as_text=True)


def test_each_page_leads_there_when_it_is_allowed(client):
    assert 'href="/data/"' in client.get("/").get_data(as_text=True)


def test_no_request_makes_a_file(tmp_path):
    _publish(tmp_path, question(1))
    client = _client(_allowed(tmp_path))
    page = client.get("/data/")
    assert (page.status_code, "encore prêt" in page.get_data(as_text=True)) == (HTTPStatus.OK, True)
    assert {client.get(path).status_code for path in ADDRESSES[1:]} == {HTTPStatus.NOT_FOUND}
    assert not (tmp_path / "offered").exists()


def test_the_page_says_what_there_is(client):
    page = client.get("/data/").get_data(as_text=True)
    for said in (
        "2\u00a0documents",
        "2\u00a0questions",
        "Licence Ouverte",
        "SHA-256",
        "ministries",
    ):
        assert said.replace("\u00a0", "&nbsp;") in page or said in page
    assert all(f'href="http://localhost{path}"' in page for path in FILES)


def test_the_catalogue_describes_the_very_files(client):
    answer = client.get("/data/catalog.jsonld")
    assert answer.mimetype == "application/ld+json"
    catalog = answer.get_json(force=True)
    (dataset,) = catalog["dcat:dataset"]
    types = (catalog["@type"], dataset["@type"])
    assert types == ("dcat:Catalog", "dcat:Dataset")
    assert "etalab" in dataset["dct:license"]["@id"]
    for distribution in dataset["dcat:distribution"]:
        url = distribution["dcat:downloadURL"]["@id"]
        with client.get(url) as file:
            data = file.get_data()
        assert distribution["dcat:byteSize"]["@value"] == str(len(data))
        checksum = distribution["spdx:checksum"]["spdx:checksumValue"]["@value"]
        assert checksum == hashlib.sha256(data).hexdigest()
        assert distribution["dcat:mediaType"]["@id"].endswith(file.mimetype)


def test_its_licence_does_not_cover_the_press(tmp_path):
    _publish(tmp_path, question(1), ARTICLE)
    _offer(_allowed(tmp_path))
    catalog = _client(_allowed(tmp_path)).get("/data/catalog.jsonld").get_json(force=True)
    (dataset,) = catalog["dcat:dataset"]
    assert "dct:license" not in dataset
    assert "leurs éditeurs" in dataset["dct:rights"]["rdfs:label"]["@value"]


def test_addresses_are_those_of_the_site(index):
    settings = _allowed(index, site_url="https://q.example.fr/recherche")
    client = _client(settings)
    given = {"base_url": "https://q.example.fr"}
    catalog = client.get("/recherche/data/catalog.jsonld", **given).get_json(force=True)
    assert catalog["@id"] == "https://q.example.fr/recherche/data/"


def test_files_are_read_by_other_programs(client, tmp_path):
    for path in FILES:
        with client.get(path) as answer:
            (tmp_path / Path(path).name).write_bytes(answer.get_data())
    with closing(sqlite3.connect(tmp_path / "documents.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT count(*) FROM read_parquet(?)", [str(tmp_path / "documents.parquet")]
        )
        assert found.fetchone() == (2,)


@pytest.mark.parametrize("path", FILES)
def test_a_file_comes_in_parts_and_only_when_it_has_changed(client, path):
    with client.get(path) as answer:
        whole, etag = answer.get_data(), answer.headers["ETag"]
        assert answer.headers["Last-Modified"]
        assert "attachment" in answer.headers["Content-Disposition"]
    assert len(whole) > 500_000  # more than any other answer may have
    with client.get(path, headers={"Range": "bytes=100-199", "If-Range": etag}) as part:
        assert (part.status_code, part.get_data()) == (HTTPStatus.PARTIAL_CONTENT, whole[100:200])
        assert part.headers["Content-Range"] == f"bytes 100-199/{len(whole)}"
    with client.get(path, headers={"Range": f"bytes={len(whole)}-"}) as part:
        assert part.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    with client.get(path, headers={"Range": "bytes=100-199", "If-Range": '"other"'}) as answer:
        assert (answer.status_code, answer.get_data()) == (HTTPStatus.OK, whole)
    with client.get(path, headers={"If-None-Match": etag}) as answer:
        assert (answer.status_code, answer.get_data()) == (HTTPStatus.NOT_MODIFIED, b"")
    with client.head(path) as answer:
        assert (answer.content_length, answer.get_data()) == (len(whole), b"")


@pytest.mark.parametrize(
    "path",
    [
        "/data/description.json",
        "/data/.lock",
        "/data/../CURRENT",
        "/data/%2e%2e/CURRENT",
        "/data/documents.parquet/..%2f..%2fCURRENT",
        "/data//etc/passwd",
        "/data/documents.csv",
    ],
)
def test_nothing_else_of_the_disk_is_reachable(client, path):
    assert client.get(path).status_code == HTTPStatus.NOT_FOUND


def test_the_newest_generation_takes_the_place_of_the_one_before(tmp_path):
    settings = _allowed(tmp_path)
    client = _client(settings)
    etags = []
    for count in (1, 2):
        _publish(tmp_path, *map(question, range(count)))
        _offer(settings)
        _offer(settings)  # made anew in the same place
        with client.head(FILES[0]) as answer:
            etags.append(answer.headers["ETag"])
        (folder,) = (tmp_path / "offered").glob("[!.]*")
        assert folder.name.startswith(f"{count:06}-")
    assert etags[0] != etags[1]
    assert [path.name for path in (tmp_path / "offered").glob(".*")] == [".lock"]


def test_a_text_made_private_later_is_no_longer_offered(tmp_path):
    _publish(tmp_path, ARTICLE)
    _offer(_allowed(tmp_path))
    private = _allowed(tmp_path, private_text=("presse",))
    client = _client(private)
    assert {client.get(path).status_code for path in ADDRESSES[1:]} == {HTTPStatus.NOT_FOUND}
    _offer(private)
    for path in FILES:
        with client.get(path) as answer:
            assert (answer.status_code, b"gardien" in answer.get_data()) == (HTTPStatus.OK, False)
    assert "ne peut être diffusé" in client.get("/data/").get_data(as_text=True)


def test_two_at_a_time_do_not_mix(tmp_path):
    _publish(tmp_path, question(1))
    (tmp_path / "offered").mkdir()
    with _alone(tmp_path / "offered"), pytest.raises(DumpBusyError):
        _offer(_allowed(tmp_path))


@pytest.mark.parametrize("said", ["", "{", '{"about": {}}', "\0"])
def test_a_broken_description_offers_nothing(tmp_path, said):
    folder = tmp_path / "offered" / "000001-abcd"
    folder.mkdir(parents=True)
    (folder / "description.json").write_text(said)
    assert newest_offered(tmp_path, ()) is None


def test_what_a_killed_run_left_is_removed(tmp_path):
    _publish(tmp_path, question(1))
    (tmp_path / "offered" / ".000001-abcd").mkdir(parents=True)
    (tmp_path / "offered" / ".000001-abcd" / "documents.parquet").write_text("half")
    _offer(_allowed(tmp_path))
    assert not (tmp_path / "offered" / ".000001-abcd").exists()
