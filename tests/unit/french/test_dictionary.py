"""The tables of the dictionary say what the dictionary says, kept in files or not."""

from pathlib import Path

import pytest
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from search_app.french import dictionary, fold
from search_app.french.dictionary import Dictionary, read_dictionary


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of bytecode of a program that was never started."""
    code = tmp_path / "dictionary.py"
    code.write_bytes(Path(dictionary.__file__).read_bytes())
    monkeypatch.setattr(dictionary, "__file__", str(code))
    return tmp_path / "__pycache__"


def _as_listed(found: Dictionary) -> None:
    listed = DefaultDictionaryFactory().get_dictionary("fr")
    for form in list(listed)[::100]:
        assert found.lemmas[form] == listed[form].lower().replace("œ", "oe")
    assert found.lemmas["oeuf"] == "oeuf"
    assert "été" in found.accented["ete"].split()
    assert all(fold(form) == "peche" for form in found.accented["peche"].split())
    assert found.first_halves["plateforme"] == "plate"
    assert found.lemmas.text("xyzzy") is None


def test_it_is_unpacked_once_and_read_from_files_from_then_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _as_listed(read_dictionary())
    (kept,) = folder.iterdir()
    assert {file.name for file in kept.iterdir()} == set(Dictionary._fields)
    monkeypatch.setattr(dictionary, "_unpacked", lambda: pytest.fail("unpacked again"))
    _as_listed(read_dictionary())


def test_files_of_another_version_are_replaced(folder: Path) -> None:
    (folder / "dictionary-0123456789abcdef").mkdir(parents=True)
    read_dictionary()
    (kept,) = folder.iterdir()
    assert kept.name != "dictionary-0123456789abcdef"


def test_where_nothing_can_be_written_it_is_held_in_memory(folder: Path) -> None:
    folder.write_text("no folder")
    _as_listed(read_dictionary())
    assert folder.read_text() == "no folder"
