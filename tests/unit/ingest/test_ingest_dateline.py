"""Which day an article is of, by its own text."""

import datetime as dt

import pytest
from own_words import PROSE

TITLE = "Les hébergeurs devant la commission"
APRIL_8, APRIL_9, APRIL_10 = (dt.date(2025, 4, day) for day in (8, 9, 10))


def _read(document, opening):
    return document(f"{TITLE}\n\n{opening}\n\n{PROSE}")


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("Publié le 9 avril 2025 à 10 h\n\nCe mardi 8 avril 2025, ils ont parlé.", APRIL_9),
        ("Ce 8 avril 2025.\n\nUn.\n\nPublié le 9/04/2025", APRIL_9),
        ("Par Une Plume, publié le 9 avril 2025, mis à jour le 10 avril 2025", APRIL_9),
        ("Mis à jour le 10 avril 2025\n\nCe 8 avril 2025.", APRIL_10),
        ("**Publié le** 9 avril 2025", APRIL_9),
    ],
)
def test_the_day_of_publication_is_the_article_s_own(document, opening, day):
    found = _read(document, opening)
    assert (found.date, found.date_inferred) == (day, False)


@pytest.mark.parametrize(
    "opening",
    [
        "Paris, le 8 avril 2025.",
        "Paris, le 8 avril 2025 – Les députés ont parlé.",
        "Paris, le mardi 8 avril 2025",
        "**AIX-EN-PROVENCE, 8 avril 2025 (AGENCE) —** Les députés ont parlé.",
        "Châlons-sur-Marne (Marne), le 8 avril 2025 : les députés ont parlé.",
        "L’Haÿ-les-Roses, le 8 avril 2025 - Les députés ont parlé.",
        "Un chapeau sans date.\n\nParis, le 8 avril 2025 –",
    ],
)
def test_the_day_of_a_place_is_inferred(document, opening):
    found = _read(document, opening)
    assert (found.date, found.date_inferred) == (APRIL_8, True)
    assert found.legislature == "17"


@pytest.mark.parametrize(
    "opening",
    [
        "Lors de la séance du mardi 8 avril 2025, les députés ont parlé.",
        "Lors de la séance de questions au Gouvernement du 8 avril 2025, ils ont parlé.",
        "En séance publique le 8 avril 2025, ils ont parlé.",
        "Réuni le mardi 8 avril 2025, le conseil a parlé.",
        "Mardi 8 avril 2025, le ministre a promis un texte qui sera déposé en mai.",
        "La commission lance ce mardi 8 avril 2025 une consultation.",
        "Ce 8 avril 2025, ils ont parlé.",
        "Un chapeau sans date.\n\nIls ont parlé ce mardi\u00a08\u00a0avril\u00a02025.",
        "Depuis le mardi 1er mars 2022, rien. Ce mardi 8 avril 2025, enfin.",
    ],
)
def test_the_day_of_what_is_reported_is_inferred(document, opening):
    found = _read(document, opening)
    assert (found.date, found.date_inferred) == (APRIL_8, True)


@pytest.mark.parametrize(
    "opening",
    [
        "La circulaire entrera en vigueur le 1er janvier 2030.",
        "La circulaire entrera en vigueur le mardi 1er janvier 2030.",
        "Le mardi 1er janvier 2030, la circulaire entrera en vigueur.",
        "La commission a autorisé le 21 décembre 2023 un nouvel entrepôt.",
        "Le 3 mars 1998, naissait une entreprise.",
        "Le 8 avril 2025, ils ont parlé.",
        "Paris, le 8 avril 2025, a vu les députés parler.",
        "Les candidats à l’élection du 23 avril 2027 se déclarent.",
        "Les candidats à l’élection du vendredi 23 avril 2027 se déclarent.",
        "Une réunion est prévue le mardi 8 avril 2025.",
        "La loi n° 78-17 du 6 janvier 1978 a créé la commission.",
        "La loi du vendredi 6 janvier 1978 a créé la commission.",
        "En séance, la loi du 6 janvier 1978 a été citée.",
        "Lancée le lundi 2 décembre 2019, elle dure.",
        "Depuis le mardi 1er mars 2022, rien.",
        "Le transfert est prévu pour la fin de l’année 2026.",
        "Créée en 2019, elle dure.\n\nEn janvier 2024, elle dure encore.",
        "Ce mardi 8 avril, ils ont parlé.",
        "Un.\n\nDeux.\n\nCe mardi 8 avril 2025, ils ont parlé.",
        "Un courrier du mardi 31 février 2024 circule.",
        "Publié le 8 avril à 10 h",
    ],
)
def test_a_day_that_is_spoken_of_dates_nothing(document, opening):
    found = _read(document, opening)
    assert (found.date, found.date_inferred, found.legislature) == (None, False, "")


@pytest.mark.parametrize(
    ("written", "detail"),
    [
        ("Publié le 31 février 2024", "31 février 2024"),
        ("À la une… | Mis à jour le 31/02/2024", "31/02/2024"),
    ],
)
def test_an_impossible_day_of_publication_is_refused(error, written, detail):
    found = error(f"{TITLE}\n\n{PROSE}\n\n{written}")
    assert (found.code, found.line, found.detail) == ("date", 7, detail)
    found = error(f"---\ntitle: {TITLE}\n---\n\n{PROSE}\n\n{written}")
    assert (found.code, found.line, found.detail) == ("date", 9, detail)
