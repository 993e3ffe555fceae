"""Digests of code are kept beside the bytecode, by what they are made of."""

from pathlib import Path

import pytest

from search_app import beside_bytecode, code_digest
from search_app.model.facet import FacetField


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "__pycache__" / "code-digests.json"
    monkeypatch.setattr(beside_bytecode, "FOLDER", path.parent)
    monkeypatch.setattr(code_digest, "_kept_digests", code_digest._kept_digests.__wrapped__)
    return path


def _digests() -> list[str]:
    return [
        code_digest.module_code("search_app.caches"),
        code_digest.class_code(FacetField),
        code_digest.function_code(next(iter(FacetField)).values_of),
    ]


def test_they_are_the_same_when_they_are_read_again(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _digests()
    assert kept.exists()
    monkeypatch.setattr(code_digest, "_spelled", lambda _: pytest.fail("spelled out again"))
    assert _digests() == made


@pytest.mark.parametrize("damaged", ["", "{", "no JSON"])
def test_a_damaged_file_is_made_anew(kept: Path, damaged: str) -> None:
    made = _digests()
    kept.write_text(damaged)
    assert _digests() == made


def test_where_nothing_can_be_written_they_are_worked_out(kept: Path) -> None:
    made = _digests()
    kept.unlink()
    kept.parent.rmdir()
    kept.parent.write_text("no folder")
    assert _digests() == made


def test_what_is_made_is_kept_as_long_as_it_is_made_of_the_same(kept: Path) -> None:
    times: list[int] = []

    def words(*of: str | bytes) -> list[str]:
        def make() -> list[str]:
            times.append(1)
            return ["a", "b"]

        return beside_bytecode.made("words.json", of, make)

    assert words("one", b"two") == words("one", b"two") == ["a", "b"]
    assert len(times) == 1
    words("one", b"three")
    assert len(times) == 2
    for damaged in ("", "[]", "{"):
        kept.with_name("words.json").write_text(damaged)
        assert words("one", b"three") == ["a", "b"]
    assert len(times) == 5
