"""A reader's ways through the site with a mouse."""

import re

from playwright.sync_api import Page, expect

from browser.conftest import Opened
from browser.steps import SEARCH, is_the_same_page, remember, total


def test_search_facet_histogram_document_and_back(page: Page) -> None:
    page.goto("/")
    page.locator("#q").fill("Health Data Hub")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=Health\+Data\+Hub$"))
    assert page.locator("mark").count() > 5
    everything = total(page)
    remember(page)

    page.get_by_role("checkbox", name="16e législature").check()
    expect(page).to_have_url(re.compile("legislature=16"))
    in_16 = total(page)
    assert 0 < in_16 < everything
    assert page.evaluate("document.activeElement.name") == "legislature"
    expect(page.locator("#announcement")).to_have_text(page.locator(".total").inner_text())
    expect(page).to_have_title(re.compile("Health Data Hub"))

    page.get_by_role("link", name=re.compile(r"^2024\s:")).click()
    expect(page).to_have_url(re.compile("date=2024"))
    in_2024 = total(page)
    assert 0 < in_2024 < in_16
    expect(page.get_by_role("link", name="Toutes les dates")).to_be_visible()
    assert is_the_same_page(page)

    title = page.locator(".hit h2").first.inner_text()
    page.locator(".hit h2 a").first.click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_text(f"Résultat 1 sur {in_2024}")).to_be_visible()
    assert page.locator("mark").count() > 0
    page.get_by_role("link", name="Suivant").click()
    expect(page.get_by_text(f"Résultat 2 sur {in_2024}")).to_be_visible()

    for expected in (title, None):
        page.go_back()
        if expected:
            expect(page.locator("h1")).to_have_text(expected)
    assert total(page) == in_2024
    page.go_back()
    expect(page).not_to_have_url(re.compile("date="))
    expect(page.locator(".total")).to_have_text(re.compile(f"^{in_16}\\s"))
    page.go_back()
    expect(page.locator(".total")).to_have_text(re.compile(f"^{everything}\\s"))
    expect(page.get_by_role("checkbox", name="16e législature")).not_to_be_checked()
    page.go_forward()
    expect(page.get_by_role("checkbox", name="16e législature")).to_be_checked()


def test_quick_clicks_end_in_the_last_state(page: Page) -> None:
    page.goto("/search")
    for name in ("16e législature", "15e législature"):
        page.get_by_role("checkbox", name=name).check()
    expect(page).to_have_url(re.compile("legislature=16&legislature=15"))
    expect(page.get_by_role("checkbox", name="16e législature")).to_be_checked()
    expect(page.get_by_role("checkbox", name="15e législature")).to_be_checked()


def test_words_not_sent_yet_go_with_a_filter(page: Page) -> None:
    page.goto(SEARCH)
    page.locator("#q").fill("microsoft")
    page.get_by_role("checkbox", name="16e législature").check()
    expect(page).to_have_url(re.compile(r"q=microsoft&(.*&)?legislature=16"))
    expect(page.locator(".sentence")).to_contain_text("microsoft")
    expect(page.locator("#q")).to_have_value("microsoft")


def test_a_value_is_excluded_and_a_chip_takes_it_back(page: Page) -> None:
    page.goto("/search")
    everything = total(page)
    page.get_by_role("button", name="Exclure 16e législature").click()
    expect(page).to_have_url(re.compile("not_legislature=16"))
    expect(page.get_by_role("checkbox", name="Sauf 16e législature")).to_be_focused()
    assert total(page) < everything
    page.get_by_role("link", name=re.compile("Sauf 16e législature")).click()
    expect(page).to_have_url(re.compile("/search$"))
    expect(page.locator(".total")).to_have_text(re.compile(f"^{everything}\\s"))


def test_a_long_facet_opens_in_a_window(page: Page) -> None:
    page.goto("/search?type=QE")
    remember(page)
    before = total(page)
    page.get_by_role("group", name="Auteur").get_by_role("link", name="Tout voir").click()
    window = page.get_by_role("dialog", name="Députés et auteurs")
    expect(window.get_by_label("Contient")).to_be_focused()
    page.keyboard.type("latómbe")
    expect(window.locator(".entries li:visible")).to_have_count(1)
    expect(window.get_by_role("status")).to_have_text(re.compile(r"^1 sur \d+"))
    window.get_by_role("link", name="Philippe Latombe").click()
    expect(page).to_have_url(re.compile("author=M.\\+Philippe\\+Latombe"))
    expect(window).to_have_count(0)
    assert total(page) < before
    assert is_the_same_page(page)


