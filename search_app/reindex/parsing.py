"""How are records parsed: in this process, or in several others?"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from multiprocessing import get_context

from search_app.child_processes import end_with_parent, started_quietly
from search_app.ingest import ParsedRecord, RawRecord, parse_record

BATCH_RECORDS = 64
BATCHES_WAITING_PER_JOB = 4

Parse = Callable[[Iterable[RawRecord]], Iterator[tuple[RawRecord, ParsedRecord]]]
"""A function that gives each record back with what it makes, in their order."""


@contextmanager
def parser(jobs: int) -> Iterator[Parse]:
    """Yield a function that parses, in `jobs` processes: this one if 1, else that many others."""
    if jobs == 1:
        yield lambda raws: ((raw, parse_record(raw)) for raw in raws)
        return
    # A fork would copy the thread of the progress bar and the lock of the index.
    spawning = get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawning, initializer=end_with_parent) as pool:
        yield partial(_parse_in, pool, jobs)


def _parse_in(
    pool: ProcessPoolExecutor, jobs: int, raws: Iterable[RawRecord]
) -> Iterator[tuple[RawRecord, ParsedRecord]]:
    """Parse in a pool; only a few batches wait for each process, so that memory stays bounded."""
    waiting: deque[tuple[list[RawRecord], Future[list[ParsedRecord]]]] = deque()
    source = iter(raws)
    while batch := list(islice(source, BATCH_RECORDS)):
        with started_quietly():
            waiting.append((batch, pool.submit(_parse_batch, batch)))
        if len(waiting) >= jobs * BATCHES_WAITING_PER_JOB:
            yield from _finished(*waiting.popleft())
    while waiting:
        yield from _finished(*waiting.popleft())


def _parse_batch(batch: list[RawRecord]) -> list[ParsedRecord]:
    return [parse_record(raw) for raw in batch]


def _finished(
    batch: list[RawRecord], future: Future[list[ParsedRecord]]
) -> Iterator[tuple[RawRecord, ParsedRecord]]:
    return zip(batch, future.result(), strict=True)
