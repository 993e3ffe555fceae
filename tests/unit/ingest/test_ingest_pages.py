"""Articles as web pages, in our own words."""

import datetime as dt

import pytest
from own_words import PROSE

from search_app.model.document import Kind

APRIL_8 = dt.date(2025, 4, 8)
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


def _json_ld(data):
    return f"<script type='application/ld+json'>{data}</script>"


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
        ("<meta name='date' content='20250408'>", BODY, APRIL_8),
        (_json_ld('{"@type": "NewsArticle", "datePublished": "2025-04-08"}'), BODY, APRIL_8),
        ("<link rel='canonical' href='https://exemple.fr/2025/04/08/a'>", BODY, APRIL_8),
        ("", "<time datetime='2025-04-08'>mardi</time>" + BODY, APRIL_8),
        ("", "<p>La décision du 08/04/2025 a été annulée.</p>" + BODY, None),
        ("", "<p>Le registre porte la date 2025-04-08 en tête.</p>" + BODY, None),
        ("", "<img src='/2025/04/08/photo.jpg'>" + BODY, None),
        ("", "<p>Le 8 avril 2025, les députés ont parlé.</p>" + BODY, None),
    ],
)
def test_html_date_is_the_page_s_own(document, head, body, day):
    found = document(_page(head, body))
    assert (found.date, found.date_inferred) == (day, False)


@pytest.mark.parametrize(
    "shown",
    [
        "Ce mardi 8 avril 2025, les députés ont parlé.",
        "Publié le 8 avril 2025",
        "Article mis à jour le 8 avril 2025.",
        "08/04/2025",
        "mardi 8 avril 2025, par Jeanne Plume",
        "Par Jeanne Plume, le 08/04/2025 à 20:18",
        "Le 8 avril 2025 à 20h18 - Mis à jour le 9 avril 2025",
    ],
)
def test_html_date_may_be_inferred_from_the_text(document, shown):
    found = document(_page(body=f"<p class='post-date'>{shown}</p>" + BODY))
    assert (found.date, found.date_inferred) == (APRIL_8, True)


def test_html_fragment_and_declaration(document):
    fragment = f"<h1>{TITLE}</h1>{BODY}"
    assert (document(fragment).title, document(fragment).text) == (TITLE, PROSE)
    assert document(f'<?xml version="1.0" encoding="utf-8"?>\n{_page()}').text == PROSE


ELEMENTS = (
    "header nav h1 h2 h6 ul ol table figure a span strong b i em p div section article main aside"
    " blockquote form center font title footer small pre dl address details picture svg head body"
)


@pytest.mark.parametrize("opening", [*(f"<{name}>mot</{name}>" for name in ELEMENTS.split()),
    "<br>", "<hr/>", "<IMG SRC=a.jpg>", "<meta charset='utf-8'>", "<link rel='x' href='y'>",
    "<script>var x = 1\n# non\n</script>", "<style>\n# a { }\n</style>", "<style>#a {}</style>",
    "<!-- # une note -->\n\n<!--\n# une autre -->\n <p>mot</p>", "<!-- une note -->\n<!DOCTYPE html>",
    "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>\n<!-- une note --><p>mot</p>",
    '<?xml version="1.0"?>\n<!-- une note -->\n<?xml-stylesheet href="a.css"?>\n<!DOCTYPE html>',
    '<?xml version="1.0"?><html>',
])  # fmt: skip
def test_html_begins_with_any_element(document, opening):
    found = document(f"{opening}\n<h1>{TITLE}</h1>\n{BODY}")
    assert found.text.endswith(PROSE)
    assert "<" not in found.text


def test_html_head_is_read_whatever_precedes_it(document):
    before = '<?xml version="1.0" encoding="utf-8"?>\n<!-- une note -->\n'
    head = "<meta property='og:site_name' content='Le Journal'>"
    assert document(before + _page(head)).publisher == "Le Journal"
    assert document(f"{head}<title>{TITLE}</title>{BODY}").publisher == "Le Journal"


WORDS = "La députée a payé 3 €."


@pytest.mark.parametrize(
    ("declaration", "codec"),
    [
        ("<meta charset=windows-1252>", "cp1252"),
        ("<META CHARSET='ISO-8859-1'>", "cp1252"),
        ('<meta charset="iso-8859-15">', "iso8859-15"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">', "iso8859-15"),
        ("<!-- <meta charset=utf-8> --><meta charset=macintosh>", "mac-roman"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("<meta charset=klingon>", "utf-8"),
    ],
)
def test_html_in_the_charset_that_it_declares(document, declaration, codec):
    page = _page(declaration, f"<p>{WORDS}</p>{BODY}")
    assert document(page.encode(codec)).text == f"{WORDS}\n\n{PROSE}"


def test_html_in_the_charset_of_its_xml_declaration(document):
    page = f'<?xml version="1.0" encoding="iso-8859-15"?>\n{_page()}'
    assert document(page.encode("iso8859-15")).text == PROSE


@pytest.mark.parametrize(
    ("data", "line", "detail"),
    [
        (_page("<meta charset=klingon>").encode("cp1252"), 1, "klingon"),
        (_page("<meta charset=utf-7>").encode("cp1252"), 1, "utf-7"),
        (_page("<meta charset=hex>").encode("cp1252"), 1, "hex"),
        (b"<html>\n<meta charset=cp1252>\n\xe9 \x81", 3, "0x81 is not CP1252"),
        (_page("<meta charset=utf-8>").encode("cp1252"), 1, "is not UTF-8"),
    ],
)
def test_charsets_that_are_not_read(error, data, line, detail):
    found = error(data)
    assert (found.code, found.line) == ("encoding", line)
    assert detail in found.detail


def test_a_page_in_windows_1252_that_declares_nothing_is_read_and_reported(read_all):
    found, wrong = read_all({"a.html": _page().encode("cp1252")})
    assert (found.text, wrong.code, wrong.line) == (PROSE, "encoding", 1)


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<html></html>", "missing"),
        ("<!doctype html><html><body><script>var x = 1</script></body></html>", "missing"),
        ("<html><body>" + "<p>mot</p>" * 40_001 + "</body></html>", "size"),
        (
            f"<html><body><h1>Un</h1><p>16e législature</p><p>Question écrite n° 12</p>{BODY}",
            "dialect",
        ),
        (_page(f"<meta name='author' content='{'Une Plume ' * 21}'>"), "value"),
        (_page(f"<meta property='og:site_name' content='{'Journal ' * 26}'>"), "value"),
    ],
    ids=["nothing", "script", "tags", "question", "author", "publisher"],
)
def test_html_faults(error, page, code):
    assert error(page).code == code


def test_html_of_an_article_about_a_question(document):
    found = document(f"<h1>{TITLE}</h1><p>Question écrite n° 12</p>{BODY}")
    assert found.kind is Kind.ARTICLE


def test_html_metadata_can_be_printed(document):
    data = r'{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Une \ud800Plume"}}'
    found = document(_page(_json_ld(data)))
    assert found.author.encode() in {b"", b"Une Plume"}


def test_html_of_a_link_that_is_no_web_address(document):
    assert document(_page("<link rel='canonical' href='javascript:alert(1)'>")).url == ""
