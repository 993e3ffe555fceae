"""How much is read of the files of a corpus?"""

from dataclasses import dataclass

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds of what is read; what is larger is reported.

    file_size_max_bytes: of a file that is one text.
    record_size_max_bytes: of one record of a container (a zip, a CSV, a list of questions), and of
        an official question that is a file of its own.
    container_size_max_bytes: of a container, as it is on disk.
    unpacked_size_max_bytes: of all that is unpacked of one zip.
    entries_max: of the number of entries of one zip.
    rows_always: of the number of rows of a CSV of any size.
    row_size_min_bytes: a larger CSV may have one more row for so many of its bytes. Rows of a few
        bytes each are no questions, and cost as much as questions do.
    """

    file_size_max_bytes: int = 32 * _MB
    record_size_max_bytes: int = 8 * _MB
    container_size_max_bytes: int = 4096 * _MB
    unpacked_size_max_bytes: int = 8192 * _MB
    entries_max: int = 2_000_000
    rows_always: int = 10_000
    row_size_min_bytes: int = 64

    def rows_max(self, size_bytes: int) -> int:
        """Return how many records are read of a table, a list or an export of so many bytes."""
        return self.rows_always + size_bytes // self.row_size_min_bytes
