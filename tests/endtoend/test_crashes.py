"""A reindex that is killed at any step: the old generation is served, the next run is clean."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from endtoend.conftest import Program
from endtoend.forks import forks
from making import opened
from search_app.model.expr import Word
from search_app.model.query import Query

KILLED_AT = Path(__file__).parent / "killed_at.py"
EMBEDDED = "search_app.engine.embedded"
STEPS = [
    *((f"{EMBEDDED}.generations.folders:discard_leftovers", n) for n in ("1", "1+")),
    *(("pathlib:Path.hardlink_to", n) for n in ("1", "2+", "3")),
    *(("search_app.reindex.run:read_changes", n) for n in ("1", "1+")),
    *(("search_app.reindex.run:write_rejects", n) for n in ("1", "1+")),
    *(("whoosh.writing:SegmentWriter.delete_by_term", n) for n in ("1", "1+")),
    *((f"{EMBEDDED}.indexing.writer:ColumnarWriter.add_indexed", n) for n in ("1", "2", "3+")),
    *((f"{EMBEDDED}.indexing.writer:ColumnarWriter.commit", n) for n in ("1", "1+")),
    *((f"{EMBEDDED}.indexing.runs:write_segment", n) for n in ("1", "1+")),
    *((f"{EMBEDDED}.indexing.writer:write_segment", n) for n in ("1", "1+")),
    *((f"{EMBEDDED}.indexing.joining:Joining.data", n) for n in ("1", "1+")),
    *((f"{EMBEDDED}.segments.array_file:ArrayFileWriter.add_parts", n) for n in ("1", "20+")),
    *(("whoosh.writing:SegmentWriter._commit_toc", n) for n in ("1", "1+")),
    *((f"{EMBEDDED}.reader:OpenGeneration.get", n) for n in ("1", "3")),
    *((f"{EMBEDDED}.builder:file_sums", n) for n in ("1", "1+")),
    *((f"{EMBEDDED}.generations.folders:publish", "1"),),
    *((f"{EMBEDDED}.generations.folders:write_manifest", n) for n in ("1", "1+")),
    *((f"{EMBEDDED}.generations.folders:_sync", n) for n in ("1", "3", "5+", "7")),
    *((f"{EMBEDDED}.generations.folders:replace_file", "1"),),
]  # fmt: skip
PUBLISHED = [
    (f"{EMBEDDED}.generations.folders:replace_file", "1+"),
    (f"{EMBEDDED}.generations.folders:prune", "2"),
    (f"{EMBEDDED}.generations.folders:shutil.rmtree", "1"),
    (f"{EMBEDDED}.generations.folders:shutil.rmtree", "1+"),
]


def write(corpus: Path, number: int, word: str) -> None:
    (corpus / f"{number}.txt").write_text(
        f"Le titre numéro {number}\n\nUne phrase sur le {word}, assez longue pour être lue.\n"
    )


@pytest.fixture
def program_with_two_generations(tmp_path: Path, program: Callable[[Path], Program]) -> Program:
    """Ten documents with the word « premier », published twice; then three changed on disk."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    made = program(corpus)
    for number in range(10):
        write(corpus, number, "premier")
    assert made.run("reindex").returncode == 0
    write(corpus, 10, "premier")
    assert made.run("reindex").returncode == 0
    for number in range(3):
        write(corpus, number, "second")
    (corpus / "9.txt").unlink()
    return made


def counts(index: Path) -> tuple[int, int]:
    """Documents with the old word, and with the new one, as a reader gets them."""
    searcher = opened(index)
    found = [searcher.search(Query(expr=Word(w)), 5.0).total for w in ("premier", "second")]
    return found[0], found[1]


def kill(app: Program, target: str, when: str) -> None:
    done = forks().run(("reindex",), app.environment, app.index.parent, killed_at=(target, when))
    assert done.returncode == -signal.SIGKILL, done.stderr


def is_clean(app: Program) -> bool:
    """The next run succeeds, the index holds the corpus, nothing half-built is left."""
    assert app.run("reindex").returncode == 0
    assert counts(app.index) == (7, 3)
    assert app.run("check").returncode == 0
    left = sorted(f.name for f in (app.index / "generations").iterdir())
    assert (app.index / "CURRENT").read_text().strip() == left[-1]
    assert all((app.index / "generations" / name / "manifest.json").exists() for name in left)
    return len(left) == 2 and not list(app.index.glob("*.tmp"))


@pytest.mark.parametrize(("target", "when"), STEPS, ids=lambda part: part.rpartition(":")[2])
def test_killed_before_the_pointer_moved(
    program_with_two_generations: Program, target: str, when: str
) -> None:
    app = program_with_two_generations
    for _ in range(2):
        kill(app, target, when)
        assert counts(app.index) == (11, 0)
    assert is_clean(app)


@pytest.mark.parametrize(("target", "when"), PUBLISHED, ids=lambda part: part.rpartition(":")[2])
def test_killed_after_the_pointer_moved(
    program_with_two_generations: Program, target: str, when: str
) -> None:
    app = program_with_two_generations
    kill(app, target, when)
    assert counts(app.index) == (7, 3)
    assert is_clean(app)


@pytest.mark.parametrize(
    "target",
    ["search_app.reindex.reading:_entry_of", f"{EMBEDDED}.indexing.writer:ColumnarWriter.commit"],
    ids=["reading", "writing"],
)
def test_no_process_outlives_a_killed_run(
    tmp_path: Path, program: Callable[[Path], Program], target: str
) -> None:
    """Neither of those that parse nor of those that invert; the texts are long enough for both."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(4):
        words = "mot truc " * 30_000
        (corpus / f"{number}.txt").write_text(f"Le titre numéro {number}\n\nUne phrase. {words}\n")
    app = program(corpus)
    app.environment["SEARCH_APP_WRITER_MEMORY_MB"] = "16"
    # Not in a fork, whose processes would not be known by their environment.
    command = [sys.executable, str(KILLED_AT), target, "1", "reindex", "--jobs", "2"]
    done = subprocess.run(
        command, env=app.environment, capture_output=True, check=False, timeout=120
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    deadline = time.monotonic() + 20
    while working_on(app.index):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def working_on(index: Path) -> list[str]:
    """Processes that were started for this index, and still run."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"SEARCH_APP_INDEX={index}\0".encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text())
    return found


def test_killed_at_any_moment(program_with_two_generations: Program, tmp_path: Path) -> None:
    """Kill a run after a growing delay, until one ends by itself."""
    app = program_with_two_generations
    saved = tmp_path / "saved"
    shutil.copytree(app.index, saved)
    killed, delay_s = 0, 0.0
    while True:
        shutil.rmtree(app.index)
        shutil.copytree(saved, app.index)
        run = forks().run(("reindex",), app.environment, tmp_path, killed_after_s=delay_s)
        assert counts(app.index) in {(11, 0), (7, 3)}
        if run.returncode == 0:
            break
        assert run.returncode == -signal.SIGKILL, run.stderr
        killed += 1
        delay_s += 0.01
    assert killed > 10
    assert is_clean(app)
