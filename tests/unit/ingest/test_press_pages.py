"""How much of the articles of forty pages is kept, and how much of what surrounds them is let in?"""

import re

import pytest

from press_pages import TITLE, pages
from search_app.ingest.texts import article_html

BODY = (
    "<p>La fanfare a joué devant le lavoir, et le maire a coupé un ruban que personne n’avait vu"
    " venir.</p><p>Il a ensuite promis des bancs, un robinet et deux lampes avant la fin de"
    " l’été.</p>"
)
TEASER = (
    "<article><h3><a href='/a'>La gare</a></h3><p>Le guichet de la gare fermera au printemps, dit"
    " la direction régionale.</p></article>"
)
_NAMES = re.compile(r" (?:class|id|data-component|role)='[^']*'")


def _letters(text):
    return re.sub(r"\W+", "", text).lower()


def _shares(of_pages):
    """The share of paragraphs kept, and of foreign ones let in."""
    kept = own = let_in = foreign = 0
    for page, html in of_pages:
        found = article_html.read(html, "page.html").document
        assert found.title == TITLE
        text = _letters(found.text)
        kept += sum(_letters(one) in text for one in page.own)
        let_in += sum(_letters(one) in text for one in page.foreign)
        own, foreign = own + len(page.own), foreign + len(page.foreign)
    return kept / own, let_in / foreign


def test_an_article_is_kept_whole_and_nothing_else_is():
    assert _shares((page, page.html) for page in pages()) == (1, 0)


def test_where_no_name_tells_too_much_is_kept_rather_than_too_little():
    kept, let_in = _shares((page, _NAMES.sub("", page.html)) for page in pages())
    assert kept == 1
    assert let_in < 0.2


@pytest.mark.parametrize("layout", sorted({page.name.split(",")[0] for page in pages()}))
def test_what_is_left_out_is_counted(layout):
    for page in pages():
        if page.name.startswith(layout):
            found = article_html.read(page.html, "page.html")
            assert 0 <= found.left_out <= len(page.foreign)


def test_menus_are_not_counted_as_left_out():
    comment = "<div class='comment'><p>Ce lavoir manque de mousse, comme tous ceux que la commune a refaits depuis vingt ans.</p></div>"
    menu = "<nav><p>Toutes les rubriques du journal, de la plus ancienne à la plus récente, jour après jour.</p></nav>"
    page = f"<html><body>{menu}<main><h1>Le lavoir</h1>{BODY}</main>{{}}</body></html>"
    assert article_html.read(page.format(""), "a.html").left_out == 0
    assert article_html.read(page.format(comment * 3), "a.html").left_out == 3


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (
            f"<div class='top'><h1>Le Courrier</h1></div><article><h1>Le lavoir</h1>{BODY}</article>",
            "Le lavoir",
        ),
        (f"<header><h1>Le Courrier</h1></header><div><h2>Le lavoir</h2>{BODY}</div>", "Le lavoir"),
        (f"<header><h1>Le lavoir</h1></header><div>{BODY}</div>", "Le lavoir"),
        (f"<div><h1>Un lavoir neuf</h1>{BODY}</div>", "Un lavoir neuf"),
        (f"<div>{BODY}</div>", "Le lavoir"),
    ],
)
def test_the_title_is_not_the_site_s(document, body, title):
    page = f"<html><head><title>Le lavoir | Le Courrier</title></head><body>{body}</body></html>"
    assert document(page).title == title


def _part(title, sentence):
    return f"<article><h2>{title}</h2><p>{sentence} {'Le conseil a délibéré longuement. ' * 3}</p></article>"


def test_a_page_of_several_articles_is_rejected_with_their_number(error):
    parts = "".join(_part(f"Titre {n}", f"Note {n}.") for n in range(425))
    found = error(f"<html><head><title>Ma revue</title></head><body>{parts}</body></html>")
    assert found.code == "dialect"
    assert "page of 425 articles" in found.detail


@pytest.mark.parametrize(
    "page",
    [
        f"<article><h1>Le lavoir</h1>{BODY}</article>{TEASER * 4}",
        f"<div><h1>Le lavoir</h1>{BODY * 2}</div>{TEASER * 4}",
        f"<article><h2>Le lavoir</h2>{BODY}</article>{_part('La gare', 'Le guichet ferme.')}",
        f"<article><h1>Le lavoir</h1>{BODY}</article><div id='comments'>{TEASER * 4}</div>",
    ],
)
def test_other_articles_around_one_are_left_out(document, page):
    found = document(f"<html><head><title>Le lavoir</title></head><body>{page}</body></html>")
    assert "deux lampes avant la fin" in found.text
    assert "guichet" not in found.text


def _page(head="", body=""):
    return f"<html><head><title>Le lavoir</title>{head}</head><body><article><h1>Le lavoir</h1>{body}{BODY}</article></body></html>"