def test_a_window_sorts_and_closes(page: Page) -> None:
    page.goto("/search")
    opener = page.get_by_role("group", name="Auteur").get_by_role("link", name="Tout voir")
    opener.focus()
    page.keyboard.press("Enter")
    window = page.get_by_role("dialog")
    first = window.locator(".entries a").first.inner_text()
    window.get_by_label("Trier").select_option("par nom")
    expect(window.locator(".entries a").first).not_to_have_text(first)
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(opener).to_be_focused()


def test_other_names_searched_are_said_and_switched_off(page: Page) -> None:
    page.goto("/search?q=HDH")
    page.get_by_role("link", name="sans les autres noms").click()
    expect(page).to_have_url(re.compile("expansion=0"))
    page.get_by_role("checkbox", name="16e législature").check()
    expect(page).to_have_url(re.compile("expansion=0.*legislature=16"))


def test_dates_can_be_typed(page: Page) -> None:
    page.goto("/search")
    remember(page)
    page.get_by_label("Période").fill("2022..2023-06")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("date=2022.*2023-06"))
    expect(page.locator(".chip")).to_contain_text("entre janvier 2022 et juin 2023")
    assert is_the_same_page(page)


def test_days_can_be_chosen_one_by_one(page: Page) -> None:
    page.goto(SEARCH)
    remember(page)
    first, last = page.get_by_label("Du", exact=True), page.get_by_label("Au", exact=True)
    first.fill("0019-03-01")  # a year that is being typed
    first.fill("2021-03-01")
    expect(page).to_have_url(re.compile(r"date=2021-03-01\.\.$"))
    expect(page.get_by_label("Période")).to_have_value("depuis mars 2021")
    last.fill("2023-02-28")
    expect(page).to_have_url(re.compile(r"date=2021-03-01\.\.2023-02-28$"))
    expect(first).to_have_value("2021-03-01")
    expect(page.get_by_label("Période")).to_have_value("entre mars 2021 et février 2023")
    first.fill("2024-01-01")  # after the last day, which goes
    expect(page).to_have_url(re.compile(r"date=2024-01-01\.\.$|date=2024\.\.$"))
    expect(last).to_have_value("")
    assert total(page) > 0
    page.get_by_label("Période").fill("2022")
    page.keyboard.press("Enter")
    expect(last).to_have_value("2022-12-31")
    assert is_the_same_page(page)


def test_a_server_that_is_gone_shows_in_the_browser(page: Page) -> None:
    page.goto("/search")
    page.route("**/search?**", lambda route: route.fulfill(status=503, body="plus rien"))
    page.get_by_role("checkbox", name="16e législature").click()
    expect(page.locator("body")).to_have_text("plus rien")


def test_filters_fold_on_a_phone_and_stay_open(opened: Opened) -> None:
    with opened(width=360, height=780) as page:
        page.goto(SEARCH)
        expect(page.get_by_role("checkbox", name="16e législature")).to_be_hidden()
        assert page.locator(".hit").first.bounding_box()["y"] < 780  # type: ignore[index]
        page.get_by_text("Filtrer").click()
        page.get_by_role("checkbox", name="16e législature").check()
        expect(page).to_have_url(re.compile("legislature=16"))
        expect(page.get_by_role("checkbox", name="16e législature")).to_be_visible()
        see = page.get_by_role("button", name=f"Voir les {total(page)} documents")
        expect(see).to_be_in_viewport()
        see.click()
        expect(page.get_by_role("checkbox", name="16e législature")).to_be_hidden()
        expect(page.get_by_text(re.compile(r"Filtrer \(1\)"))).to_be_visible()
        assert page.locator(".hit").first.bounding_box()["y"] < 780  # type: ignore[index]


def test_what_is_ticked_stays_under_the_finger(opened: Opened) -> None:
    for width in (360, 1440):
        with opened(width=width, height=780) as page:
            page.goto("/search")
            if width == 360:
                page.get_by_text("Filtrer").click()
            box = page.locator("fieldset", has_text="Auteur").get_by_role("checkbox").nth(3)
            value = box.get_attribute("value")
            box.scroll_into_view_if_needed()
            before = (box.bounding_box() or {})["y"]
            box.check()
            page.wait_for_url("**author=**")
            again = page.locator(f'[type=checkbox][name=author][value="{value}"]')
            expect(again).to_be_checked()
            assert abs((again.bounding_box() or {})["y"] - before) < 3


