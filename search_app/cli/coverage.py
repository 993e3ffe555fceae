"""How much of the official record does the index hold? `search-app coverage`."""

import click
from rich.console import Console
from rich.table import Table

from search_app.settings import LoadedSettings
from search_app.wiring import open_engine

RANGES_SHOWN = 5


@click.command("coverage")
@click.pass_obj
def coverage_command(loaded: LoadedSettings) -> None:
    """Print what is held and what is missing of each series of questions."""
    with open_engine(loaded.settings).searcher() as searcher:
        notes = searcher.notes
    table = Table(
        "chamber", "legislature", "type", "held", "expected", "missing", "missing numbers"
    )
    for series in notes.series:
        ranges = [f"{first}-{last}" for first, last in series.missing[:RANGES_SHOWN]]
        table.add_row(
            series.chamber.value,
            series.legislature,
            series.type.value,
            str(series.held),
            str(series.highest),
            str(series.missing_count),
            ", ".join(ranges) + (", …" if len(series.missing) > RANGES_SHOWN else ""),
        )
    console = Console()
    console.print(table)
    for snapshot, day in sorted(notes.known_until.items()):
        console.print(f"known until {day}: {snapshot}", markup=False)
