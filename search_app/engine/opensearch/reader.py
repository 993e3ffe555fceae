"""Which generation answers a request? The one that the alias leads to."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search_app.engine.opensearch.cluster import Cluster
from search_app.engine.opensearch.format_digest import format_digest
from search_app.engine.opensearch.generations import current_id, read_manifest
from search_app.engine.opensearch.searcher import OpenSearchGeneration
from search_app.engine.port import Searcher
from search_app.french import LEXICON
from search_app.french import digest as analyzer_digest
from search_app.model.errors import (
    EngineUnavailableError,
    IndexDamagedError,
    IndexIncompatibleError,
)

# Seconds for which the alias is taken to lead where it led.
ALIAS_KEPT_S = 1.0
_LOG = logging.getLogger(__name__)


class OpenSearchEngine:
    """Lends searchers of the current generation of one name, as `Engine` says.

    While the cluster cannot be reached, requests go to the generation that answered last, and fail
    as long as it does not answer.

    prepare: is called with the searcher of a generation before that takes another one's place.
    """

    def __init__(
        self, cluster: Cluster, name: str, prepare: Callable[[Searcher], None] = lambda _: None
    ) -> None:
        self._cluster = cluster
        self._name = name
        self._prepare = prepare
        self._current: OpenSearchGeneration | None = None
        self._looked_up = 0.0
        self._lock = threading.Lock()
        self._opening: threading.Thread | None = None

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        current = self._current
        if current is None:
            current = self._open_first()
        elif time.monotonic() - self._looked_up > ALIAS_KEPT_S:
            self._look_again()
            current = self._current or current
        yield current

    def close(self) -> None:
        if self._opening:
            self._opening.join()
        self._current = None

    def _open_first(self) -> OpenSearchGeneration:
        with self._lock:
            if self._current is None:
                LEXICON.load()
                self._current = self._opened(current_id(self._cluster, self._name))
                self._looked_up = time.monotonic()
            return self._current

    def _look_again(self) -> None:
        """Start opening the generation that the alias leads to, where that is another one."""
        with self._lock:
            if self._opening and self._opening.is_alive():
                return
            self._looked_up = time.monotonic()
            self._opening = threading.Thread(target=self._replace, daemon=True)
            self._opening.start()

    def _replace(self) -> None:
        """Open and prepare the new generation, and let it answer. Log why it cannot be opened."""
        try:
            found = current_id(self._cluster, self._name)
            if self._current and self._current.generation.id == found:
                return
            opened = self._opened(found)
            self._prepare(opened)
        except EngineUnavailableError:
            _LOG.warning("the cluster cannot be asked which generation is current")
        except Exception:  # noqa: BLE001 - whatever it is, the old generation still answers
            _LOG.exception("the generation before goes on answering")
        else:
            self._current = opened

    def _opened(self, generation_id: str) -> OpenSearchGeneration:
        manifest = read_manifest(self._cluster, self._name, generation_id)
        if manifest is None:
            raise IndexDamagedError(path=generation_id, detail="it was never published")
        made = manifest.generation
        if (made.schema_digest, made.analyzer_digest) != (format_digest(), analyzer_digest()):
            raise IndexIncompatibleError(path=self._name, detail="it is of another version")
        return OpenSearchGeneration(self._cluster, self._name, manifest)
