"""Other programs read in the files what the documents of the index say, field by field."""

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streaming import Streaming

from hostile import HOSTILE, hostile_document
from making import opened, question
from places import PROJECT
from search_app.dump import About, DumpError, Format, export
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.reader import EmbeddedEngine
from search_app.engine.rights import QuotingEngine
from search_app.model.document import (
    AuthorityName,
    Chamber,
    Clock,
    Document,
    DocumentType,
    Event,
    EventKind,
    FieldSource,
    Kind,
    Source,
    Status,
)

Read = Callable[[Path], list[dict[str, Any]]]
LISTS = ("events", "ministries", "laws", "field_sources", "withheld")
LONG = "très long " * 300_000
MINISTRY = AuthorityName(
    name="Travail, santé et solidarités", values=("Travail", "Santé", "Solidarités"), known=True
)
FULL = question(
    331,
    "L’été, les phares sont fermés.",
    answer="Ils ouvriront.\n\nLe ministre y veille.",
    chamber=Chamber.SENAT,
    author="Mme Ève Exemple",
    author_id="PA1",
    constituency="Finistère (8e circonscription)",
    department="Finistère",
    group=AuthorityName(name="La République en Marche", values=("REN",), known=True, labels=("R",)),
    legislature_inferred=True,
    ministry_asked=MINISTRY,
    ministry_in_charge=AuthorityName(name="Mer", values=("Mer",), known=False),
    topic=AuthorityName(name="mer et littoral", values=("Mer",), known=True),
    laws=("Loi n° 2019-774", "Code du travail"),
    status=Status.ANSWERED,
    clock=Clock.LATE,
    date=dt.date(2024, 2, 6),
    date_inferred=True,
    events=(
        Event(kind=EventKind.ASKED, date=dt.date(2024, 2, 6), page="31"),
        Event(kind=EventKind.REASSIGNED, date=None, ministry="Mer", reason="Remaniement"),
        Event(kind=EventKind.ANSWERED, date=dt.date(2024, 6, 4), page="99"),
        Event(kind=EventKind.CORRECTED, date=dt.date(2024, 6, 5), text="lire : phare"),
    ),
    source=Source(path="a.zip", line=3, record="331.json"),
    field_sources=(FieldSource(field="answer", source=Source(path="b.md")),),
    url="https://questions.example.fr/331",
)
ARTICLE = Document(
    id="presse-phare-0123abcd",
    kind=Kind.ARTICLE,
    type=DocumentType.ARTICLE,
    title="Le phare",
    text="Le gardien raconte.",
    source=Source(path="presse/phare.txt"),
    author="Jeanne Exemple",
    date_written="mars 2024",
    publisher="Le Littoral",
    page="A12",
    is_notice=True,
)


def as_row(document: Document, withheld: Iterable[str] = ()) -> dict[str, Any]:
    """Return what a file is to say of a document."""

    def name(field: str) -> str:
        found = getattr(document, field)
        return found.name if found else ""

    def value(field: str) -> str:
        found = getattr(document, field)
        return found.values[0] if found else ""

    taken = {
        field: getattr(document, field)
        for field in (
            *("answer", "number", "chamber", "author", "author_id", "constituency"),
            *("department", "legislature", "legislature_inferred", "status", "clock", "date"),
            *("date_inferred", "date_written", "asked_on", "answered_on", "url", "publisher"),
            *("page", "is_notice"),
        )
    }
    row = {
        **taken,
        "group_name": name("group"),
        "party": value("group"),
        "topic_name": name("topic"),
        "topic": value("topic"),
        "ministry_asked": name("ministry_asked"),
        "ministry_in_charge": name("ministry_in_charge"),
        "source_path": document.source.path,
        "source_line": document.source.line,
        "source_record": document.source.record,
    }
    row = {key: None if value == "" else value for key, value in row.items()}
    required = {key: getattr(document, key) for key in ("id", "kind", "type", "title", "text")}
    return {
        **row,
        **required,
        "events": [
            {f.name: getattr(event, f.name) or None for f in fields(Event)}
            for event in document.events
        ],
        "ministries": [
            {"role": role, "name": found.name, "value": value}
            for role in ("asked", "in_charge")
            if (found := getattr(document, f"ministry_{role}"))
            for value in found.values
        ],
        "laws": list(document.laws),
        "field_sources": [
            {
                "field": one.field,
                "path": one.source.path,
                "line": one.source.line,
                "record": one.source.record or None,
            }
            for one in document.field_sources
        ],
        "withheld": list(withheld),
    }


