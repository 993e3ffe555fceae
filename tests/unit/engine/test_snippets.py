"""Which words are marked, and which passages are chosen."""

from datetime import date

import pytest

from making import forms_of, question
from search_app.engine.embedded.highlighting.marks import Marking
from search_app.engine.embedded.highlighting.snippets import (
    PASSAGE_CHARACTERS,
    analysed,
    mark,
    searched,
)
from search_app.engine.embedded.highlighting.snippets import passages as passages_marked
from search_app.model.document import Document
from search_app.model.expr import Expr, MatchAll, Scope
from search_app.model.query import Query
from search_app.model.results import Part, Passage
from search_app.syntax import parse


def passages(document: Document, expr: Expr, *, every: bool = False) -> tuple[Passage, ...]:
    forms = forms_of(document.title, document.text, document.answer)
    words_in = analysed(searched(document, Query()))
    return passages_marked(document, Marking(expr, forms), words_in, every=every)


def bracketed(text: str, query: str, scope: Scope = Scope.TEXT) -> str:
    marking = Marking(parse(query, today=date(2024, 1, 1)), forms_of(text))
    pieces = mark(text, marking, scope, analysed({scope: text}))
    return "".join(f"[{piece}]" if match else piece for piece, match in pieces)


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("L’hébergement est là", "hebergements", "L’[hébergement] est là"),
        ("Les données de santé", '"donnees de sante"', "Les [données de santé]"),
        ("Les donnees de sante", '"données de santé"', "Les [donnees de sante]"),
        ("Les données, santé", '"données de santé"', "Les données, santé"),
        ("une donnée", '"données"', "une donnée"),
        ("une donnée", "données", "une [donnée]"),
        ("à Saint-Denis et à saint Jean", "saint-denis", "à [Saint-Denis] et à saint Jean"),
        (
            "à Notre-Dame, NOTRE DAME, une dame",
            "notre-dame",
            "à [Notre-Dame], [NOTRE DAME], une [dame]",
        ),
        ("la S.N.C.F. roule", "SNCF", "la [S.N.C.F.] roule"),
        ("n° 15 463 posé", "15463", "n° [15 463] posé"),
        ("un cœur, des cœurs", "coeur", "un [cœur], des [cœurs]"),
        ("hébergeur, héberger", "héberg*", "[hébergeur], [héberger]"),
        ("un hébergeur", "hebergeru~1", "un [hébergeur]"),
        ("santé et cloud", "santé SAUF cloud", "[santé] et cloud"),
        ("le Health Data\u00a0Hub", "hub data health", "le [Health Data\u00a0Hub]"),
        ("données puis santé", '"données santé"~1', "[données puis santé]"),
        ("dans le titre", "titre:titre", "dans le titre"),
        ("a\u0302ge d’or", "âge", "[a\u0302ge] d’or"),
    ],
)
def test_marks(text: str, query: str, marked: str) -> None:
    assert bracketed(text, query) == marked


def test_the_window_with_most_different_words_wins() -> None:
    far = "mot " * 200
    document = question(1, f"santé, santé, santé {far} santé, cloud {far} cloud")
    found = passages(document, parse("santé cloud", today=date(2024, 1, 1)))
    matched = {piece for passage in found for piece, match in passage.snippet if match}
    assert matched == {"santé", "cloud"}
    both = [one for one in found if {"santé", "cloud"} <= {p for p, m in one.snippet if m}]
    assert both
    assert all(len(one.text) <= PASSAGE_CHARACTERS + 60 for one in found)


def test_the_answer_has_a_passage_of_its_own() -> None:
    document = question(1, "le cloud", answer="du cloud encore")
    found = passages(document, parse("cloud", today=date(2024, 1, 1)))
    assert [(one.part, one.text) for one in found] == [
        (Part.TEXT, "le cloud"),
        (Part.ANSWER, "du cloud encore"),
    ]


def test_every_passage_with_a_match_can_be_asked_for() -> None:
    far = "mot " * 100
    document = question(1, f"un cloud {far}un cloud, deux cloud {far}", answer="du cloud")
    expr = parse("cloud", today=date(2024, 1, 1))
    found = passages(document, expr, every=True)
    assert [one.part for one in found] == [Part.TEXT, Part.TEXT, Part.ANSWER]
    assert found[0].end <= found[1].start
    for one in found:
        assert getattr(document, one.part)[one.start : one.end] == one.text
        assert one.text == one.text.strip()
    many = question(1, f"{far}cloud {far}" * 9)
    assert len(passages(many, expr, every=True)) == 9
    assert len(passages(many, expr)) == 2


def test_without_a_match_the_beginning_is_shown() -> None:
    (passage,) = passages(question(1, "mot " * 200), MatchAll())
    assert passage.text.startswith("mot mot")
    assert len(passage.text) <= PASSAGE_CHARACTERS
    assert passages(question(1), MatchAll()) == ()


def test_a_huge_text_is_looked_through_in_part() -> None:
    document = question(1, "santé " + "mot " * 3_000_000 + "cloud")
    found = passages(document, parse("santé cloud", today=date(2024, 1, 1)))
    assert [p for passage in found for p, match in passage.snippet if match] == ["santé"]


EXCHANGE = (
    "Mme la présidente. La parole est à M. Paul Modèle.\n\nM. Paul Modèle. Le cloud attend.\n\n"
    "Mme la présidente. La parole est à Mme la ministre.\n\nMme la ministre. Le cloud viendra."
)


def test_a_passage_does_not_begin_with_what_the_chair_says() -> None:
    found = passages(question(1, EXCHANGE), parse("viendra", today=date(2024, 1, 1)))
    assert [one.text for one in found] == ["Mme la ministre. Le cloud viendra."]
    assert EXCHANGE[found[0].start :] == found[0].text
    (beginning,) = passages(question(1, EXCHANGE), MatchAll())
    assert beginning.text.startswith("M. Paul Modèle. Le cloud")
    # Nor in the middle of a name.
    speaker = "M. Paul-Henri Modèle, ministre délégué chargé de la mer et des ports."
    text = f"{'Avant. ' * 40}\n\n{speaker} {'Il parle. ' * 4}Le cloud viendra."
    (whole,) = passages(question(1, text), parse("viendra", today=date(2024, 1, 1)))
    assert whole.text.startswith(speaker)
    # The chair is quoted where its own words are asked for.
    (named,) = passages(question(1, EXCHANGE), parse("présidente", today=date(2024, 1, 1)))
    assert named.text.startswith("Mme la présidente. La parole")
    alone = "M. le président. La parole est à M. Paul Modèle."
    assert passages(question(1, alone), MatchAll())[0].text == alone
