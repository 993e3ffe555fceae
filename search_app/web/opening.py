"""When is the engine opened? At the first request, once for each process.

So the site can start before there is an index, and each process that a server forks opens files of
its own instead of sharing those of its parent.
"""

from threading import Lock

from search_app.engine.port import Engine
from search_app.settings import Settings
from search_app.wiring import open_engine


class OpenedEngine:
    """Holds the engine of this process, for all of its threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._engine: Engine | None = None

    def get(self) -> Engine:
        """Return the engine; the first call opens it.

        Raises SearchIndexError as long as nothing can be opened; the next call tries again.
        """
        with self._lock:
            if self._engine is None:
                self._engine = open_engine(self._settings)
            return self._engine
