"""What a reader sees of a search: facets, chips, hits, notes, pages; never markup of a document."""

import datetime as dt
import html
import re
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from loop_engine import CORPUS, QUESTION, LoopEngine, known
from page_reading import links, page

from search_app.model.document import Document
from search_app.model.results import Closeness, Found, Mark, Part, Passage
from search_app.settings import Settings
from search_app.web.app import create_app


def test_home_shows_all_documents_newest_first(client: FlaskClient):
    text = page(client, "/")
    assert '<html lang="fr">' in text
    assert f"{len(CORPUS)}\u00a0documents" in text
    assert text.index("Un appel d’offres") < text.index("Hébergement des données")


def test_a_hit_says_who_asked_whom_when(client: FlaskClient):
    text = page(client, "/search?q=hébergement")
    assert "Question écrite n°\u00a0901" in text
    assert "M. Jean Dupont" in text
    assert re.search(r"Économie et finances.*→.*Travail, santé et solidarités", text)
    assert '<time datetime="2024-02-01">1<sup>er</sup> février 2024</time>' in text
    assert "Retirée" in text
    assert "Notice</span>" in text
    assert "<mark>Hébergement</mark> des données de santé" in text
    assert "date inconnue" in page(client, "/search?q=souveraineté")


@pytest.mark.parametrize(
    ("url", "labels"),
    [
        ("/search", ["Plus récents", "Plus anciens"]),
        ("/search?q=legislature:16", ["Plus récents", "Plus anciens"]),
        ("/search?q=cloud", ["Pertinence", "Plus récents", "Plus anciens"]),
    ],
)
def test_relevance_is_offered_when_there_are_words(client: FlaskClient, url: str, labels):
    sorts = page(client, url).partition('aria-label="Tri"')[2].partition("</nav>")[0]
    assert re.findall(r">([^<>]+)</a>", sorts) == labels
    assert re.search(f'aria-current="true"[^>]*>{labels[0]}<', sorts)


def test_pages(client: FlaskClient, engine: LoopEngine):
    engine.documents = tuple(replace(QUESTION, id=f"q{n:02}") for n in range(41))
    text = page(client, "/search?page=10")
    paging = text.partition('class="paging"')[2].partition("</nav>")[0]
    assert re.findall(r"</span>(\d+|…)</a>|>(…)</span>", paging) == [
        ("1", ""),
        ("", "…"),
        *((str(n), "") for n in range(8, 13)),
        ("", "…"),
        ("21", ""),
    ]
    assert {"/search?page=9", "/search?page=11", "/search"} <= set(links(paging))
    assert 'class="paging"' not in page(client, "/search?q=zzz")


def test_one_page_left_out_is_a_gap_too(client: FlaskClient, engine: LoopEngine):
    engine.documents = tuple(replace(QUESTION, id=f"q{n:02}") for n in range(41))
    text = page(client, "/search?page=5").partition('class="paging"')[2].partition("</nav>")[0]
    assert text.index(">1</a>") < text.index("…") < text.index(">3</a>")
    assert ">2</a>" not in text


def test_passages_say_where_the_text_goes_on(client: FlaskClient, engine: LoopEngine):
    def only(part: Part, start: int, passage: str):
        shown = (Passage(part, start, ((passage, Mark.NONE),)),)
        return lambda r: replace(r, hits=(replace(r.hits[0], passages=shown),))

    engine.documents = (replace(QUESTION, text="Le début. Le milieu. La fin.", answer="Oui."),)
    for part, start, passage, shown in (
        (Part.TEXT, 0, "Le début.", ">Le début.\u00a0…<"),
        (Part.TEXT, 10, "Le milieu.", ">…\u00a0Le milieu.\u00a0…<"),
        (Part.TEXT, 21, "La fin.", ">…\u00a0La fin.<"),
        (Part.ANSWER, 0, "Oui.", ">Réponse</b> Oui.<"),
    ):
        engine.changes = only(part, start, passage)
        assert shown in page(client, "/search")


def test_without_passages_a_hit_shows_how_its_text_begins(client: FlaskClient, engine: LoopEngine):
    engine.documents = (replace(QUESTION, text="mot " * 200 + "fin"), replace(QUESTION, text=""))
    text = page(client, "/search")
    (passage,) = re.findall(r'class="passage">(.*?)</p>', text)
    assert passage.startswith("mot mot")
    assert passage.endswith("mot\u00a0…")
    assert 200 < len(passage) <= 285


def test_dates_that_cannot_be_read_stay_to_be_mended(client: FlaskClient):
    text = page(client, "/search?q=cloud&date=avril+20x2")
    assert 'name="date" value="avril 20x2"' in text
    assert 'name="date" value="2023"' in page(client, "/search?q=cloud&date=2023")


