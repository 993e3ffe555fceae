"""How is the page over Tantivy served? As the program serves its own, over another engine.

`main` is the command, whose `serve` runs waitress; gunicorn takes `application`, that of `wsgi`.
"""

import importlib
from typing import Any

from benchmarks.peers.tantivy_page.searching import TantivyEngine
from search_app.cli.main import main
from search_app.engine.port import Engine
from search_app.settings import Settings
from search_app.web import opening


def _open_engine(settings: Settings) -> Engine:
    return TantivyEngine(settings.index)


opening.open_engine = _open_engine  # type: ignore[attr-defined]  # the name that it looks up


def __getattr__(name: str) -> Any:
    """Make the application of `wsgi` once it is asked for: the command makes its own."""
    if name != "application":
        raise AttributeError(name)
    return importlib.import_module("wsgi").application


__all__ = ["main"]
