"""How long is a table kept that was worked out for a generation? As long as that one is in use."""

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

K = TypeVar("K")
T = TypeVar("T")


class KeptWith(Generic[K, T]):
    """Works out a value once for each key, and keeps it until the key is gone.

    A key is a searcher or its vocabulary. These are told apart by identity, and they are gone when
    their generation is no longer in use. Two threads that ask at the same time may both work the
    value out; all get the one that was ready first.

    make: works a value out. is_final: tells of a value whether it may be kept.
    """

    def __init__(
        self, make: Callable[[K], T], is_final: Callable[[T], bool] = lambda _: True
    ) -> None:
        self._make = make
        self._is_final = is_final
        self._kept: WeakKeyDictionary[K, T] = WeakKeyDictionary()

    def of(self, key: K) -> T:
        """Return the value of a key."""
        try:
            return self._kept[key]
        except KeyError:
            value = self._make(key)
            return self._kept.setdefault(key, value) if self._is_final(value) else value