def test_past_the_end_leads_to_the_last_page(client: FlaskClient):
    text = page(client, "/search?page=99")
    assert "Il n’y a pas de page 99" in text
    assert "/search?page=2" in links(text)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/search?page=x", ["«\u00a0x\u00a0»", "La première page est affichée."]),
        ("/search?partial_page=x", ["«\u00a0x\u00a0»", "La première page est affichée."]),
        ("/search?sort=x", ["Le tri «\u00a0x\u00a0»"]),
        ("/search?q=cloud+%22x", ["au caractère 7", "cloud <mark>&#34;</mark>x"]),
        ("/search?q=h%C3%B4+a*b", ["hô <mark>a*b</mark>", "astérisque"]),
        ("/search?q=zut:a", ["<mark>zut</mark>:a", "auteur"]),
        ("/search?q=((((cloud", ["parenthèse"]),
        ("/search?q=" + "a+OU+" * 810, ["4\u202f000 caractères", "Seul le début est lu."]),
        ("/search?" + "&".join(f"year={i}" for i in range(150)), ["100 valeurs"]),
    ],
)
def test_a_slip_is_told_and_read_all_the_same(client: FlaskClient, url: str, said):
    text = page(client, url)
    assert 'class="note is-warning"' in text
    for words in said:
        assert words in text


def test_the_search_is_restated(client: FlaskClient):
    assert "Documents avec «\u00a0cloud\u00a0»" in page(client, "/search?q=cloud")


def test_a_search_for_some_of_the_words_is_restated_as_such(
    client: FlaskClient, engine: LoopEngine
):
    engine.documents = (*engine.documents, replace(QUESTION, id="QANR5L16QE9", text="le cloud"))
    text = page(client, "/search?q=souverain+cloud+SAUF+xyz")
    assert "l’un de ces mots\u00a0: «\u00a0souverain\u00a0», «\u00a0cloud\u00a0»" in text
    assert re.search('<h1 class="total">[0-9]+\u00a0résultats partiels</h1>', text)
    assert "Aucun document ne contient tous les mots" in text
    assert 'id="partiels"' not in text
    assert '<p class="lacks">Il manque\u00a0: «\u00a0souverain\u00a0»</p>' in text


def cloud_questions(count: int) -> tuple[Document, ...]:
    return tuple(replace(QUESTION, id=f"QANR5L16QE{n}", text="le cloud") for n in range(count))


COMPLETE = replace(QUESTION, id="QANR5L16QE99", text="un cloud souverain")


@pytest.mark.parametrize("sort", ["", "&sort=newest"])
def test_partial_ones_follow_under_their_own_heading(
    client: FlaskClient, engine: LoopEngine, sort: str
):
    engine.documents = (*cloud_questions(5), COMPLETE)
    text = page(client, f"/search?q=souverain+cloud&type=QE{sort}")
    head, _, below = text.partition('<h2 id="partiels">Résultats partiels</h2>')
    assert '<h1 class="total">1\u00a0document</h1>' in head
    assert "Documents avec «\u00a0souverain\u00a0» et «\u00a0cloud\u00a0»" in head
    assert head.count('class="hit"') == 1
    assert 'class="lacks"' not in head
    assert "5\u00a0documents n’ont qu’une partie des mots, classés par pertinence." in below
    assert (
        below.count('class="hit"') == below.count("Il manque\u00a0: «\u00a0souverain\u00a0»") == 2
    )
    here = f"/search?q=souverain+cloud&type=QE{sort}"
    assert f"{here}&partial_page=2#partiels" in links(below)
    second = page(client, f"{here}&partial_page=2")
    _, _, below = second.partition('<h2 id="partiels">')
    assert f"{here}#partiels" in links(below)
    assert f"{here}&partial_page=3#partiels" in links(below)
    assert 'href="#partiels"' not in text
    assert all("partial_page" not in url for url in links(second.partition('"partiels"')[0]))
    past = page(client, f"{here}&partial_page=9")
    assert "Il n’y a pas de page 9." in past
    assert f"{here}&partial_page=3#partiels" in links(past)


def test_they_follow_the_last_page_only(client: FlaskClient, engine: LoopEngine):
    more = (replace(COMPLETE, id=f"QANR5L16QE9{n}") for n in range(3))
    engine.documents = (*cloud_questions(1), *more)
    assert 'id="partiels"' not in page(client, "/search?q=souverain+cloud")
    assert 'id="partiels"' in page(client, "/search?q=souverain+cloud&page=2")
    assert 'id="partiels"' not in page(client, "/search?q=souverain+cloud&page=3")


def test_a_filter_that_leaves_no_complete_document_is_told(client: FlaskClient, engine: LoopEngine):
    engine.documents = (*cloud_questions(1), replace(COMPLETE, legislature="15"))
    text = page(client, "/search?q=souverain+cloud&legislature=16")
    assert "Aucun document ne répond à cette recherche" in text
    assert "Sans le filtre «\u00a016<sup>e</sup> législature\u00a0»" in text
    assert "1\u00a0document n’a qu’une partie des mots, classé par pertinence." in text


