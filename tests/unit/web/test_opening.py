"""A worker of the site: its index is opened and its tables are worked out before anybody asks."""

from pathlib import Path

from making import question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.search.spelling import spelling_of
from search_app.settings import Settings
from search_app.web.app import create_app, warm_up
from search_app.web.asking import ENGINE
from search_app.web.opening import OpenedEngine


def build(index: Path) -> None:
    with EmbeddedBuilder(index, full=False) as builder:
        builder.add(question(1, "le cloud souverain"))
        builder.publish(corpus_digest="c", rejected=0, ledger=b"")


def test_an_engine_is_opened_with_its_tables(tmp_path: Path) -> None:
    build(tmp_path)
    with OpenedEngine(Settings(index=tmp_path)).get().searcher() as searcher:
        assert {"_by_length", "_by_sound", "_stems"} <= vars(
            spelling_of(searcher.vocabulary)
        ).keys()


def test_a_warm_site_has_compiled_its_pages(tmp_path: Path) -> None:
    build(tmp_path)
    app = create_app(Settings(index=tmp_path))
    cache = app.jinja_env.cache
    assert cache is not None
    assert not cache
    warm_up(app)
    assert {"home.html", "search.html"} <= {name for _, name in cache}


def test_a_site_without_an_index_is_warmed_when_there_is_one(tmp_path: Path) -> None:
    app = create_app(Settings(index=tmp_path))
    warm_up(app)
    assert app.test_client().get("/search?q=cloud").status_code == 503
    build(tmp_path)
    assert app.test_client().get("/search.json?q=cloud").json["total"] == 1
    opened: OpenedEngine = app.extensions[ENGINE]
    with opened.get().searcher() as searcher:
        assert "_stems" in vars(spelling_of(searcher.vocabulary))
