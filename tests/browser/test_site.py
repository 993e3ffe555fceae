"""The site in a real browser: no JavaScript needed, nothing overflows, light and dark."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from endtoend.conftest import Program, Site
from places import PROJECT

CHROMIUM = shutil.which("chromium")
WIDTHS = {"phone": 360, "tablet": 768, "laptop": 1440}
PAGES = ["/", "/search?q=Health+Data+Hub", "/documents/QANR5L16QE15463", "/help", "/search?q=zzzz"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    app = Program(PROJECT / "corpus", tmp_path_factory.mktemp("browser") / "index")
    assert app.run("reindex").returncode == 0
    with app.served_by("search-app", "serve", "--port", "0") as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.address, java_script_enabled=False, locale="fr")
    yield context.new_page()
    context.close()


def test_search_facet_document_and_back(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/")
    page.get_by_role("searchbox").fill("Health Data Hub")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("mark").count() > 5
    everything = page.locator("article").count()
    page.get_by_role("link", name="Rassemblement National").first.click()
    assert "party=RN" in page.url
    narrowed = page.locator("article").count()
    assert 0 < narrowed < everything
    page.locator("article h2 a, article h3 a").first.click()
    assert "15463" in page.content()
    assert "Fin de mandat" in page.content()
    page.go_back()
    assert page.locator("article").count() == narrowed


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_screen(
    browser: Browser, site: Site, path: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        base_url=site.address,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    slips: list[str] = []
    page.on("console", lambda message: slips.append(message.text))
    answer = page.goto(path)
    assert answer
    assert answer.ok
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert slips == []
    context.close()
