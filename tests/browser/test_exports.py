"""From the page of a search to a file in two clicks, on a phone and without JavaScript as well."""

import csv
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from browser.conftest import Opened
from browser.steps import SEARCH, total

PHONE = {"width": 390, "height": 844, "has_touch": True}


@pytest.mark.parametrize("screen", [{}, PHONE, {**PHONE, "java_script_enabled": False}])
def test_two_clicks_lead_to_a_spreadsheet(opened: Opened, tmp_path: Path, screen) -> None:
    with opened(**screen) as page:
        page.goto(f"{SEARCH}&type=QE")
        found = total(page)
        offered = page.get_by_text("Exporter", exact=True)
        assert (offered.bounding_box() or {})["y"] < page.viewport_size["height"]
        offered.click()
        button = page.get_by_role("button", name="Excel (XLSX)")
        expect(button).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        with page.expect_download() as download:
            button.click()
        file = tmp_path / download.value.suggested_filename
        assert file.name.startswith("Health-Data-Hub-")
        download.value.save_as(file)
        assert openpyxl.load_workbook(file)["Documents"].max_row == found + 1
        expect(page.locator(".total")).to_be_visible()


def test_what_is_exported_follows_the_filters(opened: Opened, tmp_path: Path) -> None:
    with opened() as page:
        page.goto(SEARCH)
        page.get_by_role("checkbox", name="16e législature").check()
        page.wait_for_url("**legislature=16**")
        expect(page.locator(".chips")).to_contain_text("16e législature")
        page.get_by_text("Exporter", exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("button", name="CSV").click()
        download.value.save_as(tmp_path / "found.csv")
        with (tmp_path / "found.csv").open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter=";"))
        assert len(rows) == total(page)
        assert {row["Législature"] for row in rows} == {"16"}
