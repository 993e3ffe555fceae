"""What is read of the file of words and names is what follows from the segments beside it."""

import logging
from pathlib import Path

import pytest

from damaging import current_folder
from making import opened, question
from oracle import OracleEngine
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.matching.snapshot import open_snapshot
from search_app.engine.embedded.segments.vocabulary import VOCABULARY_FILE
from search_app.engine.embedded.vocabulary import no_vocabulary
from search_app.french import letters, words
from search_app.model.document import Document
from search_app.model.vocabulary import Vocabulary
from search_app.search.spelling import Spelling

_TEXTS = [
    "L’hôpital de Saint-Étienne, la maïs-culture, le maïs. La cinquième, la 5e.",
    "Office français de la biodiversité (OFB). Un hopital, mais. L’été, LES ETES, la jeûne.",
    "L’Office français de la biodiversité (OFB), l’hôpital. Saint-Etienne, article L. 521-1.",
    "Hôpitaux, photographie, fotographie, jeunes ; photographies, l’hôpital, la photographie.",
]


def _documents() -> list[Document]:
    return [question(n, f"{text} Jeunes.", title=f"Titre {n % 3}") for n, text in enumerate(_TEXTS)]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        for document in _documents():
            builder.add(document)
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    return tmp_path


def _facts(vocabulary: Vocabulary) -> dict[str, object]:
    tables = ("words", "accented", "acronyms", "acronyms_of", "compounds", "compound_forms")
    facts: dict[str, object] = {name: dict(getattr(vocabulary, name)) for name in tables}
    facts["sounding"] = {s: sorted(w.split()) for s, w in vocabulary.sounding.items()}
    facts |= {"stems": dict(vocabulary.stems), "names": sorted(vocabulary.names)}
    return facts | {
        "numbers": list(vocabulary.numbers),
        "titles": vocabulary.titles.find("titre", 9),
    }


def test_words_and_names_are_those_that_loops_over_the_documents_find(index: Path) -> None:
    got, wanted = _facts(opened(index).vocabulary), _facts(OracleEngine(_documents()).vocabulary)
    assert got == wanted
    assert got["acronyms"] == {"ofb": "Office français de la biodiversité"}
    assert got["acronyms_of"]
    assert got["sounding"]
    assert got["stems"]


def test_what_words_stand_for_is_what_their_terms_say(index: Path) -> None:
    read = open_snapshot(current_folder(index))
    (current_folder(index) / VOCABULARY_FILE).unlink()
    made = open_snapshot(current_folder(index))
    assert {k: dict(v) for k, v in read.forms.tables._asdict().items() if k != "letters"} == {
        k: v for k, v in made.forms.tables._asdict().items() if k != "letters"
    }
    assert list(read.letters) == list(made.letters) == sorted(set(made.letters))
    for begun in ("ma", "maï", "ét", "et", "5", "z"):
        assert read.forms.beginning_with(begun) == made.forms.beginning_with(begun)


@pytest.mark.parametrize("word", ["hopitl", "fotografie", "jeunse", "saintetienne", "xyzzy"])
def test_spellings_are_those_of_a_dictionary_of_the_words(index: Path, word: str) -> None:
    spelling, truth = (Spelling(s.vocabulary) for s in (opened(index), OracleEngine(_documents())))
    assert spelling.candidates(word) == truth.candidates(word)


def test_words_within_some_edits_are_found_in_each_field(index: Path) -> None:
    matching = opened(index)._matching
    assert set(matching.close_to("text_strict", "hopitla", 1)) >= {"hôpital"}
    assert letters(matching.close_to("title_strict", "titrr", 1)[0]) == "titre"
    assert matching.close_to("title_strict", "hopital", 1) == []


def test_a_damaged_file_costs_corrections_and_suggestions_only(
    index: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = current_folder(index) / VOCABULARY_FILE
    whole = opened(index)
    path.write_bytes(bytes(path.stat().st_size))
    with caplog.at_level(logging.CRITICAL + 1):
        damaged = opened(index)
        assert _facts(damaged.vocabulary) == _facts(no_vocabulary())
    for word in words(" ".join(_TEXTS)):
        assert damaged.snapshot.forms.stems(word) == whole.snapshot.forms.stems(word)
