"""The scores that are written down for every stem are those that its posting lists give."""

from pathlib import Path
from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damaging import current_folder
from making import opened, question
from search_app.engine.embedded import scoring
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.matching import snapshot as snapshots
from search_app.engine.embedded.matching.cache import Matching
from search_app.engine.embedded.matching.doc_sets import Matches
from search_app.engine.embedded.matching.snapshot import open_snapshot
from search_app.engine.embedded.scoring import scored_fields
from search_app.engine.embedded.segments.stem_scores import STEM_SCORES_FILE
from search_app.model.document import Document
from search_app.model.expr import And, Expr, MatchAll, Not, Or, Scope, Word

# Some stand for several stems, and « zèbre » for none.
WORDS = ("santé", "sante", "hôpital", "retraites", "retraité", "maïs", "mais", "école", "zèbre")
texts = st.lists(st.sampled_from(WORDS[:-1]), max_size=6).map(" ".join)
documents = st.lists(st.tuples(texts, texts, texts), max_size=8)
words = st.sampled_from(WORDS).map(Word)
asked = words | st.lists(words, min_size=2, max_size=3).flatmap(
    lambda some: st.sampled_from([And(tuple(some)), Or(tuple(some)), And((some[0], Not(some[1])))])
)


def _built(index: Path, *generations: list[tuple[str, str, str]]) -> Path:
    """Index some documents, a few in each generation, and delete every fourth."""
    number = 0
    for made in generations:
        with EmbeddedBuilder(index, full=False) as builder:
            for title, text, answer in made:
                builder.add(_document(number, title, text, answer))
                number += 1
            for gone in range(3, number, 4):
                if _document(gone).id in builder.ids():
                    builder.remove(_document(gone).id)
            builder.publish(corpus_digest="", rejected=0, ledger=b"")
    return current_folder(index)


def _document(number: int, title: str = "", text: str = "", answer: str = "") -> Document:
    return question(number, text, title=title or "Titre", answer=answer)


def _matches(folder: Path, expr: Expr) -> Matches:
    return Matching(open_snapshot(folder)).of(expr, monotonic() + 60)


@settings(max_examples=30, deadline=None)
@given(first=documents, second=documents, exprs=st.lists(asked, min_size=1, max_size=6))
def test_a_search_finds_the_same_without_them(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[str, str, str]],
    second: list[tuple[str, str, str]],
    exprs: list[Expr],
) -> None:
    folder = _built(tmp_path_factory.mktemp("index"), first, second)
    assert open_snapshot(folder).has_scores
    found = [_matches(folder, expr) for expr in exprs]
    whole = open_snapshot(folder)
    norms = {field: whole.norms(field).tolist() for field in scored_fields(whole)}
    assert "title" in norms or not first
    (folder / STEM_SCORES_FILE).unlink()
    bare = open_snapshot(folder)
    assert not bare.has_scores
    assert norms == {field: bare.norms(field).tolist() for field in scored_fields(bare)}
    for expr, got in zip(exprs, found, strict=True):
        wanted = _matches(folder, expr)
        assert got.documents.tolist() == wanted.documents.tolist()
        assert got.scores == pytest.approx(wanted.scores, rel=1e-5)


def test_they_are_worked_out_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [("Santé", "hôpital école", "retraites maïs")] * 5
    at_once = _built(tmp_path / "at once", made)
    monkeypatch.setattr(scoring, "_AT_ONCE", 2)
    in_parts = _built(tmp_path / "in parts", made)
    one, other = ((folder / STEM_SCORES_FILE).read_bytes() for folder in (at_once, in_parts))
    assert one == other
    assert np.all(open_snapshot(in_parts).scored("hôpital").scores > 0)


def test_an_index_of_nothing_has_none(tmp_path: Path) -> None:
    folder = _built(tmp_path, [])
    assert not len(open_snapshot(folder).scored("santé").documents)
    assert not len(_matches(folder, MatchAll()).documents)


@pytest.mark.parametrize("left", [0, 100])
def test_a_damaged_file_costs_time_alone(tmp_path: Path, left: int) -> None:
    folder = _built(tmp_path, [("Santé", "hôpital", "")])
    whole = _matches(folder, Word("santé"))
    path = folder / STEM_SCORES_FILE
    path.write_bytes(path.read_bytes()[:left].ljust(path.stat().st_size, b"\0"))
    generation = opened(tmp_path)
    assert not generation.snapshot.has_scores
    found = _matches(folder, Word("santé"))
    assert found.documents.tolist() == whole.documents.tolist() == [0]
    assert generation.damaged() == [STEM_SCORES_FILE]


def test_other_weights_than_those_in_use_do_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _built(tmp_path, [("Santé", "hôpital", "")])
    before = _matches(folder, Word("santé"))
    changed = {scope: dict(fields) for scope, fields in snapshots.STEMMED_FIELDS.items()}
    changed[Scope.ANY]["title"] *= 2
    monkeypatch.setattr(snapshots, "STEMMED_FIELDS", changed)
    assert not open_snapshot(folder).has_scores
    assert len(before.documents) == 1
