"""`search-app export`: the starter dossier as a file, and each way in which that goes wrong."""

import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from endtoend.conftest import COMMANDS, Program
from places import PROJECT
from search_app.settings import Settings
from search_app.wiring import open_engine

DONE, FAILED, MISUSED, NO_INDEX = 0, 1, 2, 6
FORMATS = ("parquet", "sqlite")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Program:
    made = Program(PROJECT / "corpus", tmp_path_factory.mktemp("export") / "index")
    done = made.run("reindex")
    assert done.returncode == DONE, done.stderr
    return made


@pytest.fixture(params=FORMATS)
def export(dossier: Program, request: pytest.FixtureRequest) -> Callable[..., tuple[int, str]]:
    def run(*arguments: str | Path) -> tuple[int, str]:
        done = dossier.run("export", "--format", request.param, *map(str, arguments))
        return done.returncode, done.stderr

    return run


def _texts(path: Path) -> dict[str, str]:
    asked = "SELECT id, text FROM "
    if path.read_bytes().startswith(b"PAR1"):
        with duckdb.connect() as connection:
            found = connection.execute(f"{asked} read_parquet(?)", [str(path)])
            return dict(found.fetchall())
    with closing(sqlite3.connect(path)) as database:
        return dict(database.execute(f"{asked} documents"))


def test_the_starter_dossier_becomes_a_file(dossier, export, tmp_path):
    status, said = export(tmp_path / "dossier")
    assert (status, "64 documents" in said) == (DONE, True)
    engine = open_engine(Settings(index=dossier.index))
    with engine.searcher() as searcher:
        texts = {document.id: document.text for document in searcher.documents()}
    engine.close()
    assert _texts(tmp_path / "dossier") == texts
    assert (tmp_path / "dossier").stat().st_mode & 0o444 == 0o444
    status, said = export(tmp_path / "dossier")
    assert (status, "--force" in said, said.count("\n")) == (FAILED, True, 1)
    assert export("--force", tmp_path / "dossier")[0] == DONE
    assert [path.name for path in tmp_path.iterdir()] == ["dossier"]


def test_what_is_in_the_way_is_said_in_one_line(export, tmp_path):
    for target, reason in (
        (tmp_path / "absent" / "out", "no folder"),
        (tmp_path, "no file"),
        (Path("/dev/null"), "no file"),
        (Path("/proc/out"), "/proc/out"),
    ):
        status, said = export("--force", target)
        assert (status, said.count("\n"), reason in said) == (FAILED, 1, True), said


def test_a_full_disk_leaves_nothing(dossier, tmp_path):
    for file_format in FORMATS:
        done = subprocess.run(
            [
                *("bash", "-c", 'ulimit -f 20; exec "$0" "$@"', COMMANDS / "search-app"),
                *("export", "--format", file_format, tmp_path / "out"),
            ],
            env=dossier.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr.count("\n")) == (FAILED, 1), done.stderr
        assert "nothing was exported" in done.stderr
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("out",),
        ("--format", "parquet"),
        ("--format", "csv", "out"),
        ("--offer", "out"),
        ("--offer", "--format", "sqlite"),
    ],
)
def test_what_makes_no_sense_is_refused(dossier, arguments):
    assert dossier.run("export", *arguments).returncode == MISUSED


def test_without_an_index_nothing_is_written(export, tmp_path):
    empty = Program(tmp_path, tmp_path / "index")
    done = empty.run("export", "--format", "sqlite", "out")
    assert (done.returncode, "reindex" in done.stderr) == (NO_INDEX, True)
    assert empty.run("export", "--offer").returncode == NO_INDEX
    assert list(tmp_path.iterdir()) == []


def test_a_missing_library_is_named(dossier, tmp_path):
    (tmp_path / "pyarrow").mkdir()
    (tmp_path / "pyarrow" / "__init__.py").write_text("raise ImportError('not there')")
    done = subprocess.run(
        [COMMANDS / "search-app", "export", "--format", "parquet", tmp_path / "out"],
        env=dossier.environment | {"PYTHONPATH": f"{tmp_path}:{PROJECT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (FAILED, 1), done.stderr
    assert "make parquet" in done.stderr


def test_what_is_offered_is_made_once_for_each_generation(dossier):
    first = dossier.run("export", "--offer")
    assert (first.returncode, "offer_dumps" in first.stderr) == (DONE, True), first.stderr
    (folder,) = (dossier.index / "offered").glob("[!.]*")
    made = (folder / "documents.sqlite").stat().st_mtime_ns
    assert "already" in dossier.run("export", "--offer").stderr
    assert (folder / "documents.sqlite").stat().st_mtime_ns == made
    assert dossier.run("export", "--offer", "--force").returncode == DONE
    assert (folder / "documents.sqlite").stat().st_mtime_ns > made
    assert set(_texts(folder / "documents.sqlite")) == set(_texts(folder / "documents.parquet"))
    assert dossier.run("reindex", "--if-needed").returncode == DONE
    assert folder.exists()
