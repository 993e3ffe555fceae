"""Without JavaScript nothing is missing."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from browser.conftest import Opened
from browser.steps import total


@pytest.fixture
def plain(opened: Opened) -> Iterator[Page]:
    with opened(java_script_enabled=False) as page:
        yield page


def test_without_javascript_a_search_is_narrowed(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("searchbox").fill("Health Data Hub")
    plain.keyboard.press("Enter")
    everything = total(plain)
    plain.get_by_role("checkbox", name="16e législature").check()
    plain.get_by_role("checkbox", name="15e législature").check()
    plain.get_by_role("button", name="Appliquer les filtres").click()
    assert "legislature=16&legislature=15" in plain.url
    assert 0 < total(plain) < everything
    plain.get_by_role("button", name="Exclure Question écrite").click()
    assert "not_type=QE" in plain.url
    plain.get_by_role("link", name="Tout retirer").click()
    assert total(plain) == everything
    plain.get_by_role("link", name=re.compile(r"^2024\s:")).click()
    assert "date=2024" in plain.url
    plain.get_by_text("Voir en tableau").click()
    assert plain.locator(".as-table tbody tr").first.is_visible()
    plain.locator(".hit h2 a").first.click()
    assert plain.locator(".copy").is_hidden()
    plain.go_back()
    assert "date=2024" in plain.url


def test_without_javascript_long_facets_and_the_form_work(plain: Page) -> None:
    plain.goto("/search?type=QE")
    plain.get_by_role("group", name="Auteur").get_by_role("link", name="Tout voir").click()
    plain.get_by_label("Contient").fill("latombe")
    plain.get_by_role("button", name="Afficher").click()
    plain.get_by_role("link", name="Philippe Latombe").click()
    assert "type=QE" in plain.url
    assert "author=M.+Philippe+Latombe" in plain.url
    plain.get_by_role("link", name="Recherche avancée").click()
    plain.get_by_label("Cette expression exacte").fill("Health Data Hub")
    plain.get_by_label("Législature").select_option("16e législature")
    plain.get_by_role("main").get_by_role("button", name="Rechercher").click()
    assert "/search?q=%22Health+Data+Hub%22&legislature=16" in plain.url
    assert total(plain) > 0


def test_every_example_of_the_help_page_can_be_followed(plain: Page) -> None:
    plain.goto("/help")
    examples = [a.get_attribute("href") for a in plain.locator(".examples a").all()]
    assert len(examples) > 20
    for url in examples:
        answer = plain.request.get(str(url))
        assert answer.ok
        assert "is-warning" not in answer.text()