def read_parquet(path: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def read_sqlite(path: Path) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        documents = [dict(row) for row in database.execute("SELECT * FROM documents ORDER BY row")]
        assert [row.pop("row") for row in documents] == list(range(1, len(documents) + 1))
        for document in documents:
            for table in LISTS:
                rows = database.execute(
                    f"SELECT * FROM {table} WHERE document_id = ? ORDER BY position",  # noqa: S608
                    [document["id"]],
                )
                items = [dict(row) for row in rows]
                assert [i.pop("position") for i in items] == list(range(1, len(items) + 1))
                document[table] = [
                    {k: v for k, v in item.items() if k != "document_id"} for item in items
                ]
            document["laws"] = [item["law"] for item in document["laws"]]
            document["withheld"] = [item["field"] for item in document["withheld"]]
            for item in (document, *document["events"]):
                for key in ("date", "asked_on", "answered_on"):
                    if item.get(key):
                        item[key] = dt.date.fromisoformat(item[key])
    return documents


READERS = {Format.PARQUET: read_parquet, Format.SQLITE: read_sqlite}


@pytest.fixture(params=list(Format))
def file_format(request: pytest.FixtureRequest) -> Format:
    return request.param


@pytest.fixture
def exported(tmp_path: Path, file_format: Format) -> Callable[..., list[dict[str, Any]]]:
    def run(searcher: Any, **given: Any) -> list[dict[str, Any]]:
        target = tmp_path / f"out.{file_format}"
        _export(searcher, file_format, target, **given)
        return READERS[file_format](target)

    return run


def _export(searcher: Any, file_format: Format, target: Path, **given: Any) -> About:
    chosen = {"site": "https://q.example.fr", "force": True, "on_progress": lambda *_: None}
    return export(searcher, file_format, target, **chosen | given)


def _built(index: Path, *documents: Document) -> Path:
    with EmbeddedBuilder(index, full=True) as builder:
        for document in documents:
            builder.add(document)
        builder.publish(corpus_digest="c", rejected=0, ledger=b"")
    return index


def test_each_document_of_the_index_is_a_row(tmp_path, exported):
    hostile = [hostile_document(word, f"w{n}") for n, word in enumerate(HOSTILE)]
    index = _built(tmp_path / "index", FULL, ARTICLE, question(1, LONG), *hostile)
    searcher = opened(index)
    rows = exported(searcher)
    assert rows == [as_row(document) for document in searcher.documents()]
    assert len(rows) == 3 + len(HOSTILE)
    assert [row["text"] for row in rows if row["id"] == "QANR5L16QE1"] == [LONG]


def test_no_field_of_a_document_is_forgotten():
    row = as_row(FULL)
    renamed = {"group": "party", "source": "source_path"}
    assert {renamed.get(f.name, f.name) for f in fields(Document)} <= set(row)


def test_what_no_file_can_hold_is_replaced(exported):
    told = hostile_document("a\0b\ud800c\udfff", "w")
    rows = exported(Streaming([told], 1))
    assert rows == [as_row(hostile_document("a\ufffdb\ufffdc\ufffd", "w"))]


def test_a_private_text_is_left_out(tmp_path, file_format):
    index = _built(tmp_path / "index", FULL, ARTICLE)
    engine = QuotingEngine(EmbeddedEngine(index), ["presse"])
    target = tmp_path / "out"
    with engine.searcher() as searcher:
        about = _export(searcher, file_format, target)
    engine.close()
    rows = READERS[file_format](target)
    assert as_row(replace(ARTICLE, text=""), ["text"]) in rows
    assert about.withheld == 1
    assert b"gardien" not in target.read_bytes()


@pytest.mark.parametrize("query", ["ete", "été", "ÉTÉ", "text: ete", '"ete les phares"'])
def test_full_text_search_knows_no_accents(tmp_path, query):
    _export(Streaming([FULL, ARTICLE], 2), Format.SQLITE, tmp_path / "out.sqlite")
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        found = database.execute(
            "SELECT id, highlight(documents_fts, 1, '[', ']') FROM documents "
            "JOIN documents_fts ON documents_fts.rowid = documents.row "
            "WHERE documents_fts MATCH ?",
            [query],
        ).fetchall()
        database.execute("INSERT INTO documents_fts (documents_fts) VALUES ('integrity-check')")
    ((found_id, shown),) = found
    assert found_id == FULL.id
    assert "[été" in shown.lower()


def test_the_database_explains_itself(tmp_path):
    _export(Streaming([FULL], 1), Format.SQLITE, tmp_path / "out.sqlite")
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        schema = dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        assert "-- titre" in schema["documents"]
        assert "REFERENCES documents (id)" in schema["laws"]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        plan = database.execute(
            "EXPLAIN QUERY PLAN SELECT document_id FROM laws WHERE law = 'Code du travail'"
        ).fetchall()
        assert "laws_law" in str(plan)


def test_the_command_of_sqlite_reads_it(tmp_path):
    command = shutil.which("sqlite3")
    if not command:
        pytest.skip("the command sqlite3 is not installed")
    _export(Streaming([FULL, ARTICLE], 2), Format.SQLITE, tmp_path / "out.sqlite")
    asked = "SELECT title FROM documents_fts WHERE documents_fts MATCH 'ete'; SELECT law FROM laws ORDER BY position;"
    said = subprocess.run(
        [command, tmp_path / "out.sqlite", asked], capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines() == ["Question 331", "Loi n° 2019-774", "Code du travail"]


def test_days_of_parquet_are_days_and_its_texts_compressed(tmp_path):
    target = tmp_path / "out.parquet"
    _export(Streaming([FULL], 1), Format.PARQUET, target)
    with duckdb.connect() as connection:
        types = dict(
            connection.execute(
                "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))",
                [str(target)],
            ).fetchall()
        )
        codecs = connection.execute(
            "SELECT DISTINCT compression FROM parquet_metadata(?)", [str(target)]
        ).fetchall()
    assert (types["date"], types["laws"], types["is_notice"]) == ("DATE", "VARCHAR[]", "BOOLEAN")
    assert codecs == [("ZSTD",)]


def _facts(file_format: Format, path: Path) -> dict[str, str]:
    if file_format is Format.SQLITE:
        with closing(sqlite3.connect(path)) as database:
            return dict(database.execute("SELECT name, value FROM about"))
    with duckdb.connect() as connection:
        found = connection.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)])
        return {key.decode(): value.decode() for key, value in found.fetchall()}


