"""How is a run of documents written, and what follows it, in this process or in others?"""

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import ParamSpec, TypeVar

from search_app.child_processes import end_with_parent, started_quietly
from search_app.engine.embedded.arrays import Array
from search_app.engine.embedded.indexing.buffer import Run
from search_app.engine.embedded.indexing.joining import Joining
from search_app.engine.embedded.indexing.piece_words import PieceWords
from search_app.engine.embedded.schema import IndexedDocument
from search_app.engine.embedded.segments.segment_writer import write_fields, write_segment
from search_app.french import PieceNumbers

# The most pieces whose words a process remembers: 75,000 documents have some 400,000, which take
# about 120 MB.
PIECES_KEPT = 500_000
P = ParamSpec("P")
T = TypeVar("T")


class RunWriter:
    """Writes runs one after another, and remembers the words of the pieces that they have.

    That takes two fifths of the time of a build away. kind: what a run is made of.
    """

    def __init__(self, kind: type[Run]) -> None:
        self._kind = kind
        self._words = PieceWords(PieceNumbers())

    def write(self, path: Path, documents: Sequence[IndexedDocument]) -> None:
        """Write documents as a segment."""
        if len(self._words.pieces.words) > PIECES_KEPT:
            self._words = PieceWords(PieceNumbers())
        run = self._kind(self._words)
        for document in documents:
            run.add(document)
        write_segment(path, run.data())


class Processes:
    """A pool of processes, each of which writes runs, and at last fields of their merge.

    They are forked from a server process: to fork this process would copy its threads and the lock
    of the index.
    """

    def __init__(self, jobs: int, kind: type[Run]) -> None:
        self.jobs = jobs
        self._pool = ProcessPoolExecutor(
            jobs, mp_context=_forking(), initializer=_begin, initargs=(kind,)
        )

    def write(self, path: Path, documents: Sequence[IndexedDocument]) -> Future[None]:
        """Have documents written as a segment."""
        with started_quietly():
            return self._pool.submit(_write, path, documents)

    def fields_joined(self, joining: Joining, beside: Path) -> list[tuple[Path, list[str]]]:
        """Join all fields, a share in each process; no more runs can be written then.

        Returns the files that hold them, with their names. beside: the files are put there.
        """
        files: list[tuple[Path, list[str]]] = []
        tasks = []
        for number, names in enumerate(joining.field_names(self.jobs)):
            file = beside.with_suffix(f".fields{number}")
            files.append((file, names))
            with started_quietly():
                tasks.append(self._pool.submit(_join, file, joining.paths, joining.live, names))
        for task in tasks:
            task.result()
        return files

    def end(self) -> None:
        self._pool.shutdown(cancel_futures=True)


class _AtOnce(Executor):
    """Does what it is given in this process, before it returns."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        done: Future[T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@contextmanager
def helper(*, is_apart: bool) -> Iterator[Executor]:
    """Yield what does one thing after another, in a process of its own or in this one."""
    if not is_apart:
        yield _AtOnce()
        return
    with ProcessPoolExecutor(1, mp_context=_forking()) as pool:
        with started_quietly():
            pool.submit(end_with_parent)
        yield pool


def _forking() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


# Of a process of the pool, which keeps nothing else from task to task.
_writers: list[RunWriter] = []


def _begin(kind: type[Run]) -> None:
    _writers.append(RunWriter(kind))
    # A run makes no reference cycles, and looking for some takes a tenth of the time.
    gc.disable()
    end_with_parent()


def _write(path: Path, documents: Sequence[IndexedDocument]) -> None:
    _writers[0].write(path, documents)


def _join(
    path: Path, segments: Sequence[Path], live: Sequence[Array], names: Sequence[str]
) -> None:
    _writers.clear()  # the words of pieces take memory that the merge needs
    write_fields(path, Joining(segments, live).fields(names))
