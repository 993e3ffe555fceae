"""How does a process that serves for months stay small? What it freed goes back to the system.

The C library keeps what large answers have freed: after 5,000 searches of all kinds that was an
eighth of a process. `malloc_trim` of glibc gives it back, in some milliseconds.
"""

import ctypes
import sys
from collections.abc import Callable
from itertools import count

from flask import Flask

# How many requests a process answers between two times that it gives memory back.
TRIMMED_EVERY_REQUESTS = 500


def give_memory_back(app: Flask) -> None:
    """Let `app` do so now and then. With another C library than glibc, nothing is done."""
    if sys.platform != "linux":
        return
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    numbers = count(1)

    @app.teardown_request
    def trim_now_and_then(_: BaseException | None) -> None:
        if next(numbers) % TRIMMED_EVERY_REQUESTS == 0 and trim is not None:
            trim(0)
