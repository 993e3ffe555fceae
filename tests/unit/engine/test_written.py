"""How documents write a folded word, learnt from few of their sentences."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from making import opened, question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.vocabulary import written_form
from search_app.engine.embedded.written import sentences_with
from search_app.french import PART, words

PIECES = st.sampled_from(
    [
        *("santé", "Santé.", "SANTE", "l’hôpital,", "l'", "œuvre", "aujourd’hui", "13ème", "1er"),
        *("prud’homme", "entr’ouvert", "grand'mère", "C. N. I. L.", "10 000 000", "co-accusé"),
        *("C.N.I.L.", "C.", "N.", "1", "000", "1 000", "1,5", "3.5", "n°", "élu·e·s", "l’U.E.;"),
        *("santés", "peut-être", "a.", "?", "«", "»", "…", "5 €", "d’", "É", "Saint-Étienne"),
    ]
)


@given(st.lists(PIECES, max_size=12).map(" ".join), st.sampled_from(["title", "text", "answer"]))
def test_a_sentence_with_the_word_is_left(text: str, part: str) -> None:
    document = question(1, **{"title": "", part: text})
    # A letter alone may be taken for the one that an elision leaves. Nobody asks how a number of
    # several parts is written.
    for word in (word for word in words(text) if len(word) > 1 and PART not in word):
        left = sentences_with(word, document, part)
        assert len(getattr(left, part)) <= len(text)
        assert word in words(getattr(left, part))


def test_a_longer_word_is_another() -> None:
    text = "Le ministère. Un artiste. La liste. Un touriste. Une piste. Un registre. L’IST."
    assert sentences_with("ist", question(1, text), "text").text == "L’IST."


@pytest.mark.parametrize(
    ("word", "texts", "written"),
    [
        ("honfleur", ["La plage de Honfleur.", "HONFLEUR, LE PORT"], "Honfleur"),
        ("plages", ["Plages sales. Des plages.", "LES PLAGES"], "plages"),
        ("plages", ["Plages du nord."], "plages"),
        ("pfas", ["Les PFAS sont là. Des PFAS."], "PFAS"),
        ("mckinsey", ["Le cabinet McKinsey."], "McKinsey"),
        ("jeune", ["Le jeûne.", "Le jeune et le jeûne."], "jeune"),
        ("jeûne", ["Un jeune, des jeunes.", "Le jeune et le jeûne."], "jeûne"),
        ("école", ["Une École.", "L’École et l’école.", "L’Ecole."], "École"),
        ("mais", ["Le maïs et le maïs.", "Le maîs."], "maïs"),
        ("absent", ["Rien."], "absent"),
    ],
)
def test_a_word_is_shown_as_most_documents_write_it(
    word: str, texts: list[str], written: str
) -> None:
    assert written_form(word, [question(n, text) for n, text in enumerate(texts)]) == written


def test_the_accents_are_those_that_most_documents_have(tmp_path: Path) -> None:
    texts = ["Les marchés du quai.", *["Les marches à pied."] * 3, "LES MARCHES"]
    texts += ["La pêche à la ligne.", *["LA PECHE"] * 3]
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        for number, text in enumerate(texts):
            builder.add(question(number, text))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    generation = opened(tmp_path)
    words = ["marches", "peche", "absent"]
    assert [generation.written(word) for word in words] == ["marches", "pêche", "absent"]
