"""Words put together or taken apart as a reader means them."""

import pytest

from search_app.model.expr import And, Expr, Not, Or, Phrase, Scope, Word, all_of
from search_app.search.compounds import regrouped

WRITTEN = {"saint-denis", "porte-monnaie", "saint denis", "ariane 5"}


def count_documents(expr: Expr) -> int:
    return int(isinstance(expr, Word) and expr.text in WRITTEN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("contrat-travail", ["contrat", "travail"]),
        ("L’Haÿ-Tulipes", ["Haÿ", "Tulipes"]),
        ("absence contrat-travail", ["absence", "contrat", "travail"]),
        ("saint-denis", ["saint-denis"]),
        ("mairie saint-denis", ["mairie", "saint-denis"]),
        ("13 ème mois", ["13ème", "mois"]),
        ("le 13 eme", ["le", "13eme"]),
        ("13 14 ème", ["13", "14ème"]),
        ("ème 13", ["ème", "13"]),
        ("2019 er", ["2019", "er"]),
        ("13", ["13"]),
        ("question 15 463", ["question", "15 463"]),
        ("1 000 euros", ["1 000 euros"]),
        ("45 €", ["45 €"]),
        ("route à 80 km/h", ["route", "à", "80 km/h"]),
        ("10 h 30", ["10 h", "30"]),
        ("article L. 521-1", ["L. 521-1"]),
        ("l’article R. 423-6 du code", ["R. 423-6", "du", "code"]),
        ("article 12", ["article", "12"]),
        ("article 49, alinéa 3", ["49, alinéa 3"]),
        ("loi n° 2019-774", ["loi", "2019-774"]),
        ("COP 27", ["COP 27"]),
        ("la RN 20", ["la", "RN 20"]),
        ("JO 2024", ["JO", "2024"]),
        ("ariane 5", ["ariane 5"]),
        ("cop 27", ["cop", "27"]),
        ("saint denis", ["saint denis"]),
        ("saint patron", ["saint", "patron"]),
        ("5 G", ["5 G"]),
        ("ve république", ["ve république"]),
        ("la cinquième République", ["la", "cinquième République"]),
        ("16 ème législature", ["16ème législature"]),
        ("trente et unième siècle", ["trente et unième siècle"]),
        ("cinquième roue", ["cinquième", "roue"]),
        ("La République", ["La", "République"]),
        ("1 234 567", ["1 234 567"]),
        ("12 12", ["12", "12"]),
        ("2019 123", ["2019", "123"]),
        ("l avenir", ["avenir"]),
        ("vie d autrui", ["vie", "autrui"]),
        ("c est vrai", ["est", "vrai"]),
        ("L urgence", ["urgence"]),
        ("d d accord", ["d", "accord"]),
        ("vitamine c en hiver", ["vitamine", "c", "en", "hiver"]),
        ("vitamine D en hiver", ["vitamine", "D", "en", "hiver"]),
        ("aujourd hui", ["aujourd hui"]),
        ("conseil de prud hommes", ["conseil", "de", "prud hommes"]),
    ],
)
def test_words_are_regrouped(typed: str, meant: list[str]) -> None:
    words = tuple(map(Word, typed.split()))
    made = regrouped(all_of(words, in_order=True), count_documents)
    assert made == all_of(tuple(map(Word, meant)), in_order=True)


def test_the_operands_of_an_or_are_regrouped() -> None:
    asked = Or((Word("a"), And((Word("15"), Word("463")), in_order=True)))
    assert regrouped(asked, count_documents) == Or((Word("a"), Word("15 463")))


def test_a_quantity_that_no_document_has_is_not_split() -> None:
    assert regrouped(Word("COP99"), count_documents) == Word("COP99")


@pytest.mark.parametrize(
    "expr",
    [
        Phrase("contrat-travail"),
        Word("a-b", Scope.TITLE),
        And((Word("a"), Not(Word("b-c"))), in_order=True),
        And((Word("15"), Word("463", Scope.TITLE)), in_order=True),
        And((Word("d"), Phrase("accord")), in_order=True),
    ],
)
def test_quotations_properties_and_exclusions_are_left_alone(expr: Expr) -> None:
    assert regrouped(expr, count_documents) == expr
