"""Which file could not be written?

An error of the system names the file when it cannot be opened, but not when a write fails, as on a
full disk.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let each OSError that is raised in the `with` statement name a file: `path` if none yet."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
