"""How are values of words kept, so that each is worked out once, in memory that is bounded?"""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
# The most characters of a key whose value is kept.
KEY_CHARACTERS_MAX = 1_000


class Memo(dict[str, T]):
    """The values of the function `make` of words or pieces, each worked out when first read.

    It is a dictionary, so that `map(memo.__getitem__, keys)` runs at C speed. When it holds `size`
    values it forgets them all, and it keeps none of a very long key: its memory is bounded.
    """

    def __init__(self, make: Callable[[str], T], size: int) -> None:
        super().__init__()
        self._make = make
        self._size = size

    def __missing__(self, key: str) -> T:
        if len(key) > KEY_CHARACTERS_MAX:
            return self._make(key)
        if len(self) >= self._size:
            self.clear()
        value = self[key] = self._make(key)
        return value
