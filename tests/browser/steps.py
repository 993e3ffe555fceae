"""What the tests of a reader's ways have in common."""

import re

from playwright.sync_api import Page

SEARCH = "/search?q=Health+Data+Hub"


def total(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator(".total").inner_text()))


def is_the_same_page(page: Page) -> bool:
    """Tell whether the page still is the one that `remember` was called on."""
    return bool(page.evaluate("window.remembered === true"))


def remember(page: Page) -> None:
    page.evaluate("window.remembered = true")
