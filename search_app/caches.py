"""How often do the caches of this process have what is asked of them?

A cache of the engine belongs to a generation and goes with it, so each is known under a name that
those of other generations share.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from threading import Lock
from typing import NamedTuple, Protocol, TypeVar
from weakref import WeakKeyDictionary

F = TypeVar("F", bound=Callable[..., object])


class Uses(NamedTuple):
    """hits: how often a cache had what was asked of it. misses: how often it had not."""

    hits: int
    misses: int


class _Cache(Protocol):
    def cache_info(self) -> tuple[int, int, int | None, int]:
        """Return hits, misses, the most values kept and the number of values kept."""


# The name of each cache, and the uses that have been told of.
_told: WeakKeyDictionary[_Cache, tuple[str, Uses]] = WeakKeyDictionary()
_lock = Lock()


def watch(name: str, cache: _Cache) -> None:
    """Count the uses of a cache from now on."""
    with _lock:
        _told[cache] = name, Uses(0, 0)


def kept(name: str, maxsize: int, function: F) -> F:
    """Return a function that keeps its last values, whose cache is watched."""
    cached = lru_cache(maxsize=maxsize)(function)
    watch(name, cached)
    return cached  # type: ignore[return-value]  # called as `function` is


def new_uses() -> Iterator[tuple[str, Uses]]:
    """Yield the uses of each cache since the call before, by the name of the cache."""
    with _lock:
        for cache, (name, told) in list(_told.items()):
            hits, misses, *_ = cache.cache_info()
            _told[cache] = name, Uses(hits, misses)
            yield name, Uses(hits - told.hits, misses - told.misses)
