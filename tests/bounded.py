"""Is hostile input read in bounded time?

Work that grows with the square of its input takes minutes here, and work that grows with it a few
seconds. The limits lie between, and count the processor time of this process alone: a slow or busy
machine fails no test, and what its child processes do is not counted.
"""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def in_bounded_time(seconds: float) -> Generator[None]:
    """Break off what takes longer, and fail."""

    def give_up(*_: object) -> NoReturn:
        raise AssertionError(f"more than {seconds:g} s of the processor")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
