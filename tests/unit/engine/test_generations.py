"""Publishing: one step, two generations kept, nothing half-built ever served."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from making import opened, question
from search_app.engine.embedded import reader
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.generations import folders
from search_app.engine.embedded.generations.folders import EmbeddedGenerations
from search_app.engine.embedded.generations.lock import OWNER, exclusive
from search_app.engine.embedded.generations.manifest import (
    LEDGER,
    Manifest,
    read_manifest,
    write_manifest,
)
from search_app.engine.embedded.reader import EmbeddedEngine
from search_app.engine.port import Searcher
from search_app.model.document import Document
from search_app.model.errors import (
    IndexBusyError,
    IndexIncompatibleError,
    IndexMissingError,
    IndexWriteError,
    NoEarlierGenerationError,
    SearchIndexError,
    VerificationError,
)
from search_app.model.query import Query
from search_app.model.results import Generation


def build(index: Path, *documents: Document, full: bool = False) -> Generation:
    with EmbeddedBuilder(index, full=full) as builder:
        for document in documents:
            builder.add(document)
        return builder.publish(corpus_digest="c", rejected=0, ledger=b"kept")


def folder_names(index: Path) -> list[str]:
    return sorted(f.name for f in (index / "generations").iterdir())


def total(index: Path) -> int:
    return opened(index).search(Query(), 5.0).total


def followed(engine: EmbeddedEngine, generation: Generation) -> int:
    """Wait until a generation answers; return its number of documents."""
    while True:
        with engine.searcher() as searcher:
            if searcher.generation == generation:
                return searcher.search(Query(), 5.0).total
        time.sleep(0.001)


def test_a_reader_follows_without_being_told(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    with pytest.raises(IndexMissingError), engine.searcher():
        pass
    first = build(tmp_path, question(1))
    with engine.searcher() as searcher:
        assert (searcher.generation, searcher.search(Query(), 5.0).total) == (first, 1)
        second = build(tmp_path, question(2))
        assert followed(engine, second) == 2
        assert (searcher.generation, searcher.search(Query(), 5.0).total) == (first, 1)
    engine.close()


def test_a_new_generation_answers_only_when_it_is_ready(tmp_path: Path) -> None:
    """As long as it is being prepared the one before answers, and nobody waits."""
    first = build(tmp_path, question(1))
    is_ready = threading.Event()
    prepared = []

    def prepare(searcher: Searcher) -> None:
        assert is_ready.wait(timeout=60)
        prepared.append(searcher.generation)

    engine = EmbeddedEngine(tmp_path, prepare)
    with engine.searcher():
        pass
    second = build(tmp_path, question(2))
    for _ in range(100):
        with engine.searcher() as searcher:
            assert searcher.generation == first
    is_ready.set()
    assert followed(engine, second) == 2
    assert prepared == [second]
    engine.close()


def test_one_that_is_removed_while_it_is_opened_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = build(tmp_path, question(1))

    def read_late(folder: Path) -> Manifest:
        monkeypatch.undo()
        for number in (2, 3):  # two generations are kept
            build(tmp_path, question(number))
        assert folder.name == gone.id
        return read_manifest(folder)

    monkeypatch.setattr(reader, "read_manifest", read_late)
    engine = EmbeddedEngine(tmp_path)
    with engine.searcher() as searcher:
        assert searcher.search(Query(), 5.0).total == 3
    engine.close()


def test_an_engine_that_has_opened_nothing_is_closed(tmp_path: Path) -> None:
    EmbeddedEngine(tmp_path).close()


def test_requests_that_come_together_open_a_generation_once(tmp_path: Path) -> None:
    build(tmp_path, question(1))
    engine = EmbeddedEngine(tmp_path)
    first = engine._open_first()
    assert engine._open_first() is first
    build(tmp_path, question(2))
    with engine.searcher():
        pass
    while engine._current is first:
        time.sleep(0.001)
    opening = engine._opening
    engine._open_beside(first)
    assert engine._opening is opening
    engine.close()


def test_one_that_cannot_be_opened_leaves_the_one_before_answering(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("search_app.engine.embedded.reader.RETRY_S", 0.0)
    first = build(tmp_path, question(1))
    engine = EmbeddedEngine(tmp_path)
    with engine.searcher():
        second = build(tmp_path, question(2))
    (segment, *_) = folders.folder_of(tmp_path, second.id).glob("*.arrays")
    hidden = segment.rename(tmp_path / "hidden")
    while "goes on answering" not in caplog.text:
        with engine.searcher() as searcher:
            assert searcher.generation == first
    hidden.rename(segment)
    assert followed(engine, second) == 2
    engine.close()


def spoiled(pointer: Path) -> None:
    pointer.write_bytes(b"\xff\0")


def removed(pointer: Path) -> None:
    pointer.unlink()


def made_a_folder(pointer: Path) -> None:
    pointer.unlink()
    pointer.mkdir()


@pytest.mark.parametrize("spoil", [spoiled, removed, made_a_folder])
def test_a_broken_pointer_leaves_an_open_generation_answering(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None]
) -> None:
    monkeypatch.setattr("search_app.engine.embedded.reader.RETRY_S", 0.0)
    first = build(tmp_path, question(1))
    engine = EmbeddedEngine(tmp_path)
    pointer = tmp_path / folders.POINTER
    with engine.searcher():
        spoil(pointer)
    for _ in range(20):
        with engine.searcher() as searcher:
            assert (searcher.generation, searcher.search(Query(), 5.0).total) == (first, 1)
    engine.close()
    with pytest.raises(SearchIndexError), EmbeddedEngine(tmp_path).searcher():
        pass
    if pointer.is_dir():
        pointer.rmdir()
    second = build(tmp_path, question(2), full=True)
    assert followed(engine, second) == 1
    engine.close()


def test_two_generations_are_kept(tmp_path: Path) -> None:
    published = [build(tmp_path, question(n)).id for n in range(4)]
    assert folder_names(tmp_path) == published[2:]


def test_an_older_folder_is_never_changed(tmp_path: Path) -> None:
    def contents(folder: Path) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in folder.iterdir()}

    old = folders.folder_of(tmp_path, build(tmp_path, question(1), question(2)).id)
    before = contents(old)
    build(tmp_path, question(1, "changé"), question(3))
    assert contents(old) == before


@pytest.mark.parametrize("stop_at", ["add", "verify", "publish"])
def test_leaving_early_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_at: str
) -> None:
    kept = build(tmp_path, question(1))

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    target = {
        "add": "search_app.engine.embedded.indexing.writer.ColumnarWriter.add_indexed",
        "verify": "search_app.engine.embedded.reader.OpenGeneration.get",
        "publish": "search_app.engine.embedded.generations.folders.publish",
    }[stop_at]
    with monkeypatch.context() as patched:
        patched.setattr(target, interrupt)
        with pytest.raises(KeyboardInterrupt):
            build(tmp_path, question(2))
    assert folder_names(tmp_path) == [kept.id]
    assert folders.current_id(tmp_path) == kept.id
    assert total(tmp_path) == 1


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    kept = build(tmp_path, question(1))
    (tmp_path / "generations" / "000002-dead").mkdir()
    new = build(tmp_path, question(2))
    assert folder_names(tmp_path) == [kept.id, new.id]


def test_what_a_build_killed_after_publishing_left_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = [build(tmp_path, question(n)).id for n in range(2)]
    with monkeypatch.context() as patched:
        patched.setattr("search_app.engine.embedded.generations.folders.prune", lambda *_, **__: ())
        published += [build(tmp_path, question(n)).id for n in range(2, 4)]
    assert folder_names(tmp_path) == published
    with EmbeddedBuilder(tmp_path, full=False):
        pass
    assert folder_names(tmp_path) == published[2:]


def test_a_loss_is_seen_before_publishing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = build(tmp_path, question(1))
    monkeypatch.setattr("search_app.engine.embedded.reader.OpenGeneration.get", lambda *_: None)
    with pytest.raises(VerificationError):
        build(tmp_path, question(2))
    assert folders.current_id(tmp_path) == kept.id


def test_a_document_that_was_not_put_in_is_seen_before_publishing(tmp_path: Path) -> None:
    kept = build(tmp_path, question(1))
    with EmbeddedBuilder(tmp_path, full=False) as builder:
        builder.add(question(2))
        builder._ids.remove(question(1).id)
        with pytest.raises(VerificationError) as caught:
            builder.publish(corpus_digest="", rejected=0, ledger=b"")
    assert caught.value.detail == "1 documents put in, 2 found"
    assert folders.current_id(tmp_path) == kept.id


def test_a_ledger_that_is_gone_is_an_empty_one(tmp_path: Path) -> None:
    kept = build(tmp_path, question(1))
    (folders.folder_of(tmp_path, kept.id) / LEDGER).unlink()
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        assert builder.current() == (1, b"")


@pytest.mark.parametrize("name", [".", "generations", OWNER])
def test_what_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    """A file where a folder is to be, or a folder where a file is."""
    index = tmp_path / "index"
    if name == OWNER:
        (index / name / "x").mkdir(parents=True)
    else:
        (index / name).parent.mkdir(exist_ok=True)
        (index / name).write_text("")
    with pytest.raises(IndexWriteError) as caught:
        build(index, question(1))
    assert caught.value.path.startswith(str(index / name))


def test_two_builders_exclude_each_other_between_processes(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from search_app.engine.embedded.builder import EmbeddedBuilder;"
        "builder = EmbeddedBuilder(Path(sys.argv[1]), full=True).__enter__();"
        "print('building', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "building\n"
        with pytest.raises(IndexBusyError) as caught:
            build(tmp_path, question(1))
        assert f"process {other.pid}" in caught.value.detail
        other.kill()
    build(tmp_path, question(1))
    assert total(tmp_path) == 1


@pytest.mark.parametrize("field", ["schema_digest", "analyzer_digest"])
def test_another_version_is_refused_then_rebuilt(tmp_path: Path, field: str) -> None:
    made = build(tmp_path, question(1))
    folder = folders.folder_of(tmp_path, made.id)
    manifest = read_manifest(folder)
    other = replace(manifest.generation, **{field: "other"})
    write_manifest(folder, replace(manifest, generation=other))
    with pytest.raises(IndexIncompatibleError):
        opened(tmp_path)
    build(tmp_path, question(2))
    assert total(tmp_path) == 1


def test_ids_ledger_and_removal(tmp_path: Path) -> None:
    build(tmp_path, question(1), question(2))
    with EmbeddedBuilder(tmp_path, full=False) as builder:
        assert builder.ids() == {"QANR5L16QE1", "QANR5L16QE2"}
        assert builder.ledger() == b"kept"
        builder.remove("QANR5L16QE1")
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    assert opened(tmp_path).get("QANR5L16QE1") is None
    assert total(tmp_path) == 1
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        assert (builder.ids(), builder.ledger()) == (set(), b"")


def test_rollback_and_prune(tmp_path: Path) -> None:
    store = EmbeddedGenerations(tmp_path)
    first = build(tmp_path, question(1))
    with pytest.raises(NoEarlierGenerationError):
        store.rollback()
    second = build(tmp_path, question(2))
    engine = EmbeddedEngine(tmp_path)
    assert (store.published(), store.current()) == ((second, first), second)
    assert followed(engine, second) == 2
    assert store.rollback() == first
    assert store.current() == first
    assert followed(engine, first) == 1
    third = build(tmp_path, question(3))
    assert folder_names(tmp_path) == [first.id, third.id]
    assert followed(engine, third) == 2
    assert store.prune() == (first.id,)
    assert folder_names(tmp_path) == [third.id]
    assert followed(engine, third) == 2
    engine.close()


def test_a_generation_in_use_stays_open_until_its_last_user_is_done(tmp_path: Path) -> None:
    build(tmp_path, *(question(n) for n in range(5)))
    engine = EmbeddedEngine(tmp_path)
    with engine.searcher() as searcher:
        documents = searcher.documents()
        next(documents)
        for n in range(10, 14):
            assert followed(engine, build(tmp_path, question(n))) == n - 4
        assert len(list(documents)) == 4
    engine.close()


def test_a_small_file_that_cannot_be_replaced_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / folders.POINTER).mkdir()
    with pytest.raises(OSError, match=folders.POINTER):
        folders.replace_file(tmp_path / folders.POINTER, "x")
    assert [file.name for file in tmp_path.iterdir()] == [folders.POINTER]


def test_a_lock_whose_owner_left_no_name_is_held_all_the_same(tmp_path: Path) -> None:
    with exclusive(tmp_path):
        (tmp_path / OWNER).unlink()
        with pytest.raises(IndexBusyError) as caught, exclusive(tmp_path):
            pass
    assert caught.value.detail == "another process"
