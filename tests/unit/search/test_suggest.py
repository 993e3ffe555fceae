"""Suggestions, on the brute-force engine."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from making import question
from oracle import OracleEngine
from search_app.authority import group_name, ministry_name, topic_name
from search_app.french import STOP_WORDS, beginnings_of, words
from search_app.model.facet import FacetField
from search_app.model.vocabulary import Suggestion, SuggestionKind
from search_app.search import suggestions
from search_app.search.suggest import CHARACTERS_MAX, COUNT

TODAY = dt.date(2026, 1, 15)
TEXT = (
    "L’hébergement des données de santé et l’hébergeur du Health Data Hub. L’hôpital recourt à la "
    "sous-traitance et au télétravail ; celui-ci existe-t-il aujourd’hui ?"
)
ENGINE = OracleEngine(
    [
        question(
            1540 + n,
            TEXT,
            author="Mme Sandrine Josso",
            title="Souveraineté numérique",
            group=group_name("Les Républicains"),
            ministry_asked=ministry_name("Affaires étrangères"),
            topic=topic_name("santé"),
        )
        for n in range(3)
    ]
    + [
        question(
            1540, "Un sous-préfet.", id="QANR5L15QE1540", legislature="15", author="M. Jo Le Duc"
        ),
        question(154, "Un sous-préfet.", answer="Le sous-préfet répond.", author="M. Jo Le Duc"),
    ]
)


def found(typed: str) -> list[Suggestion]:
    return list(suggestions(ENGINE, typed, today=TODAY))


def suggested(typed: str) -> list[tuple[SuggestionKind, str]]:
    return [(s.kind, s.text) for s in found(typed)]


def texts(typed: str) -> list[str]:
    return [s.text for s in found(typed)]


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("heberg", SuggestionKind.WORD, "hébergement"),
        ("HÉBERG", SuggestionKind.WORD, "hébergeur"),
        ("données de san", SuggestionKind.WORD, "données de santé"),
        ("joss", SuggestionKind.VALUE, "Mme Sandrine Josso"),
        ("sandrine jo", SuggestionKind.VALUE, "Mme Sandrine Josso"),
        ("républ", SuggestionKind.VALUE, "Les Républicains (LR)"),
        ("affaires é", SuggestionKind.VALUE, "Affaires étrangères"),
        ("sant", SuggestionKind.VALUE, "Santé"),
        ("numériq", SuggestionKind.TITLE, "Souveraineté numérique"),
        ("health d", SuggestionKind.ACRONYM, "Health Data Hub"),
    ],
)
def test_what_was_begun_is_completed(typed: str, kind: SuggestionKind, text: str) -> None:
    assert (kind, text) in suggested(typed)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("l'hô", "l'hôpital"),
        ("L’HO", "L’hôpital"),
        ("  santé   l'hô ", "santé   l'hôpital"),
        ("Santé-mentale OU heberg", "Santé-mentale OU hébergement"),
        ("santé -héb", None),
        ("préfet -héb", "préfet -hébergement"),
        ("préfet SAUF (héb", "préfet SAUF (hébergement)"),
        ("titre:souv", "titre:souveraineté"),
        ("Titre : souv", "Titre : souveraineté"),
        ('"données de san', '"données de santé"'),
        ("«\u00a0données de san", "«\u00a0données de santé\u00a0»"),
        ('hôpital "données de san', 'hôpital "données de santé"'),
        ('"health d', '"Health Data Hub"'),
        ("sous-tr", "sous-traitance"),
        ("l'hôpital et la sous-", "l'hôpital et la sous-traitance"),
        ("sous", "sous-préfet"),
        ("SOUS\u2011PR", "sous-préfet"),
        ("aujourd'h", "aujourd’hui"),
        ("santé", "santé"),
        ("sânt", None),
        ("préfet se", None),
    ],
)
def test_what_stands_before_is_kept(typed: str, text: str | None) -> None:
    made = [s.text for s in found(typed) if s.kind in {SuggestionKind.WORD, SuggestionKind.ACRONYM}]
    assert made == [] if text is None else text in made


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("auteur:jos", ["auteur:Josso"]),
        ("santé auteur:jos", ["santé auteur:Josso"]),
        ("auteur:sand", ['auteur:"Sandrine Josso"']),
        ('auteur:"sandrine jo', ['auteur:"Sandrine Josso"']),
        ("-auteur:jos", ["-auteur:Josso"]),
        ("auteur : jo", ["auteur : Josso", 'auteur : "Jo Le Duc"']),
        ("ministere:étr", ['ministere:"Affaires étrangères"']),
        ("Ministère:aff", ['Ministère:"Affaires étrangères"']),
        ("ministere:«affaires é", ["ministere:«Affaires étrangères»"]),
        ("groupe:lr", ['groupe:"Les Républicains (LR)"']),
        ("rubrique:san", ["rubrique:Santé"]),
        ("rubrique:zzz", []),
        ("type:q", ["type:QE"]),
        ("legislature:1", ["legislature:16", "legislature:15"]),
        ("numero:154", ["numero:154", "numero:1540", "numero:1541", "numero:1542"]),
        ("date:20", []),
        ("inconnu:san", []),
    ],
)
def test_the_value_of_a_field_is_completed(typed: str, made: list[str]) -> None:
    assert texts(typed) == made


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("QE 154", ["16QE154", "15QE1540", "16QE1540", "16QE1541", "16QE1542"]),
        ("n° 1540", ["15QE1540", "16QE1540"]),
        ("1541", ["16QE1541"]),
        ("15-154", ["15QE1540"]),
        ("question écrite n° 1542", ["16QE1542"]),
        ("QG 154", []),
        ("QE 154, QE 1541", []),
        ("préfet 154", []),
    ],
)
def test_questions_are_found_by_the_beginning_of_their_number(typed: str, ids: list[str]) -> None:
    made = [s for s in found(typed) if s.kind is SuggestionKind.QUESTION]
    assert [s.document.id.removeprefix("QANR5L") for s in made if s.document] == ids
    assert all(s.count == 1 and s.document and s.text == s.document.number for s in made)


def test_a_name_leads_to_its_facet() -> None:
    (value,) = (s for s in found("josso") if s.kind is SuggestionKind.VALUE)
    assert (value.field, value.value) == (FacetField.AUTHOR, "Mme Sandrine Josso")


@pytest.mark.parametrize(
    ("typed", "text", "count"),
    [
        ("joss", "Mme Sandrine Josso", 3),
        ("républ", "Les Républicains (LR)", 3),
        ("sous-pr", "sous-préfet", 2),
        ("numér", "Souveraineté numérique", 3),
        ('auteur:"le d', 'auteur:"Le Duc"', 2),
        ("préfet -héb", "préfet -hébergement", 2),
        ("health", "Health Data Hub", 3),
    ],
)
def test_a_suggestion_says_how_many_documents_it_finds(typed: str, text: str, count: int) -> None:
    assert {s.count for s in found(typed) if s.text == text} == {count}


@pytest.mark.parametrize(
    "typed", ["de", "le", "ce", "données de", "santé et l", "celui-c", "exist"]
)
def test_no_small_word_completes_another(typed: str) -> None:
    last = [words(s.text)[-1] for s in found(typed) if s.kind is SuggestionKind.WORD]
    assert not STOP_WORDS.intersection(last)


@pytest.mark.parametrize("typed", ["", "h", " ", "zzzz", "'", "-", "auteur:", '"', "santé zzzz"])
def test_too_little_or_unknown_is_not_completed(typed: str) -> None:
    assert suggested(typed) == []


@pytest.mark.parametrize(
    "typed", ["a" * 4_000, "héb " * 1_000, "héb " * (CHARACTERS_MAX // 4) + "h"]
)
def test_a_long_text_is_not_completed(typed: str) -> None:
    assert suggested(typed) == []


PIECES = st.sampled_from(
    [
        "auteur:",
        "numero:",
        "QE ",
        '"',
        "« ",
        "(",
        "-",
        "héb",
        "sous-",
        "l'",
        "154",
        " ",
        "ET ",
        "*",
        "~",
    ]
)


@given(st.text(max_size=60) | st.lists(PIECES, max_size=8).map("".join))
def test_any_text_can_be_typed(typed: str) -> None:
    made = found(typed)
    assert len(made) <= COUNT
    assert all(suggestion.count > 0 for suggestion in made)


TEXTS = st.lists(st.text("abé '-", min_size=1, max_size=30), max_size=8, unique=True)


@given(TEXTS, st.text("ab ", min_size=1, max_size=24))
def test_beginnings_are_those_of_a_loop(texts: list[str], typed: str) -> None:
    asked = " ".join(words(typed))
    if not asked:
        return
    found = beginnings_of(texts).find(asked, 100)
    assert set(found) <= set(texts)
    wanted = {t for t in texts if " ".join(words(t)).startswith(asked)}
    assert wanted <= set(found)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("maï", "maïs"),
        ("du jeû", "du jeûne"),
        ("mai", "mais"),
        ("semi-é", "semi-école"),
        ("trè", None),
    ],
)
def test_what_is_begun_with_accents_is_completed_with_them(typed: str, text: str | None) -> None:
    texts = ["mais très jeune", "mais la semi-école", "le maïs, le jeûne", "très jeune"]
    documents = [question(n, text) for n, text in enumerate(texts * 2, 1)]
    found = [s.text for s in suggestions(OracleEngine(documents), typed, today=TODAY)]
    assert found[:1] == ([text] if text else [])
