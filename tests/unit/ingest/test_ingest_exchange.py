"""Who asks in an oral question, and where the answer begins."""

import pytest
from official import ASKS, CHAIR, EXCHANGE, MINISTER

from search_app.ingest.json_questions.exchange import split_exchange
from search_app.ingest.json_questions.html_paragraphs import html_paragraphs

FLOOR = f"{CHAIR}La parole est à M.\xa0Paul Modèle."
TO_MINISTER = f"{CHAIR}La parole est à Mme\xa0la ministre de la mer."
HECKLER = "<strong>Mme\xa0Jeanne Exemple.</strong> Bravo\xa0!"
QUESTION, AGAIN, ANSWER = f"{ASKS}Pourquoi\xa0?", f"{ASKS}Et quand\xa0?", f"{MINISTER}Parce que."
OTHER = "<strong>M.\xa0Luc Autre,</strong><i> secrétaire d'État. </i>Oh\xa0!"

LONG_ANSWER = f"{MINISTER}{'Parce que. ' * 20}"
LONG = f"{HECKLER}{' Et encore bravo.' * 10}"

# paragraphs, the asker, how many of them are the question
EXCHANGES = [
    ([FLOOR, QUESTION, TO_MINISTER, ANSWER], "M. Paul Modèle", 2),
    ([FLOOR, QUESTION, HECKLER, TO_MINISTER, HECKLER, ANSWER, AGAIN], "M. Paul Modèle", 3),
    ([FLOOR, HECKLER, QUESTION, TO_MINISTER, ANSWER], "M. Paul Modèle", 3),
    ([f"{FLOOR} Il a deux minutes.", QUESTION, TO_MINISTER, ANSWER], "M. Paul Modèle", 2),
    # what the chair says on its way to the Government is not of the question
    ([FLOOR, QUESTION, f"{CHAIR}Merci.", "La parole est à M.\xa0le Premier ministre.", ANSWER], "M. Paul Modèle", 2),
    ([FLOOR, QUESTION, f"{CHAIR}Merci.", HECKLER, TO_MINISTER, ANSWER], "M. Paul Modèle", 2),
    ([FLOOR, QUESTION, f"{CHAIR}Concluez.", AGAIN, f"{CHAIR}Merci.", TO_MINISTER, ANSWER], "M. Paul Modèle", 4),
    ([FLOOR, QUESTION, f"{CHAIR}Un peu de calme.", LONG, TO_MINISTER, ANSWER], "M. Paul Modèle", 4),
    # the chair gives the floor in other words
    ([FLOOR, QUESTION, f"{CHAIR}Merci.", LONG_ANSWER, AGAIN], "M. Paul Modèle", 2),
    ([FLOOR, QUESTION, f"{CHAIR}La parole est à…", HECKLER, f"{CHAIR}…à Mme\xa0la ministre.", ANSWER], "M. Paul Modèle", 2),
    ([f"{CHAIR}La parole est à M.\xa0le président Paul Modèle.", QUESTION, TO_MINISTER, ANSWER], "M. Paul Modèle", 2),
    # the chair does not speak: sure only when the asker is silent from there on
    ([FLOOR, QUESTION, ANSWER], "M. Paul Modèle", 2),
    ([FLOOR, QUESTION, HECKLER, LONG_ANSWER, AGAIN], "M. Paul Modèle", 0),
    # a minister interrupts in a few words, and the asker goes on
    ([FLOOR, QUESTION, OTHER, AGAIN, TO_MINISTER, ANSWER], "M. Paul Modèle", 4),
    ([FLOOR, QUESTION, f"{CHAIR}Du calme.", OTHER, AGAIN, TO_MINISTER, ANSWER], "M. Paul Modèle", 5),
    ([FLOOR, QUESTION, ANSWER, AGAIN], "M. Paul Modèle", 0),
    # no one of the Government speaks
    ([FLOOR, QUESTION, HECKLER], "M. Paul Modèle", 0),
    # the asker is not named, or named by a title alone
    ([f"{CHAIR}Bienvenue à notre collègue.", QUESTION, TO_MINISTER, ANSWER], "", 2),
    ([f"{CHAIR}La parole est à Mme\xa0la présidente Jeanne Exemple.", QUESTION, TO_MINISTER, ANSWER], "", 2),
    ([QUESTION, TO_MINISTER, ANSWER], "", 1),
    ([FLOOR, f"{ASKS}Cette question de ma collègue Jeanne Exemple …", TO_MINISTER, ANSWER], "", 2),
    ([f"{CHAIR}La parole est à M.\xa0Paul Modèleur.", QUESTION, TO_MINISTER, ANSWER], "", 2),
    # nothing to go by
    (["Un texte sans voix."], "", 0),
    ([], "", 0),
]  # fmt: skip


@pytest.mark.parametrize(("html", "asker", "of_question"), EXCHANGES)
def test_exchanges(html, asker, of_question):
    paragraphs = html_paragraphs("<br><br>".join(html))
    exchange = split_exchange(paragraphs)
    assert exchange.asker == asker
    assert list(exchange.question) == paragraphs[:of_question]
    assert list(exchange.answer) == paragraphs[of_question:]


def test_the_names_of_offices():
    for office in ("M. le Premier ministre", "Mme la Première ministre", "M. le ministre délégué",
                   "Mme la secrétaire d'État", "M. le garde des sceaux"):  # fmt: skip
        html = "<br>".join([FLOOR, QUESTION, f"{CHAIR}La parole est à {office}.", ANSWER, AGAIN])
        assert len(split_exchange(html_paragraphs(html)).question) == 2, office


def test_the_made_up_exchange_is_whole():
    paragraphs = html_paragraphs(EXCHANGE)
    exchange = split_exchange(paragraphs[1:])
    assert [*exchange.question, *exchange.answer] == paragraphs[1:]
