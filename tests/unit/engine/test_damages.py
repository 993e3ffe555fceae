"""Damaged files: each damage is reported, or harms nothing; no answer is ever a server error."""

import json
import logging
import pickle
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from whoosh.index import open_dir
from whoosh.util.varints import varint

from damaging import Trial, build, current_folder
from making import opened, question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.generations.manifest import (
    LEDGER,
    MANIFEST,
    file_sums,
    read_manifest,
    write_manifest,
)
from search_app.engine.embedded.reader import EmbeddedEngine
from search_app.engine.embedded.whoosh_view.codec import ColumnarSegment
from search_app.model.errors import (
    IndexDamagedError,
    IndexIncompatibleError,
    IndexMissingError,
    SearchIndexError,
)
from search_app.model.expr import Word
from search_app.model.query import Query

TRIALS = 75
GROUPS = 3


@pytest.mark.parametrize("group", range(GROUPS))
def test_random_damages(tmp_path: Path, group: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    trial = Trial(tmp_path)
    outcomes = Counter(trial.outcome(seed)[0] for seed in range(group, TRIALS, GROUPS))
    assert outcomes["opening"] > 0
    assert outcomes["check"] > 0


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "index"
    build(folder)
    return folder


@pytest.fixture
def index(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "index"))


def rewrite(file: Path, change: Callable[[bytes], bytes]) -> None:
    file.write_bytes(change(file.read_bytes()))


def flip_last(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


def error_on_opening(index: Path) -> SearchIndexError:
    with pytest.raises(SearchIndexError) as caught:
        opened(index)
    return caught.value


@pytest.mark.parametrize("pattern", ["*.arrays", "*.toc", MANIFEST])
@pytest.mark.parametrize(
    ("do", "says"),
    [(Path.unlink, "is missing"), (lambda file: rewrite(file, lambda data: data[:100]), "")],
    ids=["missing", "truncated"],
)
def test_opening_names_the_file(
    index: Path, pattern: str, do: Callable[[Path], None], says: str
) -> None:
    file = next(current_folder(index).glob(pattern))
    do(file)
    error = error_on_opening(index)
    assert isinstance(error, IndexDamagedError)
    assert file.name in error.detail
    assert says in error.detail


def test_a_damaged_pickle_is_never_looked_into(index: Path, tmp_path: Path) -> None:
    """The table of contents is replaced by a pickle that would write a file."""
    proof = tmp_path / "looked into"

    class Deed:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (proof,)

    (table,) = current_folder(index).glob("*.toc")
    deed = pickle.dumps(Deed())
    rewrite(table, lambda data: deed.ljust(len(data), b"."))
    assert "damaged" in error_on_opening(index).detail
    later = table.with_name("_MAIN_99.toc")
    later.write_bytes(deed)
    assert not proof.exists()
    assert error_on_opening(index).detail


def test_a_table_that_the_manifest_does_not_name_is_refused(index: Path) -> None:
    (table,) = current_folder(index).glob("*.toc")
    shutil.copyfile(table, table.with_name("_MAIN_99.toc"))
    assert "_MAIN_99.toc" in error_on_opening(index).detail


@pytest.mark.parametrize("content", ["{}", '{"format": 1}', '{"format": 3, "crc32": 0}', "[]"])
def test_a_manifest_of_another_version(index: Path, content: str) -> None:
    (current_folder(index) / MANIFEST).write_text(content)
    assert isinstance(error_on_opening(index), IndexIncompatibleError)


@pytest.mark.parametrize("content", ["", "{", '"\ud800', "[" * 100_000, "null]"])
def test_a_manifest_that_is_not_one(index: Path, content: str) -> None:
    (current_folder(index) / MANIFEST).write_bytes(content.encode(errors="surrogatepass"))
    assert MANIFEST in error_on_opening(index).detail


def test_a_changed_manifest_is_seen(index: Path) -> None:
    file = current_folder(index) / MANIFEST
    facts = json.loads(file.read_text())
    facts["generation"]["documents"] += 1
    file.write_text(json.dumps(facts))
    assert "manifest.json is damaged" in error_on_opening(index).detail


def resealed(index: Path) -> None:
    """Give the files as they are to the manifest: only their structure can be found wrong."""
    folder = current_folder(index)
    write_manifest(folder, replace(read_manifest(folder), files=file_sums(folder, known={})))


class Deed:
    """Writes a file when it is unpickled."""

    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.proof,)


