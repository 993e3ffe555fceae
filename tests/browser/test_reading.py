"""Inside a document: a result leads to what was found, and the next match is a key away."""

import re

from playwright.sync_api import Page, expect

from browser.conftest import Opened
from browser.steps import SEARCH, total

# Where a match and the text before it stand: they may touch, and not overlap.
OVERLAPS = """(mark) => {
  const before = document.createRange();
  before.selectNodeContents(mark.previousSibling);
  const boxes = [...before.getClientRects()];
  const last = boxes[boxes.length - 1];
  const own = mark.getClientRects()[0];
  return last && last.top < own.bottom && own.top < last.bottom ? last.right - own.left : 0;
}"""


def is_in_view(page: Page) -> bool:
    return bool(
        page.evaluate(
            "(({top, bottom}) => top >= 0 && bottom <= innerHeight)"
            "(document.querySelector('mark.is-here').getBoundingClientRect())"
        )
    )


def test_a_result_opens_at_its_best_passage_and_leads_on(page: Page) -> None:
    page.goto(SEARCH)
    page.locator(".hit h2 a").first.click()
    page.wait_for_url(re.compile("rank=1#[tr][0-9]+$"))
    place = page.locator(".matches [role=status]")
    expect(place).to_have_text(re.compile("^[0-9]+ sur [0-9]+$"))
    assert is_in_view(page)
    count = page.locator(".document-text mark").count()
    at = int(place.inner_text().split()[0])
    page.get_by_role("button", name="Suivante").click()
    expect(place).to_have_text(re.compile(f"^{at % count + 1} sur {count}"))
    page.keyboard.press("Alt+ArrowUp")
    expect(place).to_have_text(re.compile(f"^{at} sur {count}"))
    expect(page.locator("mark.is-here")).to_have_count(1)
    page.get_by_role("link", name="Retour aux résultats").click()
    page.wait_for_url("**#n1")


def test_a_passage_leads_to_its_place(page: Page) -> None:
    page.goto("/search?q=donn%C3%A9es")
    passage = page.locator(".passage[data-at]").last
    place = passage.get_attribute("data-at")
    passage.click(position={"x": 3, "y": 3})
    page.wait_for_url(f"**#{place}")
    expect(page.locator("mark.is-here")).to_have_attribute("id", place or "")
    assert is_in_view(page)


def test_without_a_script_the_texts_are_led_to(opened: Opened) -> None:
    with opened(java_script_enabled=False) as page:
        page.goto(SEARCH)
        page.locator(".hit h2 a").first.click()
        link = page.locator(".matches a:not(.of)").first
        expect(link).to_have_text(re.compile("^(Question|Résumé|Texte de l’article) \\([0-9]+\\)$"))
        link.click()
        expect(page.locator("mark:target")).to_have_count(1)


def test_a_mark_covers_nothing_beside_it(page: Page) -> None:
    for scheme in ("screen", "print"):
        page.emulate_media(media=scheme)
        page.goto("/search?q=h%C3%B4pital+h%C3%A9bergement+%C3%89tat")
        marks = page.locator(".passage mark")
        after_apostrophe = [
            mark
            for mark in marks.all()
            if mark.evaluate("(m) => (m.previousSibling?.textContent || '').endsWith('’')")
        ]
        assert after_apostrophe
        for mark in after_apostrophe:
            assert mark.evaluate(OVERLAPS) <= 0.01


def test_the_first_result_is_ten_tabs_from_the_box(page: Page) -> None:
    page.goto("/search")
    page.locator("#q").focus()
    first = page.locator(".hit h2 a").first
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.skip')"):
            expect(page.locator(":focus")).to_have_text("Aller aux résultats")
            page.keyboard.press("Enter")
        if first.evaluate("(link) => link === document.activeElement"):
            return
    raise AssertionError("not in ten tabs")


def test_what_is_new_since_the_last_visit_is_said_when_asked_for(opened: Opened) -> None:
    with opened() as page:
        page.goto("/search?q=cloud")
        assert page.evaluate("localStorage.length") == 0
        page.goto("/follow")
        page.get_by_label("Me dire combien").check()
        page.evaluate("localStorage.setItem('visits', JSON.stringify({now: '2022-03-01'}))")
        page.goto("/search?q=cloud")
        line = page.locator(".since a")
        expect(line).to_have_text(
            re.compile(r"^Nouveau depuis votre visite du 1 mars 2022\s: [0-9]+$")
        )
        said = int(line.inner_text().rpartition(" ")[2])
        line.click()
        expect(page).to_have_url(re.compile("date=2022-03-01"))
        assert total(page) == said
        page.goto("/follow")
        page.get_by_label("Me dire combien").uncheck()
        assert page.evaluate("localStorage.length") == 0


def test_on_a_phone_the_bar_has_the_title_of_what_is_read(opened: Opened) -> None:
    with opened(width=360, height=800) as page:
        page.goto(SEARCH)
        page.locator(".hit h2 a").first.click()
        page.wait_for_url("**#*")
        title = page.locator(".matches .of")
        expect(title).to_be_in_viewport()
        heading = page.locator("h1").inner_text()
        expect(title).to_have_text(f"↑ Début {heading}", ignore_case=True)
        assert page.locator(".matches").bounding_box()["height"] < 90
        title.click()
        expect(page.locator("h1")).to_be_in_viewport()


def test_the_bar_leads_to_the_beginning_at_any_width(opened: Opened) -> None:
    for width in (360, 768, 1280):
        with opened(width=width, height=600) as page:
            page.goto(SEARCH)
            page.locator(".hit h2 a").first.click()
            page.wait_for_url("**#*")
            beginning = page.locator(".matches .of b")
            expect(beginning).to_be_in_viewport()
            box = beginning.bounding_box() or {}
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            beginning.click()
            expect(page.locator("h1")).to_be_in_viewport()


def test_the_mark_of_the_match_that_is_read_covers_no_sign_beside_it(opened: Opened) -> None:
    with opened() as page:
        page.goto(SEARCH)
        page.locator(".hit h2 a").first.click()
        page.wait_for_url("**#*")
        style = page.locator("mark.is-here").evaluate(
            "(e) => [getComputedStyle(e).outlineStyle, getComputedStyle(e).backgroundColor]"
        )
        others = page.locator(".document-text mark:not(.is-here)").first
        ground = others.evaluate("(e) => getComputedStyle(e).backgroundColor")
        assert style[0] == "none"
        assert style[1] != ground


def test_what_is_copied_moves_nothing(opened: Opened) -> None:
    with opened(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto("/documents/QANR5L16QE15463")
        button = page.locator(".copy")
        before = (button.bounding_box() or {})["width"]
        button.click()
        expect(button).to_have_text("Copié")
        assert (button.bounding_box() or {})["width"] == before