def _json(data):
    return f"<script type='application/ld+json'>{data}</script>"


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ("<meta name='date' content='2024-08-26T22:30Z'>", "", "2024-08-27"),
        ("<meta name='date' content='2024-01-26T22:30:00.000Z'>", "", "2024-01-26"),
        ("<meta name='date' content='2024-08-26T22:30:00-04:00'>", "", "2024-08-26"),
        ("<meta name='date' content='1724783880000'>", "", "2024-08-27"),
        ("<meta name='date' content='9999999999999'>", "", ""),
        ("<meta name='date' content='2024-13-45T99:99Z'>", "", ""),
        (_json('{"@graph": [{"@type": "WebPage", "datePublished": "2019-01-01"},'
               ' {"@type": ["Thing", "NewsArticle"], "datePublished": "2024-08-27"}]}'), "", "2024-08-27"),
        (_json('[{"@type": "NewsArticle", "headline": "La gare", "datePublished": "2019-01-01"},'
               ' {"@type": "NewsArticle", "headline": "Le lavoir", "datePublished": "2024-08-27"}]'), "", "2024-08-27"),
        (_json('{"@type": "NewsArticle", "dateModified": "2024-08-30", "datePublished": "2024-08-27"}'), "", "2024-08-27"),
        ("<meta property='article:modified_time' content='2024-08-30'><meta name='date' content='2024-08-27'>", "", "2024-08-27"),
        ("", "<time datetime='2024-08-27'>mardi</time>", "2024-08-27"),
        ("", "<aside><time datetime='2024-08-27'>mardi</time></aside>", ""),
        ("", "<a href='/a'><time datetime='2024-08-27'>La gare</time></a>", ""),
        ("<script>var expires = '2031-01-31'</script>", "", ""),
        ("<meta name='expires' content='2031-01-31'>", "", ""),
    ],
)  # fmt: skip
def test_the_day_is_that_of_the_article(document, head, body, day):
    found = document(_page(head, body))
    assert (found.date.isoformat() if found.date else "") == day
    assert not found.date_inferred


def test_a_day_of_change_counts_last_and_is_inferred(document):
    found = document(_page("<meta property='article:modified_time' content='2024-08-30'>"))
    assert (f"{found.date}", found.date_inferred) == ("2024-08-30", True)


@pytest.mark.parametrize(
    "name", ["2024-03-12-lavoir.html", "presse/2024-03-12.md", "2024-03-12 Lavoir.txt"]
)
def test_the_name_of_a_file_may_give_the_day(document, name):
    found = document(_page() if name.endswith("html") else "# Le lavoir\n\nIl rouvre enfin.", name)
    assert (f"{found.date}", found.date_inferred, found.legislature) == ("2024-03-12", True, "16")


@pytest.mark.parametrize(
    "name", ["2024-13-12-lavoir.html", "12024-03-12.html", "2024-03-123.html", "n2024-03-12.html"]
)
def test_the_name_of_a_file_may_be_no_day(document, name):
    assert document(_page(), name).date is None


def test_what_a_page_says_counts_before_the_name_of_its_file(document):
    found = document(_page("<meta name='date' content='2024-08-27'>"), "2024-03-12.html")
    assert (f"{found.date}", found.date_inferred) == ("2024-08-27", False)


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        ("<meta name='author' content='Jeanne Exemple et Paul Modèle'>", "", "Jeanne Exemple; Paul Modèle"),
        ("<meta name='author' content='Par Anne-Lise de La Tour d’Auvergne'>", "", "Anne-Lise de La Tour d’Auvergne"),
        ("<meta name='author' content='Le Courrier'><meta property='og:site_name' content='Le Courrier'>", "", ""),
        ("<meta name='author' content='La rédaction'>", "", ""),
        ("<meta name='author' content='admin'>", "", ""),
        ("<meta property='article:author' content='https://exemple.fr/jeanne'>", "", ""),
        (_json('{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Jeanne Exemple"},'
               ' {"@type": "Organization", "name": "Agence Exemple Presse"}]}'), "", "Jeanne Exemple"),
        ("", "<span class='article__author'>Par <a href='/j'>Jeanne Exemple</a></span>", "Jeanne Exemple"),
        ("", "<div class='comment'><span class='author'>Paul Modèle</span></div>", ""),
        ("", "<p>Par Jeanne Exemple et Paul Modèle, le 27 août 2024</p>", "Jeanne Exemple; Paul Modèle"),
        ("", "<p>mardi 27 août 2024, par Paul Modèle</p>", "Paul Modèle"),
        ("", "<p>Par chance, Paul Modèle était là.</p>", ""),
    ],
)  # fmt: skip
def test_an_author_is_a_person(document, head, body, author):
    assert document(_page(head, body)).author == author


@pytest.mark.parametrize(
    "line",
    [
        "{{ article.title }}",
        "<span>{% include pub %}</span>",
        "<span>${titre}</span>",
        "Publicité",
        "Lire la suite",
    ],
)
def test_what_is_no_text_is_dropped(document, line):
    assert document(_page(body=f"<p>{line}</p>")).text == document(_page()).text


@pytest.mark.parametrize(
    "around",
    [
        "<form id='aspnetForm'>{}</form>",
        "<div aria-hidden='true' class='menu-open card'>{}</div>",
        "<div class='elementor-widget'>{}</div>",
        "<main class='has-sidebar with-comments'>{}</main>",
    ],
)
def test_what_an_article_stands_in_does_not_make_it_foreign(document, around):
    byline = "<span class='pub-date'><time datetime='2024-08-27'></time></span><p class='author'>Jeanne Exemple</p>"
    blocks = "".join(
        f"<div class='elementor-widget'><p>Bloc {n}, {'assez long ' * 9}.</p></div>"
        for n in range(6)
    )
    found = document(
        f"<html><body>{around.format(f'<h1>Le lavoir</h1>{byline}{blocks}')}</body></html>"
    )
    assert (found.title, f"{found.date}", found.author) == (
        "Le lavoir",
        "2024-08-27",
        "Jeanne Exemple",
    )
    assert found.text.count("Bloc") == 6


def test_a_page_too_deep_to_be_read_whole_is_rejected(error):
    assert error(_page(body="<div>" * 300)).code == "size"
