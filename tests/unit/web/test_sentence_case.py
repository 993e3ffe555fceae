"""Titles that the record has in capitals: a sentence in lists, with the words as the text has them."""

from dataclasses import replace

import pytest
from loop_engine import QUESTION

from search_app.model.results import Mark
from search_app.web.sentence_case import listed_title, title_in_sentence_case


@pytest.mark.parametrize(
    ("title", "text", "shown"),
    [
        ("SITUATION EN IRAN", "Depuis un an, en Iran, la situation empire.", "Situation en Iran"),
        ("HÔPITAL DE LA PITIÉ", "À l’hôpital de la Pitié, on attend.", "Hôpital de la Pitié"),
        ("REFORME DES RETRAITES", "La réforme des retraites.", "Réforme des retraites"),
        ("GRÈVE À LA SNCF", "La grève dure. La SNCF se tait.", "Grève à la SNCF"),
        # A capital at the beginning of a sentence says nothing.
        ("PRIX DES CARBURANTS", "Carburants trop chers. Prix fous.", "Prix des carburants"),
        # What the text does not have: small letters, except known acronyms and numbers.
        ("RECOURS AU 49.3 PAR LE RN", "Autre chose.", "Recours au 49.3 par le RN"),
        ("AVENIR DE L'APHP", "Autre chose.", "Avenir de l’aphp"),
        # Not in capitals, or perhaps an acronym: as it is.
        ("Situation en IRAN", "en Iran", "Situation en IRAN"),
        ("EHPAD", "Les EHPAD manquent.", "EHPAD"),
        ("NUPES", "Autre chose.", "NUPES"),
        ("INFLATION", "Face à l’inflation, on agit.", "Inflation"),
        ("", "", ""),
    ],
)
def test_a_title_in_capitals_is_a_sentence(title: str, text: str, shown: str) -> None:
    assert listed_title(replace(QUESTION, title=title, text=text)) == shown


def test_marks_stay_where_they_are() -> None:
    document = replace(QUESTION, title="PRIX DU PAIN EN FRANCE", text="Le pain, en France.")
    title = (("PRIX DU ", Mark.NONE), ("PAIN", Mark.WORD), (" EN FRANCE", Mark.NONE))
    assert title_in_sentence_case(document, title) == (
        ("Prix du ", Mark.NONE),
        ("pain", Mark.WORD),
        (" en France", Mark.NONE),
    )
