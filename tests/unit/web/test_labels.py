"""French words, dates and numbers."""

import datetime as dt
from dataclasses import replace

import pytest
from loop_engine import ARTICLE, QUESTION

from search_app.model.document import EventKind
from search_app.model.facet import FacetField
from search_app.web import labels


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (dt.date(2024, 2, 1), "1er février 2024"),
        (dt.date(2024, 2, 20), "20 février 2024"),
        (dt.date(2021, 8, 11), "11 août 2021"),
        (dt.date(2021, 12, 31), "31 décembre 2021"),
        (None, "date inconnue"),
    ],
)
def test_day(date: dt.date | None, expected: str):
    assert labels.day(date) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 document"), (1, "1 document"), (2, "2 documents"), (12345, "12 345 documents")],
)
def test_counted(count: int, expected: str):
    assert (
        labels.counted(count, "document").replace("\u202f", " ").replace("\u00a0", " ") == expected
    )


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (FacetField.LEGISLATURE, "16", "16e législature"),
        (FacetField.TYPE, "QE", "Question écrite"),
        (FacetField.TYPE, "QG", "Question au Gouvernement"),
        (FacetField.TYPE, "QOSD", "Question orale sans débat"),
        (FacetField.TYPE, "article", "Article de presse"),
        (FacetField.STATUS, "pending", "En attente"),
        (FacetField.CLOCK, "overdue", "Sans réponse depuis plus de deux mois"),
        (FacetField.LAW, "Code de l'éducation", "Code de l’éducation"),
        (FacetField.STATUS, "answered", "Avec réponse"),
        (FacetField.STATUS, "withdrawn", "Retirée"),
        (FacetField.YEAR, "2024", "2024"),
        (FacetField.TYPE, "inconnu", "inconnu"),
        (FacetField.PARTY, "inconnu", "inconnu"),
    ],
)
def test_facet_value(field: FacetField, value: str, expected: str):
    assert labels.facet_value(field, value) == expected


def test_everything_that_can_be_shown_has_a_label():
    assert set(labels.EVENTS) == set(EventKind)


def test_type_and_number():
    assert labels.type_and_number(QUESTION) == "Question écrite n°\u00a0901"
    assert labels.type_and_number(ARTICLE) == "Article de presse"
    gazette = replace(ARTICLE, publisher="La Gazette")
    assert labels.type_and_number(gazette) == "Article de presse, La Gazette"