# Whoosh leaves the file open in which it fails.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("forged", ["schema", "segments"])
def test_no_code_of_a_forged_table_is_run(index: Path, tmp_path: Path, forged: str) -> None:
    """Its sums are right: whoever can write the table can write the manifest."""
    proof = tmp_path / "run"
    deed = pickle.dumps([Deed(proof)])
    (table,) = current_folder(index).glob("*.toc")
    data = table.read_bytes()
    schema, segments = data.index(b"\x80\x02"), data.rindex(b"\x80\x05")
    if forged == "schema":
        length = len(data[schema : segments - 8])
        head = data[: schema - len(varint(length))]
        rewrite(table, lambda _: head + varint(len(deed)) + deed + data[segments - 8 :])
    else:
        rewrite(table, lambda _: data[:segments] + deed)
    resealed(index)
    if forged == "schema":
        assert opened(index).search(Query(), 5.0).hits
    else:
        assert "the table of contents names" in error_on_opening(index).detail
        with pytest.raises(IndexDamagedError), EmbeddedEngine(index).searcher():
            pass
        with EmbeddedBuilder(index, full=False) as builder:
            assert "the table of contents names" in builder.unusable()
    assert not proof.exists()
    with pytest.raises(Exception):  # noqa: B017, PT011 - Whoosh itself runs it: it is a real one
        open_dir(str(current_folder(index)), readonly=True).reader()
    assert proof.exists()


def test_a_forged_table_names_no_file_elsewhere(index: Path) -> None:
    segment = ColumnarSegment("MAIN")
    segment.segid = "/../../other"
    (table,) = current_folder(index).glob("*.toc")
    rewrite(table, lambda data: data[: data.rindex(b"\x80\x05")] + pickle.dumps([segment]))
    resealed(index)
    assert "names a segment MAIN_/../../other" in error_on_opening(index).detail


def test_a_segment_of_another_version_is_refused(index: Path) -> None:
    segment = max(current_folder(index).glob("*.arrays"))
    rewrite(segment, lambda data: b"SAARRAY0" + data[8:])
    resealed(index)
    assert f"{segment.name}: not of this version" in error_on_opening(index).detail


def test_segments_that_changed_places_are_refused(index: Path) -> None:
    one, other = current_folder(index).glob("*.arrays")
    content = one.read_bytes()
    rewrite(one, lambda _: other.read_bytes())
    rewrite(other, lambda _: content)
    resealed(index)
    assert ".arrays has" in error_on_opening(index).detail


def test_the_next_reindex_starts_over(index: Path) -> None:
    """Nothing damaged is carried over into the next generation, and the reason is told."""
    segment = max(current_folder(index).glob("*.arrays"), key=lambda file: file.stat().st_size)
    rewrite(segment, flip_last)
    with EmbeddedBuilder(index, full=False) as builder:
        assert segment.name in builder.unusable()
        assert (builder.ids(), builder.ledger()) == (set(), b"")
        builder.add(question(1, "cloud"))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    searcher = opened(index)
    assert searcher.search(Query(expr=Word("cloud")), 5.0).total == 1
    assert searcher.damaged() == []


@pytest.mark.parametrize(
    "do",
    [
        Path.unlink,
        lambda file: rewrite(file, lambda data: data[:9]),
        lambda f: rewrite(f, flip_last),
    ],
    ids=["missing", "truncated", "flipped"],
)
def test_a_damaged_ledger_stops_no_search_and_is_not_believed(
    index: Path, do: Callable[[Path], None]
) -> None:
    do(current_folder(index) / LEDGER)
    searcher = opened(index)
    assert searcher.search(Query(), 5.0).hits
    assert searcher.damaged() == [LEDGER]
    with EmbeddedBuilder(index, full=False) as builder:
        assert LEDGER in builder.unusable()
        assert builder.ledger() == b""


def test_a_first_build_and_a_sound_one_have_nothing_to_tell(tmp_path: Path, index: Path) -> None:
    with pytest.raises(IndexMissingError):
        opened(tmp_path / "new")
    for folder in (tmp_path / "new", index):
        with EmbeddedBuilder(folder, full=False) as builder:
            assert builder.unusable() == ""


def test_an_error_without_damage_is_no_excuse(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of the program is not passed off as damage."""
    searcher = opened(index)

    def slip(*_: object, **__: object) -> None:
        raise ValueError("slip")

    monkeypatch.setattr("search_app.engine.embedded.matching.facets.Columns.facet_counts", slip)
    with pytest.raises(ValueError, match="slip"):
        searcher.search(Query(), 5.0)
    segment = max(current_folder(index).glob("*.arrays"))
    rewrite(segment, lambda data: data[:9] + b"?" + data[10:])
    assert opened(index).search(Query(), 5.0).unfinished == ("matching", "index")
