"""A facet added in its one place works everywhere: in the index, on every page, in every answer.

The program is copied, two facets are declared in the copy and nothing else is changed: one with
all that a facet may have, one with no more than it must have.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from declaring import copy_declaring
from endtoend.conftest import InstalledProgram, Program, Site
from places import PROJECT

DECLARED = """
    TERRITORY = Facet(
        parameter="territory",
        values_of=lambda d: _one(d.constituency),
        index="territories",
        words=FacetWords(
            title="Territoire d’élection",
            titles="Territoires d’élection",
            noun="territoire",
            no_value="Sans territoire",
            suggestion="lieu d’élection",
        ),
    )
    STEP = Facet(
        parameter="step",
        values_of=lambda d: tuple(sorted({e.kind.value for e in d.events})),
        words=FacetWords(
            title="Étape franchie",
            titles="Étapes franchies",
            noun="étape",
            no_value="Aucune étape",
        ),
    )
"""
DOCUMENT = "QANR5L15QE40439"


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What was declared of a facet. value: one that DOCUMENT has."""

    parameter: str
    title: str
    titles: str
    noun: str
    no_value: str
    value: str


TERRITORY = Declared(
    parameter="territory",
    title="Territoire d’élection",
    titles="Territoires d’élection",
    noun="territoire",
    no_value="Sans territoire",
    value="Hauts-de-Seine (6e circonscription)",
)
STEP = Declared(
    parameter="step",
    title="Étape franchie",
    titles="Étapes franchies",
    noun="étape",
    no_value="Aucune étape",
    value="asked",
)
each = pytest.mark.parametrize("facet", [TERRITORY, STEP], ids=lambda facet: facet.parameter)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The copy with two more facets, and the index that it has built of the starter dossier."""
    tree = tmp_path_factory.mktemp("changed")
    copy_declaring(tree, "facet.py", before="    YEAR = Facet(", members=DECLARED)
    program = InstalledProgram(PROJECT / "corpus", tree / "index")
    program.environment["PYTHONPATH"] = str(tree)
    done = program.run("reindex")
    assert done.returncode == 0, done.stderr
    return program


@pytest.fixture(scope="module")
def site(changed: Program) -> Iterator[Site]:
    with changed.served_by("search-app", "serve", "--port", "0") as site:
        yield site


def page(site: Site, path: str, *parameters: tuple[str, str]) -> str:
    """Return the text of a page, redirections followed."""
    status, text = site.get(f"{path}?{urlencode(parameters)}")
    assert status == 200, (path, parameters, text)
    return html.unescape(re.sub("</?sup>", "", text))


def answer(site: Site, path: str, *parameters: tuple[str, str]) -> Any:
    return json.loads(page(site, path, *parameters))


@each
def test_a_search_shows_it_and_narrows_by_it(site: Site, facet: Declared) -> None:
    assert f"<legend>{facet.title}</legend>" in page(site, "/search", ("q", "santé"))
    text = page(site, "/search", (facet.parameter, facet.value))
    assert f"{facet.title}\u00a0: {facet.value}" in text
    assert f"; {facet.noun}\u00a0: {facet.value}." in text
    assert DOCUMENT in text
    text = page(site, "/search", (f"not_{facet.parameter}", facet.value))
    assert f"Sauf {facet.title[0].lower()}{facet.title[1:]}\u00a0: {facet.value}" in text
    assert f"; sauf {facet.noun}\u00a0: {facet.value}." in text
    assert DOCUMENT not in text


@each
def test_the_lack_of_a_value_can_be_asked_for(site: Site, facet: Declared) -> None:
    without = answer(site, "/search.json", ("none", facet.parameter))["total"]
    with_one = answer(site, "/search.json", ("not_none", facet.parameter))["total"]
    assert without > 0 < with_one
    assert without + with_one == answer(site, "/search.json")["total"]
    assert facet.no_value in page(site, "/search", ("none", facet.parameter))
    assert f"Sauf {facet.no_value.lower()}" in page(site, "/search", ("not_none", facet.parameter))


@each
def test_a_slip_in_it_is_told(site: Site, facet: Declared) -> None:
    surplus = [(facet.parameter, f"v{n}") for n in range(150)]
    assert f"Le filtre «\u00a0{facet.title}\u00a0» accepte au plus" in page(
        site, "/search", *surplus
    )
    text = page(site, "/search", ("legislature", "15"), (facet.parameter, "inconnu"))
    assert f"Sans le filtre «\u00a0{facet.title}\u00a0: inconnu\u00a0»" in text


@each
def test_programs_read_it(site: Site, facet: Declared) -> None:
    body = answer(site, "/search.json", (facet.parameter, facet.value))
    (chosen,) = [value for value in body["facets"][facet.parameter] if value["selected"]]
    assert (chosen["value"], chosen["count"]) == (facet.value, body["total"])
    assert body["hits"]
    assert answer(site, chosen["toggle_url"])["total"] > body["total"]
    assert answer(site, f"/documents/{DOCUMENT}.json")["id"] == DOCUMENT


@each
@pytest.mark.parametrize("order", ["name", "count"])
def test_all_its_values_are_listed(site: Site, facet: Declared, order: str) -> None:
    text = page(site, f"/search/values/{facet.parameter}", ("order", order))
    assert f"<h1>{facet.titles}</h1>" in text
    assert facet.value in text
    assert f"\u00a0{facet.noun}s" in text


@each
def test_every_other_page_knows_it(site: Site, facet: Declared) -> None:
    assert f"filtre «\u00a0{facet.title}\u00a0»" in page(site, "/help")
    assert f'<label for="{facet.parameter}">{facet.title}</label>' in page(site, "/advanced")
    text = page(site, "/advanced", (facet.parameter, facet.value))
    assert f"{facet.title}\u00a0: {facet.value}" in text
    found = ("rank", "1"), (facet.parameter, facet.value)
    for text in (
        page(site, f"/documents/{DOCUMENT}"),
        page(site, f"/documents/{DOCUMENT}", *found),
    ):
        assert facet.title in text
    assert f"<h2>{facet.title}</h2>" in page(site, "/legislatures/15")
    assert page(site, "/health")


def test_its_values_have_pages(site: Site) -> None:
    text = page(site, "/")
    assert TERRITORY.titles in text
    assert f"<dt>{TERRITORY.noun}s</dt>" in text
    text = page(site, "/territories")
    assert f"<h1>{TERRITORY.titles}</h1>" in text
    address = f"/territories/{quote(TERRITORY.value, safe='()')}"
    assert TERRITORY.value in text
    text = page(site, address)
    assert f'class="kicker">{TERRITORY.title}<' in text
    assert f"<h1>{TERRITORY.value}</h1>" in text
    assert f'href="{address}"' in page(site, f"/documents/{DOCUMENT}")


def test_its_values_are_suggested(site: Site) -> None:
    suggested = answer(site, "/suggest.json", ("q", "hauts de s"))["suggestions"]
    (found,) = [s for s in suggested if s["text"] == TERRITORY.value]
    assert found["kind"] == "lieu d’élection"
    assert found["url"] == f"/search?{urlencode({'territory': TERRITORY.value})}"


@each
def test_the_command_counts_it(changed: Program, facet: Declared) -> None:
    assert facet.value in changed.search("santé")["facets"][facet.parameter]
    assert f"\n{facet.parameter}: " in changed.run("search", "santé").stdout
