"""Where do the documents of records wait until they are put together and indexed?"""

import io
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from search_app.ingest import DOCUMENT_JSON
from search_app.model.document import Document

SPOOL_MEMORY_BYTES = 64_000_000


class DocumentSpool:
    """Keeps documents until they are indexed: compressed, and on disk when they are many."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._places: dict[tuple[str, str, str], tuple[int, int]] = {}

    def put(self, key: tuple[str, str, str], document: Document) -> None:
        data = zlib.compress(DOCUMENT_JSON.dump_json(document), level=1)
        self._places[key] = (self._file.seek(0, 2), len(data))
        self._file.write(data)

    def __contains__(self, key: tuple[str, str, str]) -> bool:
        return key in self._places

    def get(self, key: tuple[str, str, str]) -> Document:
        """Return the document of a record that was put there."""
        offset, length = self._places[key]
        self._file.seek(offset)
        return DOCUMENT_JSON.validate_json(zlib.decompress(self._file.read(length)))


class _Spooled(tempfile.SpooledTemporaryFile[bytes]):
    """One that its end finds whole, also when Ctrl-C meets its beginning."""

    _file = io.BytesIO()


@contextmanager
def document_spool() -> Iterator[DocumentSpool]:
    """Give an empty spool, whose documents go when its block ends."""
    with _Spooled(max_size=SPOOL_MEMORY_BYTES) as file:
        yield DocumentSpool(file)