def test_the_file_says_where_it_comes_from(tmp_path, file_format):
    about = _export(Streaming([FULL, ARTICLE], 2), file_format, tmp_path / "out")
    facts = _facts(file_format, tmp_path / "out")
    told = {
        "generation": "000007-abcd",
        "built": "2026-02-03T04:05:00Z",
        "documents": "2",
        "questions": "1",
        "articles": "1",
        "withheld": "0",
        "first_day": "2024-02-06",
        "last_day": "2024-02-06",
        "site": "https://q.example.fr",
        "licence": about.licence,
    }
    assert told.items() <= facts.items()
    assert "Licence Ouverte" in facts["licence"]


def test_no_document_makes_a_file_too(exported):
    assert exported(Streaming([], 0)) == []


def test_a_file_is_replaced_when_told_to_only(tmp_path, file_format):
    target = tmp_path / "out"
    target.write_text("kept")
    with pytest.raises(DumpError, match="--force"):
        _export(Streaming([FULL], 1), file_format, target, force=False)
    assert target.read_text() == "kept"
    _export(Streaming([FULL], 1), file_format, target)
    assert [row["id"] for row in READERS[file_format](target)] == [FULL.id]


def _breaking() -> Iterator[Document]:
    yield FULL
    raise KeyboardInterrupt


def test_what_is_broken_off_leaves_nothing(tmp_path, file_format):
    (tmp_path / "out").write_text("kept")
    with pytest.raises(KeyboardInterrupt):
        _export(Streaming(_breaking(), 2), file_format, tmp_path / "out")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out", "kept")]


def test_an_index_that_hides_documents_is_not_exported(tmp_path, file_format):
    with pytest.raises(DumpError, match="1 of its 2 documents"):
        _export(Streaming([FULL], 2), file_format, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "said"), [("absent/out", "no folder"), (".", "no file"), ("a" * 300, "too long")]
)
def test_a_place_that_cannot_be_written_is_named(tmp_path, file_format, name, said):
    with pytest.raises(DumpError, match=said):
        _export(Streaming([FULL], 1), file_format, tmp_path / name)


def test_memory_does_not_grow_with_the_documents(tmp_path, file_format):
    done = subprocess.run(
        [
            sys.executable,
            Path(__file__).parent / "streaming.py",
            file_format,
            tmp_path / "out",
            "8000",
        ],
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(PROJECT), str(PROJECT / "tests")))},
        capture_output=True,
        text=True,
        check=True,
    )
    early, peak = map(int, done.stdout.split())
    assert peak - early < 15, (early, peak)