def test_a_partial_document_has_its_place_among_the_partial_ones(
    client: FlaskClient, engine: LoopEngine
):
    engine.documents = (*cloud_questions(5), COMPLETE)
    _, _, below = page(client, "/search?q=souverain+cloud&partial_page=2").partition("partiels")
    third = next(url for url in links(below) if "&partial_rank=3#" in url)
    text = page(client, third)
    assert "Résultat partiel 3 sur 5" in text
    assert re.search("le <mark id=t[0-9]+>cloud</mark>", text)
    assert "Il manque\u00a0: «\u00a0souverain\u00a0»" in text
    ranks = [url.rpartition("&")[2] for url in links(text) if "partial_rank=" in url]
    ranks = [rank.partition("#")[0] for rank in ranks]
    assert ranks == ["partial_rank=2", "partial_rank=4"]
    assert "/search?q=souverain+cloud&partial_page=2#p3" in links(text)


def test_notes_of_the_engine(client: FlaskClient, engine: LoopEngine):
    assert 'class="note' not in page(client, "/search?q=cloud")
    engine.changes = lambda r: replace(r, unfinished=("matching",))
    assert "limite de temps" in page(client, "/search?q=cloud")
    engine.changes = lambda r: replace(r, unfinished=("index",))
    text = client.get("/search?q=cloud").text
    assert "est abîmé" in text
    assert "limite de temps" not in text
    assert client.get("/health").json["status"] == "damaged"


def test_a_search_without_time_offers_no_other_word(client: FlaskClient, engine: LoopEngine):
    article = engine.documents[1]
    frequent = (replace(article, id=f"a{n}", title="L’honneur") for n in range(60))
    engine.documents = (*frequent, replace(article, title="Honfleur"))
    address = "q=Honfleur"
    assert "Vouliez-vous dire" in page(client, f"/search?{address}")
    assert client.get(f"/search.json?{address}").json["near"]
    engine.changes = lambda r: replace(r, unfinished=("matching",))
    assert "Vouliez-vous dire" not in page(client, f"/search?{address}")
    answer = client.get(f"/search.json?{address}").json
    assert (answer["near"], answer["absent"], answer["corrections"]) == ([], [], [])


def test_nothing_found_says_what_less_would_find(client: FlaskClient):
    text = page(client, "/search?q=cloud&party=inconnu&legislature=16")
    assert "Aucun document ne répond" in text
    found = re.findall(r'<li><a href="([^"]+)">([^<]+)</a> <span class="count">([^<]+)<', text)
    assert [(html.unescape(url), label, count) for url, label, count in found] == [
        (
            "/search?q=cloud&legislature=16",
            "Sans le filtre «\u00a0Groupe politique\u00a0: inconnu\u00a0»",
            "1\u00a0document",
        ),
    ]
    assert 'class="alternatives"' not in page(client, "/search?q=zzz")


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("q=cloud&party=inconnu&legislature=16", "Sans ces filtres"),
        ("q=cloud&party=inconnu", "Sans le filtre «\u00a0Groupe politique\u00a0: inconnu\u00a0»"),
        ("q=cloud&date=1990", "Sans le filtre «\u00a0Date\u00a0: en 1990\u00a0»"),
    ],
)
def test_filters_that_leave_nothing_can_be_left_behind_first_of_all(
    client: FlaskClient, address: str, label: str
):
    _, _, empty = page(client, f"/search?{address}").partition('<div class="empty">')
    first = re.search(r'<p class="unfiltered"><a href="([^"]+)">([^<]+)</a></p>', empty)
    assert first.groups() == ("/search?q=cloud", f"{label}\u00a0: 3\u00a0documents")
    assert "<a" not in empty[: first.start()]
    assert 'class="unfiltered"' not in page(client, "/search?q=zzz")


def test_fewer_words_are_proposed(client: FlaskClient):
    text = page(client, '/search?q="cloud"+"zzz"')
    assert "En cherchant seulement «\u00a0&#34;cloud&#34;\u00a0»" in text
    assert "/search?q=%22cloud%22" in links(text)


def test_help_links_every_example(client: FlaskClient):
    text = page(client, "/help")
    searches = [url for url in links(text) if url.startswith("/search?")]
    assert len(searches) >= 20
    for url in searches:
        assert 'class="note is-warning"' not in page(client, url), url


