"""The keyboard alone is enough, and shows where it is."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from browser.steps import SEARCH, is_the_same_page, remember, total


def test_suggestions_are_chosen_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    box = page.locator("#q")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("latom")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.filter(has_text=re.compile("^M. Philippe Latombe"))).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = box.get_attribute("aria-activedescendant")
    assert chosen == options.first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("latom")
    box.press_sequentially("b")
    options.filter(has_text="Philippe Latombe").first.click()
    expect(page).to_have_url(re.compile("author=M.\\+Philippe\\+Latombe"))


def test_a_list_that_one_chooses_from_is_not_replaced(page: Page) -> None:
    page.goto("/")
    box = page.locator("#q")
    box.fill("lato")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.first).to_contain_text("Latombe")
    awaited: list[Route] = []

    def hold(route: Route) -> None:
        awaited.append(route)

    page.route("**/suggest*", hold)
    with page.expect_request("**/suggest*"):
        box.press("m")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    with page.expect_response("**/suggest*"):
        awaited[0].continue_()
    page.wait_for_timeout(200)
    expect(options.first).to_have_attribute("aria-selected", "true")


def test_a_deputy_has_her_page_in_the_same_line(page: Page) -> None:
    page.goto("/")
    page.locator("#q").fill("latom")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.nth(1)).to_have_text("Page de M. Philippe Latombe")
    first, second = options.nth(0).bounding_box(), options.nth(1).bounding_box()
    assert first
    assert second
    assert (first["y"], first["x"] + first["width"]) == (second["y"], second["x"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    chosen = page.locator("#q").get_attribute("aria-activedescendant")
    assert chosen == options.nth(1).get_attribute("id")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/authors/M.%20Philippe%20Latombe$"))


def test_a_suggestion_says_its_number_and_keeps_what_was_typed_before(page: Page) -> None:
    page.goto("/")
    page.locator("#q").press_sequentially("hébergement auteur:lato")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options).to_have_count(1)
    expect(options).to_have_text(re.compile("^hébergement auteur:Latombe [0-9]+\\sdocuments?$"))
    said = re.sub(r"\D", "", options.inner_text().rpartition("\n")[2])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=h%C3%A9bergement\\+auteur%3ALatombe"))
    assert total(page) == int(said)


def test_a_name_that_is_chosen_finds_what_it_announces_and_keeps_the_order(page: Page) -> None:
    page.goto("/search?q=cloud&legislature=16&sort=oldest")
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("latom")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    option = options.filter(has_text="Philippe Latombe").first
    announced = re.search("([0-9]+)\u00a0document", option.inner_text())
    option.click()
    expect(page).to_have_url(re.compile(r"\?author=M\.\+Philippe\+Latombe&sort=oldest$"))
    assert announced
    assert total(page) == int(announced[1])


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
