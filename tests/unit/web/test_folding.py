"""Copies on a page of results are folded under the first of them; numbers count each."""

from dataclasses import replace
from datetime import date

from flask.testing import FlaskClient
from loop_engine import QUESTION, LoopEngine, known

from search_app.model.document import Document, Event, EventKind, Kind, Status
from search_app.web.folding import Alike, folds

SENTENCES = [
    f"La phrase numéro {n} parle des hôpitaux et de leurs soignants, qui manquent."
    for n in range(9)
]
TEXT = " ".join(SENTENCES)


def numbered(number: int, text: str, **changes: object) -> Document:
    made = replace(QUESTION, id=f"QANR5L16QE{number}", number=str(number), text=text)
    return replace(made, answer="", events=(), status=Status.PENDING, **changes)


def answered(number: int, text: str) -> Document:
    day = Event(kind=EventKind.ANSWERED, date=date(2024, 3, 1))
    made = numbered(number, text)
    return replace(made, answer="La même réponse à toutes.", events=(day,), status=Status.ANSWERED)


def shape(*documents: Document) -> list[tuple[int, list[tuple[int, Alike]]]]:
    return [(fold.first, list(fold.others)) for fold in folds(documents)]


def test_copies_are_folded_wherever_they_are_on_the_page() -> None:
    other = "Une tout autre question, sur les ports et sur la pêche, qui ne ressemble à rien. " * 2
    near = " ".join([*SENTENCES[:8], "Une fin à elle."])
    found = [numbered(1, TEXT), numbered(2, other), numbered(3, TEXT), numbered(4, near)]
    assert shape(*found) == [(0, [(2, Alike.SAME_TEXT), (3, Alike.NEAR_TEXT)]), (1, [])]


def test_one_answer_to_several_questions_folds_them() -> None:
    assert shape(answered(1, "Une question."), answered(2, "Une autre question.")) == [
        (0, [(1, Alike.SAME_ANSWER)])
    ]


def test_what_is_not_the_same_stays_apart() -> None:
    half = " ".join(SENTENCES[:4]) + " Puis tout autre chose, longuement, jusqu’à la fin. " * 5
    assert shape(numbered(1, TEXT), numbered(2, half)) == [(0, []), (1, [])]
    assert shape(numbered(1, "Court."), numbered(2, "Court.")) == [(0, []), (1, [])]
    assert shape(numbered(1, ""), numbered(2, "")) == [(0, []), (1, [])]
    article = replace(numbered(2, TEXT), kind=Kind.ARTICLE)
    assert shape(numbered(1, TEXT), article) == [(0, []), (1, [])]


def test_the_page_counts_them_and_opens_them(client: FlaskClient, engine: LoopEngine) -> None:
    engine.documents = tuple(
        numbered(n, f"cloud. {TEXT}", group=known(name, name), author=f"Mme {name}")
        for n, name in enumerate(("LR", "RN", "LR"), start=1)
    )
    text = client.get("/search?q=cloud&size=10").text
    assert text.count('class="hit"') == 1
    assert 'class="total">3\u00a0documents' in text
    assert "<summary>3\u00a0questions identiques sur cette page, 2\u00a0groupes</summary>" in text
    assert text.count("texte identique") == 2
    assert "/documents/QANR5L16QE2?q=cloud&amp;size=10&amp;rank=2#t0" in text
    assert len(client.get("/search.json?q=cloud&size=10").json["hits"]) == 3
