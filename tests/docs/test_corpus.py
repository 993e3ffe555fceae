"""The corpus folder keeps its word: its examples are accepted, its notices are whole."""

import datetime as dt
import re
from pathlib import Path

import pytest

from places import PROJECT
from reading import read_corpus
from search_app.ingest import Limits
from search_app.model.document import Document, Kind, Status

CORPUS = PROJECT / "corpus"
EXAMPLES = re.findall(
    r"^```(\w+)\n(.*?)^```", (CORPUS / "README.md").read_text(), re.MULTILINE | re.DOTALL
)


def read(folder: Path) -> list[Document]:
    found = list(read_corpus(folder, limits=Limits()))
    assert [f for f in found if not isinstance(f, Document)] == []
    return [f for f in found if isinstance(f, Document)]


def test_every_accepted_format_has_an_example() -> None:
    assert [kind for kind, _ in EXAMPLES] == [
        "markdown",
        "text",
        "markdown",
        "markdown",
        "text",
        "html",
        "json",
        "xml",
        "sql",
        "csv",
        "toml",
    ]


@pytest.mark.parametrize("number", range(6))
def test_the_examples_are_accepted(tmp_path: Path, number: int) -> None:
    (tmp_path / "example").write_text(EXAMPLES[number][1])
    (document,) = read(tmp_path)
    assert document.title
    assert len(document.text) > 40
    assert document.kind is (Kind.QUESTION if number < 3 else Kind.ARTICLE)
    assert document.date
    assert document.is_notice is (number == 2)
    assert document.legislature


def test_the_example_of_open_data_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "example").write_text(EXAMPLES[6][1])
    (document,) = read(tmp_path)
    assert (document.id, document.title) == ("QANR5L16QE99904", "Recensement des hérissons")
    assert document.text.count("\n\n") == 1
    assert document.status is Status.PENDING


def test_the_example_of_a_page_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "example").write_text(EXAMPLES[7][1])
    (document,) = read(tmp_path)
    assert (document.id, document.title) == ("QANR5L14QE99906", "hérissons – nombre")
    assert document.constituency == "Lozère (1re circonscription)"


def test_the_example_of_the_senat_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "example").write_text(EXAMPLES[8][1])
    (document,) = read(tmp_path)
    assert (document.id, document.title) == ("SEQ200204333", "Entretien des phares")


def test_the_example_of_a_csv_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "questions.csv").write_text(EXAMPLES[9][1])
    (tmp_path / "questions.csv.toml").write_text(EXAMPLES[10][1])
    (document,) = read(tmp_path)
    assert (document.id, document.title) == ("QANR5L16QE99905", "Bancs de gare")
    assert (document.author, document.date) == ("M. Paul Modèle", dt.date(2024, 2, 6))


def test_the_starter_dossier_is_made_of_whole_notices() -> None:
    documents = read(CORPUS)
    assert len(documents) >= 55
    for document in documents:
        assert document.is_notice, document.source.path
        assert document.title
        if document.kind is Kind.QUESTION:
            assert document.source.path == f"questions/{document.legislature}/{document.id}.md"
            assert document.author
            assert document.date
            assert document.url.startswith("https://questions.assemblee-nationale.fr/q")
            names = (document.group, document.ministry_asked, document.topic)
            assert all(name is None or name.known for name in names), document.source.path
