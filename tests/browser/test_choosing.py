"""Documents are chosen on any page, seen together, and kept until they are let go."""

from playwright.sync_api import Page, expect

from browser.steps import total


def test_documents_are_chosen_and_seen_together(page: Page) -> None:
    page.goto("/search?q=cloud")
    page.get_by_role("button", name="Choisir").nth(0).click()
    page.get_by_role("button", name="Choisir").nth(2).click()
    titles = [page.locator(".hit h2").nth(n).inner_text() for n in (0, 2)]
    page.get_by_role("link", name="Voir les 2 documents choisis").click()
    page.wait_for_url("**/search?ids=*")
    assert total(page) == 2
    assert sorted(page.locator(".hit h2").all_inner_texts()) == sorted(titles)
    pressed = page.locator(".choose[aria-pressed=true]")
    expect(pressed).to_have_count(2)
    pressed.first.click()
    expect(page.get_by_role("link", name="Voir le document choisi")).to_be_visible()
    page.reload()
    expect(pressed).to_have_count(1)
    page.get_by_role("button", name="Ne rien garder").click()
    expect(pressed).to_have_count(0)
    expect(page.locator(".chosen")).to_have_count(0)


def test_a_document_is_chosen_on_its_page_and_stays_chosen_in_a_list(page: Page) -> None:
    page.goto("/documents/QANR5L16QE15463")
    page.get_by_role("button", name="Choisir").click()
    page.goto("/search?q=QE+15463")
    expect(page.locator(".choose[data-id='16QE15463']")).to_have_attribute("aria-pressed", "true")
    page.goto("/search?q=microsoft")
    page.get_by_role("checkbox", name="16e législature").check()
    page.wait_for_url("**legislature=16**")
    expect(page.locator(".hit .choose")).to_have_count(page.locator(".hit").count())
