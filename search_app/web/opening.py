"""When is the engine opened, and what is kept of it? At the first request, once for each process.

The site starts before the first index exists, and a worker forked by the server opens its own
files instead of sharing its parent's.
"""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from search_app.engine.port import Engine
from search_app.settings import Settings
from search_app.wiring import open_engine

T = TypeVar("T")


class OncePerGeneration(Generic[T]):
    """Keeps what was worked out for the current generation; works it out anew for the next."""

    def __init__(self) -> None:
        self._kept: tuple[str, T] | None = None

    def get(self, generation: str, work_out: Callable[[], T]) -> T:
        """Two threads may both work it out; either answer is right."""
        kept = self._kept
        if kept is None or kept[0] != generation:
            kept = self._kept = (generation, work_out())
        return kept[1]


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
