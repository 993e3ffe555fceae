"""Which searches are dear, and how many of them run at a time?

Four readers who send the dearest searches one after the other must not make all others wait. So at
most `dear_requests_max` run at a time, in all processes of this machine that answer from the same
index. A few more wait a moment for their turn, and the others are asked to come back.

An export takes such a turn to find its documents. Then it is written as fast as its client reads,
which may be long: for that time there are as many slots of another kind, so that no search waits
for the reader of an export.

A slot is a lock on a file: the system gives it back when its process dies.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import BoundedSemaphore

from filelock import FileLock, Timeout
from flask import Flask, current_app, g

from search_app.model.errors import TooBusyError
from search_app.model.expr import And, AtLeast, Expr, Fuzzy, Not, Or, Phrase, Prefix, Word
from search_app.model.query import Query
from search_app.settings import Settings

# What a search may have without being dear. On 5,000 documents, one of 8 words takes twice the
# time of one of 2, and one of 40 words, or with a page of 100 hits, five times.
_PARTS_MAX = 8
_LETTERS_OF_A_PART = 40
_PAGE_SIZE_MAX = 50
_DEPTH_MAX_HITS = 1000
# How many requests of a process wait for a slot; for how long, and how often they look, in seconds.
_WAITING_MAX = 2
_WAIT_S = 1.0
_LOOK_S = 0.05
RETRY_AFTER_S = 5

_LANES = "search_app_lanes"
_EXPORT_LANES = "search_app_export_lanes"


class Lanes:
    """The slots for dear searches, or for exports.

    prefix: what the names of their files begin with, which tells kinds of slots apart.
    """

    def __init__(self, settings: Settings, prefix: str = "") -> None:
        self._prefix = prefix
        self._slots_max = settings.dear_requests_max
        self._index = settings.index
        self._waiting = BoundedSemaphore(_WAITING_MAX)

    def enter(self) -> FileLock:
        """Take a slot and return it, to be released. Raises TooBusyError."""
        slot = self._free_slot()
        if slot is None and self._waiting.acquire(blocking=False):
            try:
                deadline = time.monotonic() + _WAIT_S
                while slot is None and time.monotonic() < deadline:
                    time.sleep(_LOOK_S)
                    slot = self._free_slot()
            finally:
                self._waiting.release()
        if slot is None:
            raise TooBusyError(limit=self._slots_max, retry_after_s=RETRY_AFTER_S)
        return slot

    @cached_property
    def _folder(self) -> Path:
        return _folder_of(self._index)

    def _free_slot(self) -> FileLock | None:
        for number in range(self._slots_max):
            # An export may be given up, and its slot given back, by another thread.
            slot = FileLock(self._folder / f"{self._prefix}{number}.lock", thread_local=False)
            with suppress(Timeout):
                slot.acquire(blocking=False)
                return slot
        return None


def open_lanes(app: Flask, settings: Settings) -> None:
    """Give `app` its slots; a request that took one gives it back at its end."""
    app.extensions[_LANES] = Lanes(settings)
    app.extensions[_EXPORT_LANES] = Lanes(settings, "export-")

    @app.teardown_request
    def leave(_: BaseException | None) -> None:
        for slot in ("slot", "export_slot"):
            if slot in g:
                g.pop(slot).release()


def enter_lane(query: Query) -> None:
    """Take a slot for the rest of this request when `query` is dear. Raises TooBusyError."""
    if is_dear(query):
        _take("slot", _LANES)


def enter_dear_lane() -> None:
    """Take a slot for the rest of this request, which asks many searches. Raises TooBusyError."""
    _take("slot", _LANES)


def enter_export_lane() -> None:
    """Take the slot of an export and that of a dear search for this request. Raises TooBusyError.

    The first can be taken over by the answer (`streaming`), which then gives it back.
    """
    _take("export_slot", _EXPORT_LANES)
    _take("slot", _LANES)


def turns() -> Callable[[Query], AbstractContextManager[None]]:
    """Return what lets a search take its turn, when it is dear, after the request is over.

    Entering it raises TooBusyError.
    """
    lanes: Lanes = current_app.extensions[_LANES]

    @contextmanager
    def turn(query: Query) -> Iterator[None]:
        slot = lanes.enter() if is_dear(query) else None
        try:
            yield
        finally:
            if slot:
                slot.release()

    return turn


def _take(slot: str, lanes_of: str) -> None:
    if slot not in g:
        lanes: Lanes = current_app.extensions[lanes_of]
        setattr(g, slot, lanes.enter())


def is_dear(query: Query) -> bool:
    """Tell whether a search has many words, words known in part only (`mot*`), or many hits."""
    return (
        query.page_size > _PAGE_SIZE_MAX
        or (query.page - 1) * query.page_size >= _DEPTH_MAX_HITS
        or _cost(query.expr) > _PARTS_MAX
    )


def _cost(expr: Expr) -> int:
    """Return how many words an expression has; a long one counts as several, `mot*` as too many."""
    match expr:
        case And(children=children) | Or(children=children) | AtLeast(children=children):
            return sum(map(_cost, children))
        case Not(child):
            return _cost(child)
        case Word(text) | Phrase(text, slop=0, is_begun=False):
            return len(text.split()) + len(text) // _LETTERS_OF_A_PART
        case Prefix() | Fuzzy() | Phrase():
            return _PARTS_MAX + 1
    return 1


def _folder_of(index: Path) -> Path:
    """Return the folder of the slots, which all processes that serve `index` share.

    Where another user of the machine has made that folder, return one for this process alone.
    """
    digest = hashlib.sha256(os.fsencode(index.resolve())).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"search-app-{digest}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if folder.is_symlink() or not folder.is_dir() or not os.access(folder, os.W_OK):
        return Path(tempfile.mkdtemp(prefix="search-app-"))
    return folder
