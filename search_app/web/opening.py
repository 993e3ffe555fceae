"""When is the engine opened? When it is first asked for, once for each process.

So the site can start before there is an index.
"""

import gc
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
        # The modules stay for good. To look through all they hold for garbage takes 70 ms, two
        # thirds of the time from opening to the first answer.
        gc.freeze()

    def get(self) -> Engine:
        """Return the engine; the first call opens it.

        Raises SearchIndexError as long as nothing can be opened; the next call tries again.
        """
        with self._lock:
            if self._engine is None:
                engine = open_engine(self._settings)
                with engine.searcher() as searcher:
                    _ = searcher.vocabulary  # a cluster's takes longer than a search may
                self._engine = engine
            return self._engine
