"""Copies are folded under the first of them, over all pages of a result; numbers count each."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from loop_engine import QUESTION, LoopEngine, known

from search_app.engine.rights import QuotingEngine
from search_app.model.copies import text_key
from search_app.model.document import Document, Event, EventKind, Kind, Status
from search_app.model.query import Query
from search_app.web.folding import Alike, alike, same_words

SENTENCES = [
    f"La phrase numéro {n} parle des hôpitaux et de leurs soignants, qui manquent{' tant' * (n < 2)}."
    for n in range(9)
]
TEXT = " ".join(SENTENCES)
OTHER = "Une tout autre question, sur les ports et sur la pêche, qui ne ressemble à rien. " * 2


def numbered(number: int, text: str, **changes: object) -> Document:
    made = replace(QUESTION, id=f"QANR5L16QE{number}", number=str(number), text=text)
    return replace(made, answer="", events=(), status=Status.PENDING, **changes)


def answered(number: int, text: str) -> Document:
    day = Event(kind=EventKind.ANSWERED, date=date(2024, 3, 1))
    made = numbered(number, text)
    return replace(made, answer="La même réponse à toutes.", events=(day,), status=Status.ANSWERED)


def test_texts_that_differ_in_short_sentences_have_one_key() -> None:
    first = text_key(numbered(1, TEXT))
    assert first
    assert text_key(numbered(2, " ".join([*SENTENCES[:8], "Une fin à elle."]))) == first
    assert text_key(numbered(3, " ".join([*SENTENCES[1:], OTHER]))) != first
    assert text_key(replace(numbered(4, TEXT), kind=Kind.ARTICLE)) != first


spaced = st.lists(st.sampled_from(["a", "b", "ab", " ", "\n", "\u00a0"]), max_size=6).map("".join)


@given(spaced, spaced)
def test_texts_with_the_same_words_differ_in_spaces_alone(one: str, other: str) -> None:
    assert same_words(one, other) == (one.split() == other.split() != [])


@pytest.mark.parametrize("text", ["", "Court.", "Une phrase qui n’est pas longue du tout."])
def test_a_short_text_is_no_copy(text: str) -> None:
    assert text_key(numbered(1, text)) == ""


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        (numbered(1, TEXT), numbered(2, TEXT), Alike.SAME_TEXT),
        (numbered(1, TEXT), numbered(2, f"{TEXT} Une fin à elle."), Alike.NEAR_TEXT),
        (answered(1, "Une question."), answered(2, "Une autre."), Alike.SAME_ANSWER),
        (numbered(1, TEXT), numbered(2, OTHER), Alike.BY_ANOTHER),
    ],
)
def test_each_says_how_it_is_alike(one: Document, other: Document, way: Alike) -> None:
    assert alike(one, text_key(one), other) is way


def test_the_page_counts_them_and_opens_them(client: FlaskClient, engine: LoopEngine) -> None:
    engine.documents = tuple(
        numbered(n, f"cloud. {TEXT}", group=known(name, name), author=f"Mme {name}")
        for n, name in enumerate(("LR", "RN", "LR"), start=1)
    )
    text = client.get("/search?q=cloud&size=10").text
    assert text.count('class="hit"') == 1
    assert 'class="total">3\u00a0documents' in text
    assert "<summary>3\u00a0questions identiques, 2\u00a0groupes</summary>" in text
    assert text.count("texte identique") == 2
    assert "/documents/QANR5L16QE2?q=cloud&amp;size=10&amp;rank=1" in text
    assert len(client.get("/search.json?q=cloud&size=10").json["hits"]) == 3


def many() -> list[Document]:
    """Fifteen copies, each newer than one of fifteen other questions."""
    copies = [numbered(n, f"cloud. {TEXT}", date=date(2024, 1, 2 * n)) for n in range(1, 16)]
    others = [
        numbered(100 + n, f"cloud numéro {n}", date=date(2024, 1, 2 * n - 1)) for n in range(1, 16)
    ]
    return [*copies, *others]


def test_no_page_shows_a_copy_again(site: Callable[[Iterable[Document]], FlaskClient]) -> None:
    site_client = site(many())
    pages = [
        site_client.get(f"/search?q=cloud&sort=newest&size=10&page={page}").text for page in (1, 2)
    ]
    shown = [re.findall(r'<h2><a href="/documents/(QANR5L16QE\d+)', page) for page in pages]
    assert shown[0] == ["QANR5L16QE15", *(f"QANR5L16QE{n}" for n in range(115, 106, -1))]
    assert shown[1] == [f"QANR5L16QE{n}" for n in range(106, 100, -1)]
    assert all('class="total">30\u00a0documents' in page for page in pages)
    assert "<summary>15\u00a0questions identiques</summary>" in pages[0]
    assert "Page 3" not in pages[0]
    all_of_them = re.search(r'<a href="([^"]+)" rel="nofollow">Voir les 15</a>', pages[0])
    assert all_of_them
    together = site_client.get(all_of_them[1].replace("&amp;", "&")).text
    assert 'class="total">15\u00a0documents' in together
    assert "questions identiques" not in together


def test_a_copy_leads_on_and_back(site: Callable[[Iterable[Document]], FlaskClient]) -> None:
    site_client = site(many())
    search = "q=cloud&sort=newest&size=10"
    page = site_client.get(f"/documents/QANR5L16QE9?{search}&rank=1").text
    assert "Résultat 1 sur 16" in page
    assert f"/documents/QANR5L16QE115?{search.replace('&', '&amp;')}&amp;rank=2" in page
    assert "<mark" in page
    page = site_client.get(f"/documents/QANR5L16QE106?{search}&rank=11").text
    assert f"/search?{search.replace('&', '&amp;')}&amp;page=2#n11" in page
    # Another document has that rank.
    assert "Résultat" not in site_client.get(f"/documents/QANR5L16QE9?{search}&rank=2").text


def test_private_texts_stay_private_when_they_are_folded(engine: LoopEngine) -> None:
    engine.documents = (numbered(1, TEXT), numbered(2, TEXT))
    with QuotingEngine(engine, ["questions"]).searcher() as searcher:
        (hit,) = searcher.search(Query(folded=True), 1).hits
    assert [copy.text for copy in (hit.document, *hit.copies)] == ["", ""]
