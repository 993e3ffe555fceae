"""What a text names when it says nothing else, and what it does not name."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from making import opened, question
from search_app.authority import group_name, ministry_name, topic_name
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.generation import OpenGeneration
from search_app.model.document import AuthorityName, Document, DocumentType
from search_app.model.query import Query
from search_app.search import named_by, search
from search_app.search.absent import absent_parts
from search_app.search.cards import NAMESAKES_MAX, QUESTIONS_MAX
from search_app.syntax import parse

TODAY = date(2024, 1, 1)
AUTHORS = ("Mme Léa de Brissac", "M. Jean-Luc Orme", "Mme Zoé Orme", "M. Paul Frêne")


def asked(number: int, legislature: int, day: date, **facts: Any) -> Document:
    kind = facts.pop("type", DocumentType.QE)
    return question(
        number,
        f"Un texte où vient le nombre {number}, {'des mots ' * legislature}.",
        id=f"QANR5L{legislature}{kind}{number}",
        type=kind,
        legislature=str(legislature),
        date=day,
        **facts,
    )


def documents() -> Iterator[Document]:
    for place, author in enumerate(AUTHORS):
        yield question(
            place + 1,
            author=author,
            group=group_name("Socialistes et apparentés" if place else "La France insoumise"),
            ministry_asked=ministry_name("Santé et prévention" if place else "Culture"),
            topic=topic_name("sports" if place else "animaux"),
        )
    # The newest is neither the first nor the last that is indexed.
    for legislature, year in ((16, 2023), (17, 2025), (15, 2018)):
        yield asked(331, legislature, date(year, 1, 1))
    yield asked(331, 15, date(2019, 1, 1), type=DocumentType.QG)
    yield asked(332, 16, date(2023, 2, 1))
    yield asked(
        15463,
        16,
        date(2023, 3, 1),
        topic=AuthorityName(name="Thème à part", values=("Thème à part",), known=False),
    )
    for number in range(QUESTIONS_MAX + 2):
        yield question(900 + number, author=f"M. Léon Bouleau{'x' * number}" if number else "")
    for number in range(NAMESAKES_MAX + 1):
        yield question(950 + number, author=f"M. P{number} Saule")


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> OpenGeneration:
    index: Path = tmp_path_factory.mktemp("cards")
    with EmbeddedBuilder(index, full=True) as builder:
        for document in documents():
            builder.add(document)
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    return opened(index)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("QE 331", ["QANR5L17QE331", "QANR5L16QE331", "QANR5L15QE331"]),
        ("331", ["QANR5L17QE331", "QANR5L16QE331", "QANR5L15QG331", "QANR5L15QE331"]),
        ("question écrite n° 331 (16e)", ["QANR5L16QE331"]),
        ("QE 15 463", ["QANR5L16QE15463"]),
        ("QE 332 15463", ["QANR5L16QE15463", "QANR5L16QE332"]),
        ("QE 332, 333 et 15463 (16e)", ["QANR5L16QE15463", "QANR5L16QE332"]),
        ("QE 4444", []),
        ("331 lits", []),
    ],
)
def test_questions(searcher: OpenGeneration, text: str, ids: list[str]) -> None:
    named = named_by(searcher, text, timeout_s=9)
    assert [document.id for document in named.questions] == ids
    assert named.questions_total == len(ids)
    assert not named.values
    hits = search(searcher, Query(text=text, expr=parse(text, today=TODAY)), timeout_s=9).hits
    assert [hit.document.id for hit in hits][: len(ids)] == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("QE 15463 santé", ["QANR5L16QE15463"]),
        ("voir la question n° 15 463 (16e) sur la santé", ["QANR5L16QE15463"]),
        ("réponse à 16-331QE", ["QANR5L16QE331"]),
        ("santé 331", []),
        ("loi n° 331 santé", []),
        ("QE 4444 santé", []),
    ],
)
def test_a_question_among_other_words(searcher: OpenGeneration, text: str, ids: list[str]) -> None:
    named = named_by(searcher, text, timeout_s=9)
    assert [document.id for document in named.questions] == ids
    query = Query(text=text, expr=parse(text, today=TODAY))
    results = search(searcher, query, timeout_s=9)
    absent = [part.text for part in absent_parts(searcher, query, results, timeout_s=9)]
    assert not ids or not any("331" in text or "463" in text for text in absent)


def test_more_questions_than_cards(searcher: OpenGeneration) -> None:
    numbers = ", ".join(str(900 + number) for number in range(QUESTIONS_MAX + 2))
    named = named_by(searcher, f"QE {numbers}", timeout_s=9)
    assert len(named.questions) == QUESTIONS_MAX
    assert named.questions_total == QUESTIONS_MAX + 2


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Léa de Brissac", [("author", "Mme Léa de Brissac", 1)]),
        ("mme lea de brissac", [("author", "Mme Léa de Brissac", 1)]),
        ("de Brissac", [("author", "Mme Léa de Brissac", 1)]),
        ("« Frêne Paul »", [("author", "M. Paul Frêne", 1)]),
        ("députée Orme", [("author", "M. Jean-Luc Orme", 1), ("author", "Mme Zoé Orme", 1)]),
        ("jean luc orme", [("author", "M. Jean-Luc Orme", 1)]),
        ("PS", [("party", "SOC", 3)]),
        ("les insoumis", [("party", "LFI", 1)]),
        ("ministère de la Culture", [("ministry", "Culture", 1)]),
        ("Santé et prévention", [("ministry", "Santé", 3)]),
        ("santé", [("ministry", "Santé", 3)]),
        ("Sports", [("topic", "Sports", 3)]),
        ("thème à part", [("topic", "Thème à part", 1)]),
        ("UMP", []),
        ("Saule", []),
        ("Orme Frêne", []),
        ("auteur:Orme", []),
        ("Orme*", []),
        ("-Orme", []),
        ("Paul", []),
        ("la", []),
        ("", []),
    ],
)
def test_values(searcher: OpenGeneration, text: str, values: list[tuple[str, str, int]]) -> None:
    named = named_by(searcher, text, timeout_s=9)
    assert [(v.field.parameter, v.value, v.documents) for v in named.values] == values


@given(text=st.text() | st.text("QE331°n ,et()-:*«»\"d'Orme"))
def test_any_text_is_read(searcher: OpenGeneration, text: str) -> None:
    named = named_by(searcher, text, timeout_s=9)
    assert all(value.documents for value in named.values)
