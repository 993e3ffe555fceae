"""Texts that name questions, and texts that only look as if they did."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.model.expr import And, Expr, Keyword, KeywordIs, Or, Word
from search_app.syntax import parse
from search_app.syntax.references import question_references

SITE = "https://questions.assemblee-nationale.fr"


def asked(number: int, of_type: str = "", legislature: int = 0) -> tuple[int, str, int]:
    return number, of_type, legislature


def read(expr: Expr) -> tuple[int, str, int]:
    """The number, the type and the legislature of one question."""
    parts = expr.children if isinstance(expr, And) else (expr,)
    facts = {part.field: part.value for part in parts if isinstance(part, KeywordIs)}
    legislature = int(facts.get(Keyword.LEGISLATURE, 0))
    return int(facts[Keyword.NUMBER]), facts.get(Keyword.TYPE, ""), legislature


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("QE 331", [asked(331, "QE")]),
        ("qe331", [asked(331, "QE")]),
        ("QAG n° 1563", [asked(1563, "QG")]),
        ("question écrite n° 331", [asked(331, "QE")]),
        ("Question écrite n° 15 463", [asked(15463, "QE")]),
        ("question écrite n°\u00a015463 (16e)", [asked(15463, "QE", 16)]),
        ("question au Gouvernement n° 12 de la 15e législature", [asked(12, "QG", 15)]),
        ("question orale sans débat n° 97", [asked(97, "QOSD")]),
        ("n° 15463", [asked(15463)]),
        ("question n° 15463", [asked(15463)]),
        ("question numéro 15463", [asked(15463)]),
        ("questions numéros 331 et 332", [asked(331), asked(332)]),
        ("Question écrite numéro 15 463 (16e)", [asked(15463, "QE", 16)]),
        ("QE 1201, numéro 1202", [asked(1201, "QE"), asked(1202, "QE")]),
        ("question 15463", [asked(15463)]),
        ("questions n° 331, n° 332", [asked(331), asked(332)]),
        ("16-331QE", [asked(331, "QE", 16)]),
        ("QANR5L16QE15463", [asked(15463, "QE", 16)]),
        (f"{SITE}/q16/16-331QE.htm", [asked(331, "QE", 16)]),
        ("http://www.assemblee-nationale.fr/q14/14-12QOSD.htm", [asked(12, "QOSD", 14)]),
        (
            "https://www.assemblee-nationale.fr/dyn/16/questions/QANR5L16QE331",
            [asked(331, "QE", 16)],
        ),
        ("QE 331 12", [asked(331, "QE"), asked(12, "QE")]),
        ("QE 331 332", [asked(331332, "QE"), asked(331, "QE"), asked(332, "QE")]),
        ("QE 15 463 15 464", [asked(15463, "QE"), asked(15464, "QE")]),
        ("QE 1201, 1202 et n° 1203", [asked(1201, "QE"), asked(1202, "QE"), asked(1203, "QE")]),
        ("QE 1201 et 1202 (16e)", [asked(1201, "QE", 16), asked(1202, "QE", 16)]),
        ("QE 1201 (15e), 1202, 1203 (16e)", [asked(1201, "QE", 15), asked(1202, "QE", 15), asked(1203, "QE", 16)]),
        ("QE 1201, 16-1202QG", [asked(1201, "QE"), asked(1202, "QG", 16)]),
        ("QE 331, QE 332 et QG 12", [asked(331, "QE"), asked(332, "QE"), asked(12, "QG")]),
        (f"{SITE}/q16/16-1QE.htm 16-2QE QE 1", [asked(1, "QE", 16), asked(2, "QE", 16), asked(1, "QE")]),
    ],
)  # fmt: skip
def test_texts_that_name_questions(text: str, questions: list[tuple[int, str, int]]) -> None:
    found = question_references(text)
    assert found
    assert [read(question) for question in found.questions] == questions
    assert found.are_certain
    expr = parse(text, today=date(2024, 1, 1))
    assert expr == (Or(found.questions) if len(questions) > 1 else found.questions[0])


@pytest.mark.parametrize(
    ("text", "question"),
    [("15463", asked(15463)), ("15 463", asked(15463)), ("16-15463", asked(15463, "", 16))],
)
def test_a_number_alone_is_a_word_as_well(text: str, question: tuple[int, str, int]) -> None:
    expr = parse(text, today=date(2024, 1, 1))
    assert isinstance(expr, Or)
    named, word = expr.children
    assert read(named) == question
    assert word == And((Word("15"), Word("463")), in_order=True) or word == Word(text)


def test_a_number_that_is_not_said_to_be_a_question_s_is_words_as_well() -> None:
    named, words = parse("numéro 119", today=date(2024, 1, 1)).children
    assert read(named) == asked(119)
    assert words == And((Word("numéro"), Word("119")), in_order=True)


@pytest.mark.parametrize(
    "text",
    [
        *("numéro vert", "numéro 119 enfance", "question du numéro 119"),
        *("question santé", "QE", "qe 331 santé", "331 lits", "santé n° 331", "loi n° 2019-774"),
        *(
            "49.3",
            "L. 521-1",
            "covid-19",
            '"QE 331"',
            "-331",
            "331*",
            "2019-774",
            "QE 331 OU santé",
        ),
        *(
            "https://example.org/q16/16-331QE.htm",
            "1 2 3 4",
            "331 santé et 332",
            "16-331QES",
            "QE 1201 12 lits",
            "331 332 333",
            "331 %",
        ),
    ],
)
def test_other_texts_are_no_references(text: str) -> None:
    assert question_references(text) is None


@given(st.text() | st.text("qe0123 -n°,;()et/htps:.QANR5L16"))
def test_any_text_is_read(text: str) -> None:
    found = question_references(text)
    assert found is None or found.questions
