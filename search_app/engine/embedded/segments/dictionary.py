"""Which terms are there, and which number has each? Sorted, in three arrays.

<name>.terms, <name>.term_ends          the terms in a row, and where each ends
<name>.term_keys                        the first eight bytes of each, as a big-endian number
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from search_app.engine.embedded.segments.array_file import Arrays, ArraysWriter

# How many bytes of each term are among the keys.
_KEY_BYTES = 8


class Dictionary:
    """Sorted terms, each once, in views of the arrays of the file.

    So a term that is absent is known in two thirds of the time that arrays of numpy take.
    """

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._blob = arrays[f"{name}.terms"].data
        self._ends = arrays[f"{name}.term_ends"].data
        self._keys = arrays[f"{name}.term_keys"].data

    def __len__(self) -> int:
        return len(self._ends)

    def term(self, index: int) -> bytes:
        start = self._ends[index - 1] if index else 0
        return self._blob[start : self._ends[index]].tobytes()

    def find_from(self, term: bytes) -> int:
        """Return the index of the first term that is `term` or sorts after it."""
        key = _key(term)
        first = bisect_left(self._keys, key)
        if first == len(self) or self._keys[first] != key:
            return first
        last = bisect_right(self._keys, key, first)
        return bisect_left(range(last), term, lo=first, key=self.term)

    def find(self, term: bytes) -> int | None:
        index = self.find_from(term)
        return index if index < len(self) and self.term(index) == term else None

    def terms(self, first: int = 0, last: int | None = None) -> list[bytes]:
        """Return the terms from index `first` up to, not including, `last`."""
        ends = self._ends[first:last].tolist()
        start = self._ends[first - 1] if first else 0
        blob = self._blob[start : ends[-1] if ends else start].tobytes()
        return [blob[a - start : b - start] for a, b in zip([start, *ends], ends, strict=False)]


def write_terms(file: ArraysWriter, name: str, terms: Sequence[bytes]) -> None:
    """Write a dictionary. terms: sorted, each once."""
    file.add(f"{name}.terms", np.frombuffer(b"".join(terms), np.uint8))
    file.add(f"{name}.term_ends", np.cumsum(np.fromiter(map(len, terms), np.int64, len(terms))))
    keys = b"".join([term[:_KEY_BYTES].ljust(_KEY_BYTES, b"\0") for term in terms])
    # In the byte order of the machine, which alone a view of memory can read.
    file.add(f"{name}.term_keys", np.frombuffer(keys, ">u8").astype(np.uint64))


def _key(term: bytes) -> int:
    return int.from_bytes(term[:_KEY_BYTES].ljust(_KEY_BYTES, b"\0"))
