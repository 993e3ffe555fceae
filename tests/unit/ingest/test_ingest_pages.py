"""Articles as web pages, in our own words."""

import datetime as dt

import pytest
from own_words import PROSE

TITLE = "Les hébergeurs devant la commission"
PAGE = (
    "<!DOCTYPE html><html lang='fr'><head><title>{title} - Le Journal</title>{head}</head><body>"
    "<nav><a href='/'>Accueil</a> <a href='/une'>À la une</a></nav>"
    "<article><h1>{title}</h1>{body}</article>"
    "<footer>© 2019 Le Journal, tous droits réservés</footer></body></html>"
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE.split("\n\n"))


def _page(head="", body=BODY):
    return PAGE.format(title=TITLE, head=head, body=body)


def test_html(document):
    found = document(
        _page(
            "<meta property='og:site_name' content='Le Journal'>"
            "<meta name='author' content='Jeanne Plume'>"
            "<meta property='article:published_time' content='2025-04-08T09:00:00+02:00'>"
            "<link rel='canonical' href='https://exemple.fr/audition'>"
        ),
        path="page.txt",
    )
    assert (found.title, found.text) == (TITLE, PROSE)
    assert (found.publisher, found.author) == ("Le Journal", "Jeanne Plume")
    assert (found.url, found.date) == ("https://exemple.fr/audition", dt.date(2025, 4, 8))
    assert found.legislature == "17"


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ("", BODY, None),
        ("<meta property='article:published_time' content='2024-02-31'>", BODY, None),
        ("", "<p class='date'>Publié le 8 avril 2025</p>" + BODY, dt.date(2025, 4, 8)),
        ("", "<time datetime='2025-04-08'>mardi</time>" + BODY, dt.date(2025, 4, 8)),
        ("", "<p>Le 8 avril 2025, les députés ont parlé.</p>" + BODY, dt.date(2025, 4, 8)),
    ],
)
def test_html_date_is_written_on_the_page(document, head, body, day):
    assert document(_page(head, body)).date == day


def test_html_fragment_and_declaration(document):
    fragment = f"<h1>{TITLE}</h1>{BODY}"
    assert (document(fragment).title, document(fragment).text) == (TITLE, PROSE)
    assert document(f'<?xml version="1.0" encoding="utf-8"?>\n{_page()}').text == PROSE


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<html></html>", "missing"),
        ("<!doctype html><html><body><script>var x = 1</script></body></html>", "missing"),
        ("<html><body>" + "<p>mot</p>" * 40_001 + "</body></html>", "size"),
        ("<html><body><h1>Un titre</h1><p>Question écrite n° 12</p>" + BODY, "dialect"),
    ],
    ids=["nothing", "script", "tags", "question"],
)
def test_html_faults(error, page, code):
    assert error(page).code == code


def test_html_metadata_can_be_printed(document):
    data = r'{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Une \ud800Plume"}}'
    found = document(_page(f"<script type='application/ld+json'>{data}</script>"))
    assert found.author.encode() in {b"", b"Une Plume"}


def test_html_of_a_link_that_is_no_web_address(document):
    assert document(_page("<link rel='canonical' href='javascript:alert(1)'>")).url == ""
