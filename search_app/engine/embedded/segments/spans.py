"""Where do the words of a text start and end? As bytes, two for nearly every word.

Of each word two numbers are kept: how far it starts behind the start of the word before it, and how
long it is. Words may share characters, as those of « ¼ » do. A number is a byte. One of 255 or more
has a byte of 255 for each 255 of it, and one more for what is left.
"""

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints

_FULL = 255


def packed(numbers: Array) -> tuple[Array, Ints]:
    """Return numbers as bytes, and how many bytes each of them takes."""
    full = numbers // _FULL
    lengths = full + 1
    found = np.full(int(lengths.sum()), _FULL, np.uint8)
    found[np.cumsum(lengths) - 1] = numbers - full * _FULL
    return found, lengths


def unpacked(spans: bytes) -> tuple[Array, Array]:
    """Return the start of each word, and its length. Raises ValueError for damaged spans."""
    parts = np.frombuffer(spans, np.uint8)
    if _FULL in spans:
        sums = np.cumsum(parts, dtype=np.int32)[parts < _FULL]
        parts = np.diff(sums, prepend=np.int32(0))
    if len(parts) % 2:
        raise ValueError("a word has a start and no length")
    return parts[::2].cumsum(dtype=np.int32), parts[1::2]
