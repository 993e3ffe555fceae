"""What do the layouts of common site builders hide in an article, and what do they show beside it?"""

import pytest

SENTENCE = (
    "Le conseil a délibéré longuement sur le lavoir, la fontaine et les deux bancs de la place."
)
BODY = f"<p>{SENTENCE} Premier jour.</p><p>{SENTENCE} Second jour.</p>"


def _page(body, head="", title="Le lavoir"):
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def _article(inside, head=""):
    return _page(f"<main><article><h1>Le lavoir</h1>{BODY}{inside}</article></main>", head)


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='kg-card kg-callout-card'><p>{SENTENCE} En bref.</p></div>",
        f"<div class='card'><div class='card-body'>{SENTENCE} En bref.</div></div>",
        f"<div class='kg-card'>{SENTENCE} <a href='/a'>La carte</a> le montre. En bref.</div>",
        f"<h3><button aria-expanded='false'>En bref.</button></h3><div><p>{SENTENCE}</p></div>",
    ],
)
def test_a_box_of_the_article_is_kept(document, box):
    assert "En bref." in document(_article(box)).text


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='card'><a href='/a'>La gare</a><p>{SENTENCE} Ailleurs.</p></div>",
        f"<section class='reactions'><p>{SENTENCE} Ailleurs.</p></section>",
        f"<div class='signup-box'><p>{SENTENCE} Ailleurs.</p></div>",
        f"<amp-ad type='x'><div>{SENTENCE} Ailleurs.</div></amp-ad>",
        f"<div><span>À lire aussi</span><a href='/a'>{SENTENCE} {SENTENCE} Ailleurs.</a></div>",
        "<p>VOIR AUSSI - Ailleurs.</p>",
        "<p><button>Ailleurs.</button></p>",
    ],
)
def test_a_box_that_leads_elsewhere_is_left_out(document, box):
    found = document(_article(f"{box}<p>{SENTENCE} Fin.</p>")).text
    assert "Ailleurs" not in found
    assert "Fin." in found


def test_a_name_of_the_article_that_seems_foreign_does_not_hide_it_behind_its_teasers(document):
    teaser = f"<article class='preview'><h3>La gare</h3><p>{SENTENCE} Ailleurs.</p></article>"
    own = f"<article class='newsletter-post'><h1>Le lavoir</h1>{BODY}</article>"
    found = document(_page(own + teaser * 3)).text
    assert "Second jour." in found
    assert "Ailleurs" not in found


@pytest.mark.parametrize(
    "times",
    [
        (
            "<a rel='bookmark'><time class='entry-date published' datetime='2024-03-12'></time>"
            "<time class='updated' datetime='2024-03-19'></time></a>"
        ),
        (
            "<time itemprop='dateModified' datetime='2024-03-19'></time>"
            "<time itemprop='datePublished' datetime='2024-03-12'></time>"
        ),
        "<div class='post-footer'><abbr class='published' title='2024-03-12'>9:10</abbr></div>",
        "<footer class='entry-footer'><time class='published' datetime='2024-03-12'></time></footer>",
    ],
)
def test_the_day_of_publication_is_found_in_the_marks_of_blogs(document, times):
    found = document(_article(times))
    assert (f"{found.date}", found.date_inferred) == ("2024-03-12", False)


@pytest.mark.parametrize(
    ("head", "inside"),
    [
        (
            (
                "<meta name='twitter:label1' content='Écrit par'>"
                "<meta name='twitter:data1' content='Jeanne Exemple'>"
            ),
            "",
        ),
        ("", "<p class='authorsign'><span class='authorsign-label'>Jeanne Exemple</span></p>"),
        ("", "<div class='post-footer'><span itemprop='author'>Jeanne Exemple</span></div>"),
    ],
)
def test_the_author_is_found_in_the_marks_of_blogs(document, head, inside):
    assert document(_article(inside, head)).author == "Jeanne Exemple"


def test_a_reading_time_in_the_preview_card_is_no_author(document):
    head = (
        "<meta name='twitter:label1' content='Durée de lecture'>"
        "<meta name='twitter:data1' content='Deux Minutes'>"
    )
    assert not document(_article("", head)).author


def test_the_name_of_a_blog_before_the_title_is_its_publication(document):
    body = f"<div><h1>Carnet de rail</h1></div><div><h3>Le lavoir</h3>{BODY}</div>"
    found = document(_page(body, title="Carnet de rail: Le lavoir"))
    assert (found.title, found.publisher) == ("Le lavoir", "Carnet de rail")


def test_a_title_with_a_colon_is_whole(document):
    found = document(_page(f"<h1>Eau : le lavoir</h1>{BODY}", title="Eau : le lavoir"))
    assert (found.title, found.publisher) == ("Eau : le lavoir", "")


def test_the_lines_of_a_title_are_parted(document):
    found = document(_page(f"<article><h1>Le lavoir<br>rouvre</h1>{BODY}</article>", title=""))
    assert found.title == "Le lavoir rouvre"


_REVIEW = (
    "<h2>Sujet {0}</h2><p>La Gazette de Bellerive, mardi 12 mars 2024, page {0}</p>"
    f"<p>{SENTENCE}</p><p>{SENTENCE}</p>"
)
_NUMBERED = "<p><span>{0} of 4 DOCUMENTS</span></p><p>Sujet {0}</p>" + BODY


@pytest.mark.parametrize("part", [_REVIEW, _NUMBERED])
def test_articles_that_only_lines_tell_apart_are_counted(error, part):
    parts = "".join(part.format(number) for number in range(1, 5))
    found = error(_page(f"<h1>Revue de presse</h1>{parts}", title="Revue de presse"))
    assert found.code == "dialect"
    assert "page of 4 articles" in found.detail


@pytest.mark.parametrize(
    "part",
    [
        f"<h2>{{0}} mars</h2><p>Le {{0}} mars 2024, le lavoir a rouvert.</p><p>{SENTENCE}</p>",
        f"<h2>Sujet {{0}}</h2><p>Tous les bancs du 12 mars 2024</p><h2>Suite</h2><p>{SENTENCE}</p>",
        "<h2>Sujet {0}</h2><p>mardi 12 mars 2024</p>",
    ],
)
def test_days_in_an_article_do_not_make_it_several(document, part):
    parts = "".join(part.format(number) for number in range(1, 5))
    assert SENTENCE in document(_article(parts)).text


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "Erreur 404 - Page introuvable",
        "Page non trouvée",
        "Just a moment...",
        "Access Denied",
    ],
)
def test_a_page_shown_in_place_of_an_article_is_rejected(error, title):
    found = error(_page("<p>Revenez à l’accueil du site, ou patientez.</p>", title=title))
    assert (found.code, "in place of an article" in found.detail) == ("dialect", True)


@pytest.mark.parametrize("title", ["404", "Accès refusé"])
def test_an_article_may_have_the_title_of_such_a_page(document, title):
    assert document(_page(f"<h1>{title}</h1>{BODY * 6}", title=title)).title == title
