"""Debian's Chromium in front of the site on the starter corpus."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from endtoend.conftest import Program, Site
from places import PROJECT

expect.set_options(timeout=15_000)

CHROMIUM = shutil.which("chromium")

Opened = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("browser")
    app = Program(PROJECT / "corpus", folder / "index")
    app.environment |= {
        "SEARCH_APP_OFFER_DUMPS": "true",
        "SEARCH_APP_ALERTS_FILE": str(folder / "alerts.sqlite"),
        "SEARCH_APP_SITE_URL": "https://questions.example.fr",
        "SEARCH_APP_SMTP_HOST": "localhost",
        "SEARCH_APP_MAIL_FROM": "alertes@example.fr",
    }
    assert app.run("reindex").returncode == 0
    assert app.run("export", "--offer").returncode == 0
    with app.served_by("search-app", "serve", "--port", "0") as served:
        yield served


@pytest.fixture(scope="session")
def site_without_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    app = Program(PROJECT / "corpus", tmp_path_factory.mktemp("nothing") / "index")
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
def opened(browser: Browser, site: Site) -> Opened:
    """Open a page in a context of its own; what the browser complains of fails the test."""

    @contextmanager
    def open_page(
        *, width: int = 1440, height: int = 900, address: str = site.address, **settings: Any
    ) -> Iterator[Page]:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            locale="fr",
            **settings,
        )
        page = context.new_page()
        slips: list[str] = []
        page.on("console", lambda message: slips.append(message.text))
        page.on("pageerror", lambda error: slips.append(str(error)))
        page.on("dialog", lambda dialog: (slips.append(dialog.message), dialog.dismiss()))
        yield page
        context.close()
        assert [slip for slip in slips if "status of 404" not in slip and "503" not in slip] == []

    return open_page


@pytest.fixture
def page(opened: Opened) -> Iterator[Page]:
    with opened() as page:
        yield page
