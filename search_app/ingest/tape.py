"""Which records does a tar hold?

The weekly issues of the DILA come as one, with the ending `.taz`. Each file in it is read as a
stream; nothing is unpacked to disk, and links and devices are passed over.
"""

import tarfile
from typing import BinaryIO, cast

from search_app.ingest.archive import ScanEntry
from search_app.ingest.mapping_names import mapped_name
from search_app.ingest.printable import UNPRINTABLE
from search_app.ingest.records import Scanned, error_at
from search_app.model.document import Source
from search_app.model.errors import RecordError
from search_app.model.limits import Limits

_MAGIC, _MAGIC_AT = b"ustar", 257
_NAME_LENGTH_MAX = 1_000
# What the library raises for a broken tar, also while one of its files is read.
_BROKEN = (tarfile.TarError, EOFError, OSError, ValueError, UnicodeError, OverflowError)


def is_tar(head: bytes) -> bool:
    return head[_MAGIC_AT : _MAGIC_AT + len(_MAGIC)] == _MAGIC


def scan_tar(stream: BinaryIO, source: Source, limits: Limits, scan_entry: ScanEntry) -> Scanned:
    """Yield the records that `scan_entry` finds in each file, in the order of the tar.

    stream: at the beginning of the tar. Yields RecordError "format" where the tar is broken.
    """
    try:
        with tarfile.open(fileobj=stream, mode="r:") as opened:
            for entry in opened:
                name = UNPRINTABLE.sub("?", entry.name[:_NAME_LENGTH_MAX])
                content = opened.extractfile(entry) if entry.isreg() else None
                if content:
                    place = Source(path=source.path, record=name)
                    yield from _reported(cast("BinaryIO", content), place, limits, scan_entry)
    except _BROKEN as error:
        yield error_at(source, "format", f"broken tar: {error}")


def _reported(content: BinaryIO, place: Source, limits: Limits, scan_entry: ScanEntry) -> Scanned:
    try:
        if mapped_name(place.record):  # it may stand after its CSV, which has then been passed
            detail = "a table with its mapping is read in a folder or in a zip, not in a tar"
            raise error_at(place, "dialect", detail)
        yield from scan_entry(content, place, limits, None)
    except RecordError as error:
        yield error
