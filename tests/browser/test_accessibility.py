"""Axe finds nothing to object to, on any kind of page, in light and in dark."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.conftest import Opened
from endtoend.conftest import Site

PAGES = {
    "home": "/",
    "search": "/search?q=Health+Data+Hub",
    "everything": "/search",
    "narrowed": "/search?legislature=16&not_type=QG&date=2022&not_none=topic",
    "other names": "/search?q=HDH",
    "card": "/search?q=QE+15463",
    "offers": "/search?q=cloud+et+donn%C3%A9es+mai+2022",
    "slip": "/search?q=%28cloud&page=x",
    "only partial hits": "/search?q=cloud+zzz",
    "partial hits": "/search?q=cloud+Microsoft+h%C3%A9bergement+souverainet%C3%A9",
    "empty": "/search?q=zzzz&party=RN&legislature=16",
    "corrected": "/search?q=micrsoft",
    "absent": "/search?q=cloud+Micrsoft",
    "nothing to search": "/search?q=%F0%9F%98%80",
    "past the end": "/search?page=99",
    "facet": "/search/values/author?q=cloud",
    "document": "/documents/QANR5L16QE15463?q=microsoft&rank=1",
    "list": "/authors",
    "deputy": "/authors/M.%20Philippe%20Latombe",
    "ministry": "/ministries/Sant%C3%A9",
    "advanced": "/advanced",
    "about": "/about",
    "help": "/help",
    "follow": "/follow?q=cloud&type=QE",
    "alert ends": "/alerts/x/end",
    "interface": "/api",
    "data": "/data/",
    "delays": "/delays",
    "trends": "/trends?q=cloud&q=Microsoft",
    "compared": "/trends?q=cloud&legislature=15&legislature=16&compare=legislature",
    "menu": "/trends?compare=party&party=RN",
    "period that is over": "/follow?q=cloud&date=2020..2021",
    "empty period": "/search?q=cloud&date=2040",
    "not found": "/documents/x",
}
SCHEMES = ["light", "dark"]


def check(page: Page) -> None:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    told = [(v["id"], [(n["html"], n.get("failureSummary")) for n in v["nodes"]]) for v in found]
    assert not found, json.dumps(told, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_violations(opened: Opened, path: str, scheme: str) -> None:
    with opened(color_scheme=scheme) as page:
        page.goto(path)
        check(page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_violations_on_a_phone(opened: Opened, scheme: str) -> None:
    with opened(width=360, height=780, color_scheme=scheme, has_touch=True) as page:
        for path in (PAGES["narrowed"], PAGES["document"], "/coverage", PAGES["menu"]):
            page.goto(path)
            if page.locator("#filters-fold").count():
                page.get_by_text("Filtrer").click()
            check(page)


def test_no_violations_at_400_percent(opened: Opened) -> None:
    """A window of 1280 pixels, enlarged four times, has the width of 320 of them."""
    with opened(width=320, height=256) as page:
        for name in ("home", "narrowed", "document", "deputy", "trends", "delays"):
            page.goto(PAGES[name])
            check(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_violations_in_what_opens(opened: Opened, scheme: str) -> None:
    with opened(color_scheme=scheme) as page:
        page.goto(PAGES["everything"])
        page.locator("#q").press_sequentially("sant")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        check(page)
        page.keyboard.press("Escape")
        page.get_by_text("Voir en tableau").click()
        check(page)
        page.get_by_role("group", name="Auteur").get_by_role("link", name="Tout voir").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        check(page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_violations_without_an_index(
    opened: Opened, site_without_index: Site, scheme: str
) -> None:
    with opened(address=site_without_index.address, color_scheme=scheme) as page:
        answer = page.goto("/search?q=cloud")
        assert answer
        assert answer.status == 503
        expect(page.get_by_text("dès que son index sera prêt")).to_be_visible()
        check(page)
