"""Family and given names are told apart, and what is no name of a person is left whole."""

from dataclasses import replace

import bibtexparser
import pytest
from bibtexparser.customization import splitname
from hypothesis import given
from hypothesis import strategies as st
from loop_engine import QUESTION

from search_app.web.citing import bibtex, csl, ris
from search_app.web.person_names import Person, persons

NAMES = {
    "": (),
    "M. Jean Dupont": (Person("Dupont", "Jean"),),
    "M. Éric de La Fontaine-Dupont": (Person("La Fontaine-Dupont", "Éric", "de"),),
    "Mme Anne-Laure de la Tour": (Person("Tour", "Anne-Laure", "de la"),),
    "M. Valéry d’Estrées": (Person("Estrées", "Valéry", "d’"),),
    "Mme Lise Le Floch": (Person("Le Floch", "Lise"),),
    "M. Karim Ben Salah": (Person("Ben Salah", "Karim"),),
    "Mme Rosa Dos Santos Lima": (Person("Dos Santos Lima", "Rosa"),),
    "M. Marc Vidal de la Blaye": (Person("Vidal de la Blaye", "Marc"),),
    "M. Jean Louis Marchand": (Person("Marchand", "Jean Louis"),),
    "M. Jean Le Gall": (Person("Le Gall", "Jean"),),
    "John F. Martin": (Person("Martin", "John F."),),
    "J.-P. Martin": (Person("Martin", "J.-P."),),
    "MARTIN Zoé": (Person("MARTIN", "Zoé"),),
    "Zoé DE LA RIVE": (Person("DE LA RIVE", "Zoé"),),
    "Zoé de LA RIVE": (Person("LA RIVE", "Zoé", "de"),),
    "Martin, Zoé": (Person("Martin", "Zoé"),),
    "Jean Dupont et Marie Durand": (Person("Dupont", "Jean"), Person("Durand", "Marie")),
    "M. Jean Dupont, Mme Zoé Roy et M. Luc Petit": (
        Person("Dupont", "Jean"),
        Person("Roy", "Zoé"),
        Person("Petit", "Luc"),
    ),
    "AFP": (Person("AFP"),),
    "AFP, Reuters": (Person("AFP"), Person("Reuters")),
    "Le Courrier du Port": (Person("Le Courrier du Port"),),
    "La rédaction": (Person("La rédaction"),),
    "Service 24h": (Person("Service 24h"),),
    "M.": (Person("M."),),
}


@pytest.mark.parametrize("author", NAMES)
def test_names_are_cut(author: str):
    assert persons(author) == NAMES[author]


pieces = st.sampled_from(["M.", "Mme", "de", "d’Aa", ",", "et", "-", "'", "DUPONT", "Jean", "{}"])


@given(st.text() | st.lists(pieces, max_size=9).map(" ".join))
def test_any_text_gives_authors_with_a_name(author: str):
    assert all(person.family.strip() for person in persons(author))


@pytest.mark.parametrize("author", [a for a, p in NAMES.items() if p and p[0].given])
def test_bibtex_and_the_others_keep_the_parts_apart(author: str):
    document = replace(QUESTION, author=author)
    wanted = persons(author)
    (entry,) = bibtexparser.loads(bibtex(document, "https://x")).entries
    read = [splitname(name) for name in entry["author"].split(" and ")]
    for parts, person in zip(read, wanted, strict=True):
        assert " ".join(parts["first"]) == person.given
        said = " ".join([*parts["von"], *parts["last"]]).replace("{", "").replace("}", "")
        assert said == person.last
        if not person.particle:
            assert parts["von"] == []
    lines = ris(document, "https://x").split("\r\n")
    assert [line[6:] for line in lines if line.startswith("AU")] == [p.inverted for p in wanted]
    (item,) = csl(document, "https://x")
    assert [(a["family"], a["given"]) for a in item["author"]] == [
        (p.family, p.given) for p in wanted
    ]
