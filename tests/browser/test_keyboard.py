"""The keyboard alone is enough, and shows where it is."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.steps import SEARCH, is_the_same_page, remember, total


def test_suggestions_are_chosen_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    box = page.locator("#q")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("latom")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.filter(has_text="Philippe Latombe")).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = box.get_attribute("aria-activedescendant")
    assert chosen == options.first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("latom")
    box.press_sequentially("b")
    options.filter(has_text="Philippe Latombe").click()
    expect(page).to_have_url(re.compile("author=M.\\+Philippe\\+Latombe"))


def test_enter_searches_what_was_typed(page: Page) -> None:
    page.goto("/")
    page.locator("#q").press_sequentially("latom")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=latom$"))


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto(SEARCH)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    remember(page)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    assert is_the_same_page(page)

    tab_to(page, "document.activeElement.matches('.histogram a')")
    before = total(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("date="))
    assert total(page) < before

    tab_to(page, "document.activeElement.type === 'checkbox'")
    name = page.evaluate("document.activeElement.value")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(f"={name}"))
    assert page.evaluate("document.activeElement.value") == name
    page.keyboard.press("Space")
    expect(page).not_to_have_url(re.compile(f"={name}"))

    tab_to(page, "document.activeElement.matches('.hit h2 a')")
    page.keyboard.press("Enter")
    expect(page.locator("article.document")).to_be_visible()
    tab_to(page, "document.activeElement.matches('.cite .copy')")


def test_what_has_the_focus_can_be_seen(page: Page) -> None:
    """Each stop of the keyboard is on screen and has an outline of its own."""
    page.goto(SEARCH)
    stops = 0
    while stops < 60:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops += 1
        seen = page.evaluate(SEEN)
        assert seen["width"] > 0, seen
        assert seen["height"] > 0, seen
        assert seen["marked"], seen
    assert stops > 40


SEEN = """() => {
  const element = document.activeElement;
  const { width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const slot = element.querySelector(".slot");
  const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) ||
    (slot && parseFloat(getComputedStyle(slot).strokeWidth) >= 2);
  return { width, height, marked, what: element.outerHTML.slice(0, 100) };
}"""


def tab_to(page: Page, condition: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    pytest.fail(f"no stop where {condition}")
