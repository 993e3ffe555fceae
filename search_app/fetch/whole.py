"""Is a zip whole? It is when every entry that a reindex would read can be read to its end."""

from pathlib import Path
from typing import BinaryIO

from search_app.ingest import Limits
from search_app.ingest.archive import scan_zip
from search_app.ingest.records import Scanned
from search_app.model.document import Source
from search_app.model.errors import RecordError

_BLOCK_BYTES = 1 << 18


def flaw_of(path: Path, limits: Limits) -> str:
    """Return what is wrong with a zip: its directory, or the first entry that is; "" if nothing.

    Every byte is read and compared with its checksum, within the bounds that hold for a reindex.
    Raises OSError when the file cannot be opened.
    """
    entries = 0

    def read_through(
        content: BinaryIO, place: Source, limits: Limits, mapping: BinaryIO | None
    ) -> Scanned:
        del place, limits
        for read in filter(None, (content, mapping)):
            while read.read(_BLOCK_BYTES):
                pass
        nonlocal entries
        entries += 1
        return iter(())

    with path.open("rb") as stream:
        try:
            for flaw in scan_zip(stream, Source(path=path.name), limits, read_through):
                if isinstance(flaw, RecordError):
                    return f"{flaw.detail} ({flaw.record})" if flaw.record else flaw.detail
        except RecordError as error:
            return error.detail
    return "" if entries else "a zip without any file in it"
