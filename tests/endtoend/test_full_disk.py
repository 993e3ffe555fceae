"""A disk that is full at any moment of a reindex: a clear error, the old index untouched."""

import re
import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from endtoend.conftest import Program

FILE_SIZES = [0, 500, 3_000, 30_000]


def write(corpus: Path, first: int, last: int) -> None:
    for number in range(first, last):
        words = " ".join(f"mot{number * place % 97}" for place in range(40))
        (corpus / f"{number}.txt").write_text(f"Le titre numéro {number}\n\nUne phrase, {words}.\n")


@pytest.fixture
def published(tmp_path: Path, program: Callable[[Path], Program]) -> Program:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write(corpus, 0, 10)
    made = program(corpus)
    assert made.run("reindex").returncode == 0
    write(corpus, 8, 30)
    return made


def contents(index: Path) -> dict[str, bytes]:
    files = (file for file in index.rglob("*") if file.is_file())
    return {str(file.relative_to(index)): file.read_bytes() for file in files}


def reindex_with_room_for(app: Program, size: int) -> subprocess.CompletedProcess[str]:
    """Let no file grow beyond `size` bytes, which fails as a full disk does."""
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size))
    return subprocess.run(
        [str(Path(sys.executable).parent / "search-app"), "reindex"],
        env=app.environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_file_that_cannot_be_written(published: Program) -> None:
    before = contents(published.index)
    failed = set()
    for size in FILE_SIZES:
        done = reindex_with_room_for(published, size)
        if done.returncode == 0:
            break
        assert done.returncode == 1, done.stderr
        said = re.search(
            r"search-app: cannot write (\S+) \(.+\): .+ `search-app reindex` again\n", done.stderr
        )
        assert said, done.stderr
        failed.add(Path(said[1]).suffix or Path(said[1]).name)
        left = contents(published.index)
        left.pop("rejects.jsonl")
        assert left == {name: data for name, data in before.items() if name != "rejects.jsonl"}
        assert published.search("")["total"] == 10
    assert {".owner", ".arrays"} <= failed
    assert published.run("reindex").returncode == 0
    assert published.search("")["total"] == 30
    assert published.run("check").returncode == 0
