"""What a reader sees of a search: facets, chips, hits, notes, pages; never markup of a document."""

import html
import re
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from loop_engine import CORPUS, QUESTION, LoopEngine

from search_app.model.expr import Word
from search_app.settings import Settings
from search_app.web.app import create_app

HREF = re.compile(r'href="([^"]+)"')


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.get_data(as_text=True)


def links(text: str) -> list[str]:
    return [html.unescape(href) for href in HREF.findall(text)]


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
    assert '<time datetime="2024-02-01">1er février 2024</time>' in text
    assert "Retirée" in text
    assert "Notice</span>" in text
    assert "<mark>Hébergement</mark> des données de santé" in text
    assert "date inconnue" in page(client, "/search?q=souveraineté")


def test_documents_never_bring_markup(client: FlaskClient):
    text = page(client, "/search?q=alert") + page(client, "/documents/QANR5L15QE7")
    for tag in ("<script", "<img", "<b>", "<i>", "<u>", "<s>", "javascript:", "onerror=alert('a"):
        assert tag not in text.replace("&lt;", "").replace("onerror=alert(&#39;a", ""), tag
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("hostile", ['"><script>x</script>', "'\" onfocus=x", "</title><b>"])
def test_an_address_never_brings_markup(client: FlaskClient, hostile: str):
    answer = client.get("/search", query_string={"q": hostile, "party": hostile, "sort": hostile})
    text = answer.get_data(as_text=True)
    assert hostile not in text
    assert "<script" not in text
    assert str(html.escape(hostile, quote=False)) in html.unescape(
        text
    ) or hostile in html.unescape(text)


def test_facet_links_toggle(client: FlaskClient):
    text = page(client, "/search?q=cloud&legislature=16&page=1")
    assert "/search?q=cloud&legislature=15&legislature=16" in links(text)
    assert "/search?q=cloud" in links(text)
    assert 'aria-current="true"' in text
    for url in links(text):
        if url.startswith("/search?"):
            assert client.get(url).status_code == 200, url


def test_chips_remove_one_filter_each(client: FlaskClient):
    text = page(client, "/search?q=cloud&legislature=16&topic=Num%C3%A9rique&sort=oldest&page=1")
    chips = re.findall(r'class="chip" href="([^"]+)".*?<span>(.*?)</span>', text)
    assert [(html.unescape(url), label) for url, label in chips] == [
        ("/search?q=cloud&topic=Num%C3%A9rique&sort=oldest", "16e législature"),
        ("/search?q=cloud&legislature=16&sort=oldest", "Rubrique\u00a0: Numérique"),
    ]
    assert "/search?q=cloud&sort=oldest" in links(text)
    assert '<input type="hidden" name="legislature" value="16">' in text
    assert '<input type="hidden" name="sort" value="oldest">' in text
    assert 'class="chip"' not in page(client, "/search?q=cloud")


def test_new_words_start_on_the_first_page(client: FlaskClient):
    text = page(client, "/search?q=cloud&type=QE&page=2")
    assert re.findall(r'<input type="hidden" name="(\w+)"', text) == ["type"]


def test_values_beyond_the_first_eight_are_folded(client: FlaskClient, engine: LoopEngine):
    engine.documents = tuple(
        replace(QUESTION, id=f"q{n}", legislature=str(n)) for n in range(1, 13)
    )
    text = page(client, "/search")
    shown, _, folded = text.partition('<details class="more">')
    assert "5e législature" in shown
    assert "4e législature" in folded
    assert '<details class="more" open>' in page(client, "/search?legislature=2")


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
    assert 'aria-current="true" rel="nofollow">' + labels[0] in sorts


def test_pages(client: FlaskClient, engine: LoopEngine):
    engine.documents = tuple(replace(QUESTION, id=f"q{n:02}") for n in range(41))
    text = page(client, "/search?page=10")
    paging = text.partition('class="paging"')[2]
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
    text = page(client, "/search?page=5").partition('class="paging"')[2]
    assert text.index(">1</a>") < text.index("…") < text.index(">3</a>")
    assert ">2</a>" not in text


