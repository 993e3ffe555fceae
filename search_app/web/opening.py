"""When is the engine opened? At the first request, once for each process.

The site starts before the first index exists, and a worker forked by the server opens its own
files instead of sharing its parent's.
"""

from threading import Lock

from search_app.engine.port import Engine
from search_app.settings import Settings
from search_app.wiring import open_engine


class OpenedEngine:
    """Holds the one engine of this process; safe for several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._engine: Engine | None = None

    def get(self) -> Engine:
        """Return the engine, opened now if it was not.

        Raises SearchIndexError as long as nothing can be opened; the next call tries again.
        """
        with self._lock:
            if self._engine is None:
                self._engine = open_engine(self._settings)
            return self._engine
