"""How is the value of a function kept for the words that come again and again?"""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Memo(dict[str, T]):
    """The values of the function `make`, each worked out when its key is first read.

    It is a dictionary, so that `map(memo.__getitem__, keys)` runs at C speed. When it holds `size`
    values it forgets them all, which keeps its memory bounded.
    """

    def __init__(self, make: Callable[[str], T], size: int) -> None:
        super().__init__()
        self._make = make
        self._size = size

    def __missing__(self, key: str) -> T:
        if len(self) >= self._size:
            self.clear()
        value = self[key] = self._make(key)
        return value
