"""How long is what was worked out of a generation kept? As long as that generation is in use."""

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

K = TypeVar("K")
T = TypeVar("T")


class KeptWith(Generic[K, T]):
    """Works something out once for each key, and keeps it until the key is gone.

    The key is a searcher or its vocabulary, which are told apart by identity and go with their
    generation. Two threads may both work it out for the same key: either answer is right.
    """

    def __init__(self, make: Callable[[K], T]) -> None:
        self._make = make
        self._kept: WeakKeyDictionary[K, T] = WeakKeyDictionary()

    def of(self, key: K) -> T:
        try:
            return self._kept[key]
        except KeyError:
            return self._kept.setdefault(key, self._make(key))
