"""Is hostile input read in bounded time?

Work that grows with the square of its input would take hours here, and work that grows with it a
second. The limit lies far from both, and counts the processor time of this process alone: a slow or
busy machine fails no test.
"""

import time
from collections.abc import Generator
from contextlib import contextmanager

_PROCESSOR_S_MAX = 60.0


@contextmanager
def in_bounded_time() -> Generator[None]:
    started = time.process_time()
    yield
    assert time.process_time() - started < _PROCESSOR_S_MAX