@pytest.mark.parametrize(
    "url", ["/", "/search?q=cloud&legislature=16", "/documents/appel-d-offres", "/help", "/topics"]
)
def test_a_page_loads_nothing_from_elsewhere(client: FlaskClient, url: str):
    text = page(client, url)
    assert " style=" not in text
    assert "<style" not in text
    loaded = re.findall(r'<(?:script|img|link rel="(?:stylesheet|preload|icon)")[^>]*>', text)
    loaded = [tag for tag in loaded if "ld+json" not in tag]
    assert len(loaded) >= 4
    for tag in loaded:
        address = re.search(r'(?:src|href)="(/static/[^"]+)"', tag)
        assert address, tag
        with client.get(html.unescape(address.group(1))) as answer:
            assert answer.status_code == 200
            assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_the_site_may_live_under_a_prefix(engine: LoopEngine, settings: Settings):
    client = create_app(settings).test_client()
    text = client.get("/search?q=cloud", base_url="http://localhost/questions").text
    assert all(
        url.startswith(("/questions/", "#", "http://localhost/questions/")) for url in links(text)
    )


def test_wsgi_folders_do_not_depend_on_where_the_server_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    root = Path(__file__).parents[3]
    monkeypatch.chdir(tmp_path)
    for name in ("SEARCH_APP_INDEX", "SEARCH_APP_CORPUS", "SEARCH_APP_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    application = runpy.run_path(str(root / "wsgi.py"))["application"]
    assert application.config["SEARCH_APP_SETTINGS"].index == root / "index"
    monkeypatch.setenv("SEARCH_APP_INDEX", "elsewhere")
    application = runpy.run_path(str(root / "wsgi.py"))["application"]
    assert application.config["SEARCH_APP_SETTINGS"].index == Path("elsewhere")


def test_a_full_page_of_a_narrowed_search_is_light(engine: LoopEngine, settings: Settings):
    """Twenty long titles with three marked passages each, every facet full, five filters."""
    word = "interministérielle "
    passage = Passage(Part.TEXT, 0, ((word * 3, Mark.NONE), (word, Mark.WORD)) * 3)
    engine.documents = tuple(
        replace(
            QUESTION,
            id=f"QANR5L16QE{n}",
            title=f"{word * 4}cloud {n}",
            text=f"{word}{n}. " * 6,
            author=f"Mme Anne-Sophie Delacroix-Montfermeil {n}",
            group=known(f"Groupe {word * 2}{n}", f"{word}{n % 7}"),
            topic=known(f"{word}{n}", f"{word * 2}{n % 9}"),
            date=dt.date(1995 + n % 30, 1, 1),
        )
        for n in range(400)
    )
    engine.changes = lambda r: replace(
        r, hits=tuple(replace(hit, passages=(passage,) * 3) for hit in r.hits)
    )
    client = create_app(settings.model_copy(update={"page_size_hits": 20})).test_client()
    text = page(client, "/search?q=cloud&legislature=16&type=QE&not_year=2020&not_party=x")
    assert text.count('class="hit"') == 20
    assert len(text.encode()) < 60_000


@pytest.mark.parametrize("explained", [False, True])
def test_a_page_of_hits_and_partial_hits_is_light(
    engine: LoopEngine, settings: Settings, *, explained: bool
):
    """Nineteen hits, twenty partial ones; three passages of each, six words and their reasons."""
    words = ["urgences", "fermeture", "hospitalier", "personnel", "soignant", "territoire"]
    marked = (("interministérielle " * 9, Mark.NONE), *((word, Mark.WORD) for word in words))
    passage = Passage(Part.TEXT, 0, marked)
    engine.documents = tuple(
        replace(
            QUESTION,
            id=f"QANR5L16QE{n}",
            title="L’accès de tous aux soins de proximité",
            text=" ".join(words if n < 19 else words[:4]),
            author=f"Mme Anne-Sophie Delacroix {n}",
        )
        for n in range(60)
    )
    found = tuple(Found(word, Closeness.TYPED, word) for word in words[:-1])
    plural = Found(words[-1], Closeness.NUMBER, "territoires")
    parts = {"coverage": 74.3, "bm25": 41.0, "centrality": 33.5, "title": 22.9, "bm25f": 13.6}
    engine.changes = lambda r: replace(
        r,
        hits=tuple(
            replace(hit, passages=(passage,) * 3, found=(*found, plural), score_parts=parts)
            for hit in r.hits
        ),
    )
    client = create_app(settings.model_copy(update={"page_size_hits": 20})).test_client()
    text = page(client, f"/search?q={'+'.join(words)}{'&explain=1' * explained}")
    assert text.count('class="hit"') == 39
    assert text.count('class="lacks"') == 20
    assert text.count("Score ") == 39 * explained
    assert text.count('class="passage') == (19 if explained else 39)
    assert len(text.encode()) < 60_000


def test_one_document_has_no_order(client: FlaskClient):
    text = page(client, "/search?q=hébergement")
    assert text.count('class="hit"') == 1
    assert 'aria-label="Tri"' not in text
    assert 'aria-label="Tri"' in page(client, "/search?q=cloud")
