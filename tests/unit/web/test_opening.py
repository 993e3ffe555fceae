"""A worker of the site: its index is opened and its tables are worked out before anybody asks."""

import gc
from pathlib import Path

import pytest

from making import question
from search_app.engine.embedded import vocabulary
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.matching import snapshot
from search_app.model.errors import SearchIndexError
from search_app.search.suggestion_tables import tables_of
from search_app.settings import Settings
from search_app.web.app import create_app, warm_up
from search_app.web.asking import ENGINE
from search_app.web.opening import OpenedEngine


def build(index: Path) -> None:
    with EmbeddedBuilder(index, full=False) as builder:
        builder.add(question(1, "le cloud souverain"))
        builder.publish(corpus_digest="c", rejected=0, ledger=b"")


def test_an_engine_is_opened_with_its_words_and_works_nothing_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path)
    monkeypatch.setattr(vocabulary, "_document_counts", lambda *_: pytest.fail("worked out"))
    monkeypatch.setattr(snapshot, "forms_of", lambda *_: pytest.fail("worked out"))
    with OpenedEngine(Settings(index=tmp_path)).get().searcher() as searcher:
        assert {"vocabulary"} <= vars(searcher).keys()
        assert dict(searcher.vocabulary.words) == {
            "le": 1,
            "cloud": 1,
            "souverain": 1,
        } | dict.fromkeys(("question", "1"), 1)


def test_a_warm_site_has_compiled_its_pages(tmp_path: Path) -> None:
    build(tmp_path)
    app = create_app(Settings(index=tmp_path))
    cache = app.jinja_env.cache
    assert cache is not None
    assert not cache
    warm_up(app)
    with app.extensions[ENGINE].get().searcher() as searcher:
        assert searcher.vocabulary in tables_of.__self__._kept
    assert {"home.html", "search.html"} <= {name for _, name in cache}


def test_a_site_without_an_index_is_warmed_when_there_is_one(tmp_path: Path) -> None:
    app = create_app(Settings(index=tmp_path))
    warm_up(app)
    assert app.test_client().get("/search?q=cloud").status_code == 503
    build(tmp_path)
    assert app.test_client().get("/search.json?q=cloud").json["total"] == 1


def test_what_requests_leave_behind_is_collected_while_there_is_no_index(tmp_path: Path) -> None:
    opened = OpenedEngine(Settings(index=tmp_path))
    frozen = gc.get_freeze_count()
    for _ in range(3):
        with pytest.raises(SearchIndexError):
            opened.get()
    assert gc.get_freeze_count() <= frozen
