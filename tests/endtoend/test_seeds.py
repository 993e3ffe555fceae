"""The five documents that the project starts from, read verbatim, found and faceted."""

import html
import unicodedata
import urllib.parse
from pathlib import Path

import pytest

from endtoend.conftest import Program, Site
from search_app.french import words
from search_app.model.facet import NO_VALUE

IDS = ["QANR5L16QE15463", "QANR5L16QE15221", "QANR5L15QE40439"]
FILES = {
    "000_ae089860c2820953.txt": IDS[0],
    "001_f6c97197b3168e43.txt": IDS[1],
    "002_efc2bfdf607216cf.txt": IDS[2],
    "003_9c3aaee3277a9b5c.txt": "003-9c3aaee3277a9b5c-c4d8caac",
    "004_3263c86d8201a667.txt": "004-3263c86d8201a667-e679d8b8",
}
# Where a phrase of each text begins (a word that is met once) and how many words it has; the
# first of each file crosses the text's own emphasis marks.
PHRASES = {
    "000_ae089860c2820953.txt": [("entériné", -6, 8), ("*clouders*", -3, 5), ("fleurons", -2, 6)],
    "001_f6c97197b3168e43.txt": [("(«", -1, 7), ("contrecœur,", -4, 9), ("Omop.", -5, 6)],
    "002_efc2bfdf607216cf.txt": [("étanche", -4, 7), ("préfigurant", -3, 7), ("recrudescence", -4, 8)],
    "003_9c3aaee3277a9b5c.txt": [("S3ns,", -3, 8), ("extra-communautaire.", -4, 5), ("Bercy", -1, 7)],
    "004_3263c86d8201a667.txt": [("Darwin", 0, 8), ("tribune,", -2, 7), ("tirés", -4, 6)],
}  # fmt: skip


def phrases() -> list[tuple[str, tuple[str, int, int]]]:
    return [(name, place) for name, places in PHRASES.items() for place in places]


def taken(text: str, place: tuple[str, int, int]) -> str:
    first, shift, count = place
    words = text.split()
    start = words.index(first) + shift
    return " ".join(words[start : start + count])


def typed(phrase: str) -> str:
    """What a person types of it: no quotation marks, parentheses or emphasis, no operators."""
    return phrase.translate({ord(c): " " for c in '"«»()*'})


def plain(phrase: str) -> str:
    decomposed = unicodedata.normalize("NFD", phrase)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@pytest.mark.parametrize(("name", "place"), phrases())
def test_a_phrase_finds_its_document(
    seeds_site: Site, seeds: Path, name: str, place: tuple[str, int, int]
) -> None:
    phrase = typed(taken((seeds / name).read_text(encoding="utf-8"), place))
    for said in (phrase, plain(phrase), phrase.replace("’", "'"), phrase.upper()):
        assert [hit["id"] for hit in seeds_site.search(f'"{said}"')["hits"]] == [FILES[name]]
    for said in (phrase, plain(phrase)):
        found = seeds_site.search(said)
        assert found["hits"][0]["id"] == FILES[name]
        assert not found["relaxed"]


def test_the_facets(seeds_program: Program) -> None:
    facets = seeds_program.search("")["facets"]
    assert facets["legislature"] == {"16": 2, "15": 1, "17": 1, NO_VALUE: 1}
    assert facets["party"] == {"LR": 1, "MoDem": 1, "RN": 1, NO_VALUE: 2}
    assert facets["topic"] == {"Numérique": 2, "Santé": 1, NO_VALUE: 2}
    assert facets["type"] == {"QE": 3, "article": 2}
    assert facets["status"] == {"withdrawn": 3, NO_VALUE: 2}
    assert facets["year"] == {"2024": 2, "2021": 1, "2025": 1, NO_VALUE: 1}
    ministries = facets["ministry"]
    assert ministries["Santé"] == 3
    assert ministries["Premier ministre"] == 1
    assert ministries["Économie"] == 1
    assert ministries["Travail"] == 2


def test_the_legislature_option(seeds_program: Program) -> None:
    found = seeds_program.search("Health Data Hub", "--legislature", "15", "--legislature", "17")
    assert {hit["id"] for hit in found["hits"]} == {IDS[2], FILES["004_3263c86d8201a667.txt"]}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("numero:15463", IDS[:1]),
        ("15463", IDS[:1]),
        ("auteur:Latombe", IDS[1:2]),
        ("latombe", IDS[1:2]),
        ('groupe:"Les Républicains"', IDS[2:]),
        ("groupe:RN statut:retirée", IDS[:1]),
        ("rubrique:sante", IDS[1:2]),
        ('ministere:"Transition numérique"', IDS[2:]),
        ("date:2021-07", IDS[2:]),
        ("legislature:16 omop*", IDS[1:2]),
        ("Emc2 SAUF type:article", IDS[1:2]),
    ],
)
def test_fields_of_the_query_language(seeds_site: Site, query: str, ids: list[str]) -> None:
    assert sorted(hit["id"] for hit in seeds_site.search(query)["hits"]) == sorted(ids)


# The names of one body. Each seed has the second of them; two have the first, one the third.
NAMES = ("HDH", "Health Data Hub", "plateforme des données de santé")


def found_ids(site: Site, query: str, **parameters: str) -> set[str]:
    return {hit["id"] for hit in site.search(query, **parameters)["hits"]}


@pytest.mark.parametrize("name", [*NAMES, "Plateforme des données de santé"])
def test_a_renamed_body_is_found_under_each_of_its_names(seeds_site: Site, name: str) -> None:
    assert found_ids(seeds_site, name) == set(FILES.values())
    marked = '<mark class="is-name" title="autre nom">{}</mark>'
    others = ", ".join(marked.format(n) for n in NAMES if n.lower() != name.lower())
    status, text = seeds_site.get("/search", q=name)
    assert status == 200
    assert f"Recherché aussi\u00a0: {others} — <a " in text
    switch_off = html.escape(f"/search?{urllib.parse.urlencode({'q': name, 'expansion': 0})}")
    assert f'<a href="{switch_off}" rel="nofollow">sans les autres noms</a>' in text
    assert "Recherché aussi" not in seeds_site.get(html.unescape(switch_off))[1]


def test_with_expansion_off_each_name_finds_its_own(seeds_site: Site, seeds: Path) -> None:
    """Its words without quotes are met apart in every seed: quoted, the long name is itself."""
    texts = {i: (seeds / name).read_text(encoding="utf-8").lower() for name, i in FILES.items()}
    for name in NAMES:
        having = {i for i, text in texts.items() if name.lower() in text}
        assert found_ids(seeds_site, f'"{name}"', expansion="0") == having
    assert found_ids(seeds_site, "HDH", expansion="0") == {IDS[0], IDS[1]}
    assert found_ids(seeds_site, "Health Data Hub", expansion="0") == set(FILES.values())


@pytest.mark.parametrize("query", ["l urgence", "L’hébergement", "données de sante", "HUB"])
def test_matches_are_marked(seeds_site: Site, query: str) -> None:
    for hit in seeds_site.search(query)["hits"]:
        in_title = {*words(query)} & {*words(hit["title"])}
        assert in_title or any(piece["match"] for snippet in hit["snippets"] for piece in snippet)