def test_a_reference_is_copied(opened: Opened) -> None:
    with opened(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto("/documents/QANR5L16QE15463")
        page.get_by_role("button", name="Copier").click()
        expect(page.get_by_role("button", name="Copié")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("Aurélien Lopez-Liguori, «")
        assert copied.endswith("/documents/QANR5L16QE15463")


def test_the_name_of_a_question_leads_to_it(page: Page) -> None:
    page.goto("/")
    page.locator("#q").fill("question écrite n° 15463")
    page.keyboard.press("Enter")
    card = page.locator(".card").first
    expect(card).to_contain_text("Question écrite n°\u00a015463 (16e législature)")
    card.click(position={"x": 4, "y": 4})
    expect(page).to_have_url(re.compile("/documents/QANR5L16QE15463"))


def test_a_period_typed_as_words_becomes_a_filter(page: Page) -> None:
    page.goto("/search?q=cloud+depuis+2022&legislature=16")
    remember(page)
    page.get_by_role("link", name="dans les documents de cette période").click()
    expect(page).to_have_url(re.compile(r"q=cloud&legislature=16&date=2022"))
    assert is_the_same_page(page)
    expect(page.get_by_label("Période")).to_have_value("depuis 2022")


def test_hits_say_why_on_request(page: Page) -> None:
    page.goto("/search?q=HDH")
    style = "(e) => getComputedStyle(e).textDecorationLine + getComputedStyle(e).backgroundColor"
    looks = {
        page.locator(f".hit {kind}").first.evaluate(style)
        for kind in ("mark:not([class])", "mark.is-name")
    }
    assert len(looks) == 2
    expect(page.locator("ul.why")).to_have_count(0)
    page.get_by_role("link", name="Pourquoi ces résultats").click()
    expect(page.locator("ul.why").first).to_contain_text("HDH")
    page.get_by_role("link", name="Sans explications").click()
    expect(page.locator("ul.why")).to_have_count(0)


def test_what_is_near_to_an_absent_name_leads_to_it(page: Page) -> None:
    page.goto("/search?q=Micrsoft")
    expect(page.locator(".results-head")).to_contain_text(
        "Aucun document ne contient «\u00a0Micrsoft\u00a0»"
    )
    page.get_by_role("link", name=re.compile("^microsoft$", re.IGNORECASE)).click()
    expect(page.locator(".hit").first).to_be_visible()


def test_back_closes_the_sheet_of_filters_and_then_leaves(opened: Opened) -> None:
    with opened(width=360, height=800, has_touch=True) as page:
        page.goto("/")
        page.goto(SEARCH)
        page.locator("#filters-fold > summary").click()
        expect(page.locator(".sheet-head")).to_be_visible()
        page.go_back()
        expect(page.locator(".sheet-head")).to_be_hidden()
        expect(page).to_have_url(re.compile(re.escape(SEARCH) + "$"))
        page.locator("#filters-fold > summary").click()
        page.locator(".facet li:not(.is-out) > label").first.click()
        page.wait_for_url("**&*")
        narrowed = page.url
        expect(page.locator(".sheet-head")).to_be_visible()
        page.go_back()
        expect(page.locator(".sheet-head")).to_be_hidden()
        expect(page).to_have_url(narrowed)
        page.go_back()
        expect(page.locator(".chip")).to_have_count(0)
        expect(page).to_have_url(re.compile(re.escape(SEARCH) + "$"))
        page.go_back()
        expect(page.locator(".welcome")).to_be_visible()


def test_the_sheet_of_filters_says_what_it_is_and_closes(opened: Opened) -> None:
    with opened(width=360, height=800) as page:
        page.goto("/search")
        page.get_by_text("Filtrer").click()
        expect(page.locator(".sheet-head strong")).to_be_in_viewport()
        page.locator(".facet input[type=checkbox]").last.click()
        page.wait_for_url("**/search?*")
        close = page.get_by_role("button", name="Fermer les filtres")
        expect(close).to_be_in_viewport()
        close.click()
        expect(page.locator(".sheet-head")).to_be_hidden()
        expect(page.locator("h1.total")).to_be_in_viewport()
