"""How is one file of a generation made? The documents of a searcher, written in a format."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from search_app.dump import sqlite_file
from search_app.dump.about import About, Counting
from search_app.dump.replacing import DumpError, replacing
from search_app.engine.port import Searcher
from search_app.model.document import Document

Progress = Callable[[str, int, int], None]
_Write = Callable[[Path, Iterable[Document], Callable[[], About]], None]
# The bar moves after so many documents.
_STEP = 100


class Format(StrEnum):
    PARQUET = "parquet"
    SQLITE = "sqlite"


def export(
    searcher: Searcher,
    file_format: Format,
    target: Path,
    *,
    site: str,
    force: bool,
    on_progress: Progress,
) -> About:
    """Write all documents of a searcher to the file `target`, and return what it says of itself.

    site: the address of the site, or "". force: replace a file that is there. on_progress: called
    with what is counted, how many are done and how many there are. Raises DumpError when the file
    cannot be written, its library is missing, or the index does not give every document.
    """
    write = _writer(file_format, target)
    generation = searcher.generation
    counting = Counting(searcher.documents())
    with replacing(target, force=force) as path:
        shown = _shown(counting, file_format, generation.documents, on_progress)
        write(path, shown, lambda: counting.about(generation, site))
        if counting.documents != generation.documents:
            detail = (
                f"the index gives {counting.documents} of its {generation.documents} documents: "
                "run `search-app check`"
            )
            raise DumpError(str(target), detail)
    return counting.about(generation, site)


def _shown(
    counting: Counting, file_format: Format, total: int, on_progress: Progress
) -> Iterator[Document]:
    for document in counting:
        if counting.documents % _STEP == 0 or counting.documents == total:
            on_progress(f"documents, {file_format}", counting.documents, total)
        yield document


def _writer(file_format: Format, target: Path) -> _Write:
    if file_format is Format.SQLITE:
        return sqlite_file.write
    try:
        from search_app.dump import parquet_file  # noqa: PLC0415 - it need not be installed
    except ImportError as error:
        detail = f"Parquet needs pyarrow (`make parquet` installs it): {error}"
        raise DumpError(str(target), detail) from error
    return parquet_file.write
