"""Which generation answers a request?

The current one, once it is opened. While a new generation is being opened, the one before answers.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from search_app.engine.embedded.generation import OpenGeneration
from search_app.engine.embedded.generations import folders
from search_app.engine.embedded.generations.manifest import read_manifest, verify_files
from search_app.engine.embedded.schema import schema_digest
from search_app.engine.port import Searcher
from search_app.french import LEXICON
from search_app.french import digest as analyzer_digest
from search_app.model.errors import IndexDamagedError, IndexIncompatibleError

# Seconds until a generation that could not be opened is tried again: a disk may have come back.
RETRY_S = 5.0
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Current:
    """The generation that answers. stamp: that of the pointer when it named this generation."""

    opened: OpenGeneration
    stamp: folders.Stamp | None


class EmbeddedEngine:
    """Lends searchers of the current generation of the folder `index`.

    Each request compares the stamp of the pointer, by one call of `stat`. When the stamp has
    changed, or the pointer is gone, one thread opens and warms the new generation while the old one
    goes on answering. The mapped files of a replaced generation are closed when no request uses it
    any longer.

    prepare: is called with the searcher of a generation before that takes another one's place. The
    first generation answers at once, and works its tables out when they are asked for.
    """

    def __init__(self, index: Path, prepare: Callable[[Searcher], None] = lambda _: None) -> None:
        self._index = index
        self._prepare = prepare
        self._current: _Current | None = None
        self._lock = threading.Lock()
        self._opening: threading.Thread | None = None
        self._try_again_at = 0.0

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        stamp = folders.pointer_stamp(self._index)
        current = self._current or self._open_first()
        if stamp != current.stamp:
            self._open_beside(current)
        yield current.opened

    def close(self) -> None:
        if self._opening:
            self._opening.join()
        self._current = None

    def _open_first(self) -> _Current:
        with self._lock:
            if self._current is None:
                self._current = _open_current(self._index)
            return self._current

    def _open_beside(self, seen: _Current) -> None:
        """Start opening the new generation, unless that was done since `seen` was looked up."""
        with self._lock:
            if self._current is not seen:
                return
            is_opening = self._opening is not None and self._opening.is_alive()
            if not is_opening and time.monotonic() >= self._try_again_at:
                self._opening = threading.Thread(target=self._replace, daemon=True)
                self._opening.start()

    def _replace(self) -> None:
        """Open and warm the new generation, and let it answer. Log why it cannot be opened."""
        try:
            current = _open_current(self._index)
            current.opened.warm()
            self._prepare(current.opened)
        except Exception:  # noqa: BLE001 - whatever it is, the old generation still answers
            _LOG.exception("the generation before goes on answering")
            self._try_again_at = time.monotonic() + RETRY_S
        else:
            self._current = current


def _open_current(index: Path) -> _Current:
    """Open the generation that the pointer names.

    When it cannot be opened because another one was published meanwhile, open that one. Its file of
    names is read now, too: later its folder may be gone. So is the lexicon, and so are the forms of
    words worked out, which no search has the time to wait for.
    """
    LEXICON.load()
    while True:
        stamp = folders.pointer_stamp(index)
        current = folders.current_id(index)
        try:
            opened = open_generation(index, current)
            _ = opened.vocabulary, opened.snapshot.forms
            return _Current(opened, stamp)
        except IndexDamagedError:
            if folders.current_id(index) == current:
                raise


def open_generation(index: Path, generation_id: str) -> OpenGeneration:
    """Open one generation.

    Raises IndexIncompatibleError when another version of the program wrote it, and
    IndexDamagedError when a file of it is missing or cannot be read.
    """
    folder = folders.folder_of(index, generation_id)
    manifest = read_manifest(folder)
    made = manifest.generation
    if (made.schema_digest, made.analyzer_digest) != (schema_digest(), analyzer_digest()):
        raise IndexIncompatibleError(path=str(index), detail="it is of another version")
    verify_files(folder, manifest.files)
    return OpenGeneration(folder, made)
