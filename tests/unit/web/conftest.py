"""The site in front of a small corpus."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from loop_engine import LoopEngine

from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.model.document import Document
from search_app.settings import Settings
from search_app.web.app import create_app


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        corpus=tmp_path / "corpus",
        index=tmp_path / "index",
        page_size_hits=2,
        # No busy machine makes an answer incomplete.
        search_timeout_ms=60_000,
    )


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> LoopEngine:
    engine = LoopEngine()
    monkeypatch.setattr("search_app.web.opening.open_engine", lambda _: engine)
    return engine


@pytest.fixture
def client(engine: LoopEngine, settings: Settings) -> Iterator[FlaskClient]:
    with create_app(settings).test_client() as client:
        yield client


@pytest.fixture
def site(settings: Settings) -> Callable[[Iterable[Document]], FlaskClient]:
    """Index documents anew, and return the site that then starts in front of the index."""

    def indexed(documents: Iterable[Document]) -> FlaskClient:
        with EmbeddedBuilder(settings.index, full=True) as builder:
            for document in documents:
                builder.add(document)
            builder.publish(corpus_digest="", rejected=0, ledger=b"")
        return create_app(settings).test_client()

    return indexed
