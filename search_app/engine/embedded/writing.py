"""Which file could not be written? The system's errors name it on opening, not on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let every OSError name a file: `path`, unless it names one already."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
