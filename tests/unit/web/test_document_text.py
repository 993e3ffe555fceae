"""A document's text as HTML: who speaks is set apart, and each match can be led to."""

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search_app.model.results import Mark, Part, Passage
from search_app.web.document_text import best_match, first_match, is_retort, printed
from search_app.web.typography import typeset

EXCHANGE = (
    "M.\u00a0le président. La parole est à M.\u00a0Luc Modèle.\n\n"
    "M.\u00a0Luc Modèle. La loi (n° 12) est claire. (Applaudissements sur les bancs du groupe X.)\n\n"
    "Plusieurs députés du groupe Y. Non\u00a0!\n\n"
    "Mme\u00a0A. Modèle, ministre de la mer. M. Modèle a tort (Rires sur plusieurs bancs) et raison."
)


def unmarked(text: str) -> Passage:
    return Passage(Part.TEXT, 0, ((text, Mark.NONE),))


def voices(text: str) -> list[tuple[str, str]]:
    paragraphs = printed(unmarked(text), is_exchange=True).paragraphs
    return [
        (voice, html.unescape(said))
        for paragraph in paragraphs
        for voice, said in re.findall('<(?:span|b) class="([a-z]+)"[^>]*>(.*?)</', paragraph)
    ]


def test_speakers_and_what_happens_are_set_apart() -> None:
    assert voices(EXCHANGE) == [
        ("speaker", "M.\u00a0le président."),
        ("speaker", "M.\u00a0Luc Modèle."),
        ("stage", "(Applaudissements sur les bancs du groupe X.)"),
        ("speaker", "Plusieurs députés du groupe Y."),
        ("speaker", "Mme\u00a0A. Modèle, ministre de la mer."),
        ("stage", "(Rires sur plusieurs bancs)"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Monsieur le ministre, merci.",
        "La Mme. Modèle",
        "M. Modèle a tort",
        "(n° 12.) (oui)",
        "(Oui)",
    ],
)
def test_what_looks_alike_is_plain_text(text: str) -> None:
    assert voices(text) == []


def test_only_an_exchange_has_speakers() -> None:
    text = "".join(printed(unmarked(EXCHANGE), is_exchange=False).paragraphs)
    assert "<span" not in text
    assert "<b" not in text


def test_a_retort_is_no_answer_of_the_government() -> None:
    text = (
        "Mme\u00a0A. Modèle, ministre de la mer. La réponse.\n\nElle continue.\n\n"
        "M.\u00a0Luc Modèle. Vous ne répondez pas.\n\nIl insiste."
    )
    asked = ("réponse", "continue", "Vous", "insiste")
    assert [is_retort(text, text.index(word)) for word in asked] == [False, False, True, True]
    assert not is_retort("Sans nom.", 5)
    assert is_retort(text, text.index("M.\u00a0Luc"))


def test_speakers_and_headings_are_places_of_the_contents() -> None:
    exchange = printed(unmarked(EXCHANGE), is_exchange=True)
    assert [place.label for place in exchange.places] == [
        "M.\u00a0le président",
        "M.\u00a0Luc Modèle",
        "Plusieurs députés du groupe Y",
        "Mme\u00a0A. Modèle, ministre de la mer",
    ]
    said = " ".join(exchange.paragraphs)
    assert all(said.count(f' id="{place.id}"') == 1 for place in exchange.places)
    article = "Chapeau sans point\n\nUn.\n\nLe retour\n\nDeux.\n\nSignature\n\nAutre ligne"
    (place,) = printed(unmarked(article), is_exchange=False).places
    assert place.label == "Le retour"


@example(pieces=[("<", Mark.NONE), ("\n\n", Mark.WORD)], is_exchange=True)
@example(pieces=[("<\n", Mark.NONE), ("\n<", Mark.NONE)], is_exchange=False)
@given(
    st.lists(
        st.tuples(st.text("aé'. \n<&(M", min_size=1, max_size=12), st.sampled_from(Mark)),
        max_size=8,
    ),
    st.booleans(),
)
def test_nothing_is_lost_and_each_match_is_where_its_id_says(
    pieces: list[tuple[str, Mark]],
    is_exchange: bool,  # noqa: FBT001
) -> None:
    passage = Passage(Part.ANSWER, 0, tuple(pieces))
    shown = printed(passage, is_exchange=is_exchange)
    page = " ".join(shown.paragraphs)
    said = html.unescape(re.sub("<[^>]*>", "", page))
    assert said.split() == typeset_paragraphs(passage.text)
    found = re.findall("<mark id=r([0-9]+)[^>]*>(.*?)</mark>", page, re.DOTALL)
    for start, text in found:
        plain = html.unescape(text)
        stands = passage.text[int(start) : int(start) + len(plain)]
        assert plain.replace("’", "'").split() == stands.replace("’", "'").split()
    assert shown.first == (f"r{found[0][0]}" if found else "")


def typeset_paragraphs(text: str) -> list[str]:
    return " ".join(typeset(p) for p in text.split("\n\n") if p.strip()).split()


def test_a_result_leads_to_the_passage_with_most_matches() -> None:
    one = Passage(Part.TEXT, 40, (("un ", Mark.NONE), ("mot", Mark.WORD)))
    two = Passage(Part.ANSWER, 7, (("mot", Mark.WORD), (" et ", Mark.NONE), ("mot", Mark.NAME)))
    none = unmarked("rien")
    assert first_match(one) == "t43"
    assert best_match((none, one, two)) == "r7"
    assert best_match((none,)) == ""
    assert best_match(()) == ""
