"""Nothing overflows, weighs too much or runs foreign code; dark is dark, print is text."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Opened
from browser.test_accessibility import PAGES
from endtoend.conftest import Program
from hostile import HOSTILE, hostile_document
from search_app.engine.embedded.builder import EmbeddedBuilder

WIDTHS = {"phone": 360, "tablet": 768, "wide": 1920}
HTML_BYTES_MAX = 60_000
ASSETS_BYTES_MAX = 150_000


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_nothing_is_wider_than_the_screen(opened: Opened, width: int) -> None:
    with opened(width=width, height=800) as page:
        for path in PAGES.values():
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_a_long_word_makes_nothing_wider(opened: Opened, width: int) -> None:
    long, address = "z" * 250, "https://www.assemblee-nationale.fr/dyn/16/questions/" + "q" * 90
    with opened(width=width, height=800) as page:
        for path in (
            f"/search?q={long}",
            f"/search?q=({long}",
            f"/search?q={address}",
            f"/search?q=cloud&author={long}&date={long}",
            f"/search/values/author?contains={long}",
            f"/documents/{long}",
            f"/advanced?all={long}",
            f"/follow?q={long}",
        ):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_targets_are_large_enough_for_a_finger(opened: Opened) -> None:
    with opened(width=360, height=800, has_touch=True) as page:
        for path in PAGES.values():
            page.goto(path)
            small = page.evaluate(SMALL_TARGETS)
            assert small == [], (path, small)


def test_all_that_can_be_compared_is_on_the_screen_of_a_phone(opened: Opened) -> None:
    with opened(width=360, height=800, has_touch=True) as page:
        page.goto("/trends?compare=topic")
        # The menu may be longer than what the tests have to compare.
        page.evaluate("""() => {
            const list = document.querySelector(".menu ul");
            for (let i = 0; i < 20; i++) list.append(list.lastElementChild.cloneNode(true));
        }""")
        boxes = page.locator(".menu input").evaluate_all(
            "all => all.map((e) => e.getBoundingClientRect().toJSON())"
        )
        assert len(boxes) > 20
        assert all(box["right"] <= 360 and min(box["width"], box["height"]) >= 24 for box in boxes)


# WCAG 2.5.8: 24 pixels, but for links inside a sentence.
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input, select, summary")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("p, dd, svg, .empty ul:not(.alternatives)"))
  .filter((e) => e.type !== "checkbox" && !e.matches(".skip, h1 a, h2 a, h3 a"))
  .filter((e) => { const r = e.getBoundingClientRect(); return r.width && r.height < 24; })
  .map((e) => e.outerHTML.slice(0, 120))"""


def background(page: Page) -> int:
    """Return how light the page is, 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return max(int(part) for part in re.findall(r"\d+", colour)[:3])


def test_dark_is_dark(opened: Opened) -> None:
    for scheme, (low, high) in {"light": (200, 255), "dark": (0, 60)}.items():
        with opened(color_scheme=scheme) as page:
            page.goto("/")
            assert low <= background(page) <= high


def test_print_is_the_text(page: Page) -> None:
    page.goto(PAGES["document"])
    page.emulate_media(media="print", color_scheme="light")
    for hidden in (".search", ".bar nav", ".cite ul", ".neighbours"):
        assert page.locator(hidden).first.is_hidden(), hidden
    for shown in ("h1", ".document-text", "#reference", ".timeline", ".document-facts dl"):
        assert page.locator(shown).first.is_visible(), shown
    assert background(page) == 255
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="screen")
    page.goto(PAGES["search"])
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = page.locator(".printed").inner_text()
    assert "/search?q=Health+Data+Hub, corpus mis à jour le " in printed
    assert re.search(r", imprimé le [0-9]{1,2}\S* \w+ 20[0-9]{2}$", printed)
    assert not [b for b in page.get_by_role("button").all() if b.is_visible()]
    assert page.locator(".facets").is_hidden()
    assert page.locator(".hit").first.is_visible()
    # A hit goes on on the next sheet, between two passages and never behind its title.
    breaks = "e => [getComputedStyle(e).breakInside, getComputedStyle(e).breakAfter]"
    for part, expected in ((".hit", "auto"), (".passage", "avoid")):
        assert page.locator(part).first.evaluate(breaks)[0] == expected
    assert page.locator(".hit h2").first.evaluate(breaks)[1] == "avoid"


def test_a_first_visit_is_light(opened: Opened) -> None:
    with opened() as page:
        sizes: dict[str, int] = {}
        page.on(
            "response",
            lambda answer: sizes.update({answer.url: int(answer.headers.get("content-length", 0))}),
        )
        page.goto(PAGES["search"], wait_until="networkidle")
        assets = {url: size for url, size in sizes.items() if "/static/" in url}
        assert {url.partition("?")[0].rpartition(".")[2] for url in assets} >= {
            "css",
            "js",
            "woff2",
        }
        assert sum(assets.values()) <= ASSETS_BYTES_MAX, assets
        (html,) = (size for url, size in sizes.items() if "/static/" not in url)
        assert 3_000 < html <= HTML_BYTES_MAX


def test_hostile_documents_run_nothing(opened: Opened, tmp_path: Path) -> None:
    """A document may say anything: Chromium runs no script of it, and reports no refusal."""
    index = tmp_path / "index"
    with EmbeddedBuilder(index, full=True) as builder:
        for number, word in enumerate(HOSTILE):
            builder.add(hostile_document(word, document_id=f"w{number}"))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    app = Program(tmp_path / "corpus", index)
    with (
        app.served_by("search-app", "serve", "--port", "0") as served,
        opened(address=served.address) as page,
    ):
        for path in ("/", "/search?q=alert", "/authors", "/topics", "/advanced"):
            page.goto(path)
        page.goto("/search")
        page.locator("a[data-values]").first.click()
        page.get_by_label("Contient").fill("<script>")
        for number in range(len(HOSTILE)):
            page.goto(f"/documents/w{number}?rank={number + 1}")
        for word in HOSTILE:
            page.goto("/")
            page.locator("#q").fill(word)
            with page.expect_navigation():
                page.keyboard.press("Enter")
