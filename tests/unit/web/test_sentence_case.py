"""Titles that the record has in capitals: a sentence in lists, with the words as the text has them."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loop_engine import QUESTION

from search_app.model.plain import plain
from search_app.model.results import Mark
from search_app.web.sentence_case import listed_title, title_in_sentence_case
from search_app.web.typography import typeset


@pytest.mark.parametrize(
    ("title", "text", "shown"),
    [
        ("SITUATION EN IRAN", "Depuis un an, en Iran, la situation empire.", "Situation en Iran"),
        ("HÔPITAL DE LA PITIÉ", "À l’hôpital de la Pitié, on attend.", "Hôpital de la Pitié"),
        ("REFORME DES RETRAITES", "La réforme des retraites.", "Réforme des retraites"),
        ("GRÈVE À LA SNCF", "La grève dure. La SNCF se tait.", "Grève à la SNCF"),
        # A capital at the beginning of a sentence says nothing.
        ("PRIX DES CARBURANTS", "Carburants trop chers. Prix fous.", "Prix des carburants"),
        # Accents that capitals lack: as the text writes the word most often.
        (
            "LUTTE CONTRE LA FRAUDE",
            "La lutte contre la fraude, là où elle est.",
            "Lutte contre la fraude",
        ),
        (
            "PÊCHE OU CHASSE",
            "La pêche ou la chasse, là où on les pratique, ou les deux.",
            "Pêche ou chasse",
        ),
        # Letters that few code pages have.
        ("LES RESTOS DU CŒUR", "On aide les Restos du Cœur.", "Les Restos du Cœur"),
        ("VISITE DE M. ERDOGAN", "La visite de M. Erdoğan.", "Visite de M. Erdoğan"),
        ("XX ET AN", "M. Erdoğan, au XXᵉ siècle.", "XX et an"),
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


WORDS = st.sampled_from(
    [
        "la",
        "là",
        "Là",
        "LA",
        "ou",
        "où",
        "Iran",
        "iran",
        "IRAN",
        "œuvre",
        "2",
        "²",
        "laᵉ",
        "ﬁn",
        "Iraň",
    ]
)
BETWEEN = st.sampled_from([" ", ". ", ", ", "’", "-", "\n", "\u202f: ", "« "])
TEXTS = st.lists(st.tuples(BETWEEN, WORDS), max_size=12).map(
    lambda pairs: "".join(map("".join, pairs))
)


@given(TEXTS)
def test_each_word_is_written_as_the_text_mostly_does(text: str) -> None:
    """Oracle: each word of the text, one after another."""
    title = "LA FIN OU IRAN 2 OEUVRE"
    shown = []
    for word in ("la", "fin", "ou", "iran", "2", "oeuvre"):
        forms: Counter[str] = Counter()
        for found in re.finditer(r"\w+", text):
            if len(found[0]) == len(word) and plain(found[0]) == word:
                before = text[: found.start()].rstrip(" \u202f")
                begins = not before.strip() or before[-1] in ".:«\n"
                forms[found[0].lower() if found[0].istitle() and begins else found[0]] += 1
        best = max(forms, key=lambda f: (sum(map(str.islower, f)), forms[f], f), default=word)
        shown.append(best)
    sentence = " ".join(shown)
    expected = typeset(sentence[:1].upper() + sentence[1:])
    assert listed_title(replace(QUESTION, title=title, text=text)) == expected
