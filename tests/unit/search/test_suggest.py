"""Suggestions, on the brute-force engine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from making import question
from oracle import OracleEngine
from search_app.french import words
from search_app.model.facet import FacetField
from search_app.model.vocabulary import SuggestionKind
from search_app.search import suggestions
from search_app.search.suggest import COUNT, Beginnings

TEXT = "L’hébergement des données de santé et l’hébergeur du Health Data Hub"
ENGINE = OracleEngine(
    [
        question(n, TEXT, author="Mme Sandrine Josso", title="Souveraineté numérique")
        for n in range(1, 4)
    ]
)


def suggested(typed: str) -> list[tuple[SuggestionKind, str]]:
    return [(s.kind, s.text) for s in suggestions(ENGINE, typed)]


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("heberg", SuggestionKind.WORD, "hébergement"),
        ("HÉBERG", SuggestionKind.WORD, "hébergeur"),
        ("données de san", SuggestionKind.WORD, "données de santé"),
        ("joss", SuggestionKind.VALUE, "Mme Sandrine Josso"),
        ("sandrine jo", SuggestionKind.VALUE, "Mme Sandrine Josso"),
        ("numériq", SuggestionKind.TITLE, "Souveraineté numérique"),
        ("health d", SuggestionKind.ACRONYM, "Health Data Hub"),
        ("plateforme des do", SuggestionKind.ACRONYM, "plateforme des données de santé"),
    ],
)
def test_what_was_begun_is_completed(typed: str, kind: SuggestionKind, text: str) -> None:
    assert (kind, text) in suggested(typed)


def test_a_name_leads_to_its_facet() -> None:
    (found,) = (s for s in suggestions(ENGINE, "josso") if s.kind is SuggestionKind.VALUE)
    assert (found.field, found.value) == (FacetField.AUTHOR, "Mme Sandrine Josso")


@pytest.mark.parametrize("typed", ["", "h", " ", "zzzz", "'", "-"])
def test_too_little_or_unknown_is_not_completed(typed: str) -> None:
    assert suggested(typed) == []


@given(st.text(max_size=60))
def test_any_text_can_be_typed(typed: str) -> None:
    assert len(suggestions(ENGINE, typed)) <= COUNT


TEXTS = st.lists(st.text("abé '-", min_size=1, max_size=30), max_size=8, unique=True)


@given(TEXTS, st.text("ab ", min_size=1, max_size=24))
def test_beginnings_are_those_of_a_loop(texts: list[str], typed: str) -> None:
    asked = " ".join(words(typed))
    if not asked:
        return
    found = Beginnings(texts).find(asked, 100)
    assert set(found) <= set(texts)
    wanted = {t for t in texts if " ".join(words(t)).startswith(asked)}
    assert wanted <= set(found)