def test_passages_say_where_the_text_goes_on(client: FlaskClient, engine: LoopEngine):
    def only(passage: str):
        snippet = ((passage, False),)
        return lambda r: replace(r, hits=(replace(r.hits[0], snippets=(snippet,)),))

    engine.documents = (replace(QUESTION, text="Le début. Le milieu. La fin.", answer="Oui."),)
    for passage, shown in {
        "Le début.": ">Le début.\u00a0…<",
        "Le milieu.": ">…\u00a0Le milieu.\u00a0…<",
        "La fin.": ">…\u00a0La fin.<",
        "Oui.": ">Oui.<",
    }.items():
        engine.changes = only(passage)
        assert shown in page(client, "/search")


def test_without_passages_a_hit_shows_how_its_text_begins(client: FlaskClient, engine: LoopEngine):
    engine.documents = (replace(QUESTION, text="mot " * 200 + "fin"), replace(QUESTION, text=""))
    text = page(client, "/search")
    (passage,) = re.findall(r'class="passage">(.*?)</p>', text)
    assert passage.startswith("mot mot")
    assert passage.endswith("mot\u00a0…")
    assert 200 < len(passage) <= 285


def test_past_the_end_leads_to_the_last_page(client: FlaskClient):
    text = page(client, "/search?page=99")
    assert "Il n’y a pas de page 99" in text
    assert "/search?page=2" in links(text)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/search?page=x", ["«\u00a0x\u00a0»", "La première page est affichée."]),
        ("/search?sort=x", ["Le tri «\u00a0x\u00a0»"]),
        ("/search?q=cloud+%22x", ["au caractère 7", "cloud <mark>&#34;</mark>x"]),
        ("/search?q=h%C3%B4+a*b", ["hô <mark>a*b</mark>", "astérisque"]),
        ("/search?q=zut:a", ["<mark>zut</mark>:a", "auteur"]),
        ("/search?q=(((((", ["parenthèse"]),
        ("/search?q=" + "a+OU+" * 2000, ["4\u202f000 caractères", "Seul le début est lu."]),
        ("/search?" + "&".join(f"year={i}" for i in range(2000)), ["50 valeurs"]),
    ],
)
def test_a_slip_is_told_and_read_all_the_same(client: FlaskClient, url: str, said):
    text = page(client, url)
    assert 'class="note is-warning"' in text
    for words in said:
        assert words in text


def test_the_search_is_restated(client: FlaskClient):
    assert "Documents avec «\u00a0cloud\u00a0»" in page(client, "/search?q=cloud")


def test_notes_of_the_engine(client: FlaskClient, engine: LoopEngine):
    assert 'class="note' not in page(client, "/search?q=cloud")
    engine.changes = lambda r: replace(r, relaxed=Word("cloud"), unfinished=("matching",))
    text = page(client, "/search?q=cloud")
    assert "Aucun document ne contient tous les mots" in text
    assert "limite de temps" in text


def test_nothing_found_gives_advice(client: FlaskClient):
    text = page(client, "/search?q=cloud&party=inconnu")
    assert "Aucun document ne répond" in text
    assert "Sans les filtres&nbsp;: 3\u00a0documents" in text
    assert "Sans les filtres" not in page(client, "/search?q=zzz")


def test_help_links_every_example(client: FlaskClient):
    text = page(client, "/help")
    searches = [url for url in links(text) if url.startswith("/search?")]
    assert len(searches) >= 20
    for url in searches:
        assert 'class="note is-warning"' not in page(client, url), url


def test_there_is_no_script_and_nothing_from_elsewhere(client: FlaskClient):
    for url in ("/", "/search?q=cloud&legislature=16", "/documents/appel-d-offres", "/help"):
        text = page(client, url)
        assert "<script" not in text
        assert " style=" not in text
        assert not re.search(r'(src|href)="(https?:)?//', text), url


def test_the_site_may_live_under_a_prefix(engine: LoopEngine, settings: Settings):
    client = create_app(settings).test_client()
    text = client.get("/search?q=cloud", base_url="http://localhost/questions").text
    assert all(url.startswith(("/questions/", "#")) for url in links(text))


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
