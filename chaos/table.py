"""How does a trial say what it has found? In rows of one table: what, its limit, the measure."""

from collections.abc import Iterable
from dataclasses import dataclass

HEAD = "| what | limit | measured | held |\n|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Row:
    """What was tried, what it may not exceed, what was measured, and whether that held."""

    what: str
    limit: str
    measured: str
    is_held: bool

    def __str__(self) -> str:
        held = "yes" if self.is_held else "NO"
        return f"| {self.what} | {self.limit} | {self.measured} | {held} |"


def printed(rows: Iterable[Row]) -> int:
    """Print the table row by row as they come, and return 0 when all rows held, else 1."""
    print(HEAD, flush=True)
    all_held = True
    for row in rows:
        print(row, flush=True)
        all_held = all_held and row.is_held
    return 0 if all_held else 1
