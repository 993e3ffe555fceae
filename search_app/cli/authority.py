"""Which names of the corpus do the authority files not have? `search-app authority report`."""

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from search_app.authority import nearest_names
from search_app.cli.terminal import one_line
from search_app.settings import LoadedSettings
from search_app.wiring import open_engine


@click.group("authority")
def authority_group() -> None:
    """Look at the stable names of groups, ministries and topics."""


@authority_group.command("report")
@click.pass_obj
def report_command(loaded: LoadedSettings) -> None:
    """Print each unmatched name, how many documents have it, and the names that are like it."""
    with open_engine(loaded.settings).searcher() as searcher:
        unmatched = searcher.notes.unmatched
    if not unmatched:
        click.echo("Every name of a group, ministry and topic is matched.")
        return
    table = Table("name", "documents", "nearest known names")
    for name, count in unmatched:
        nearest = " · ".join(nearest_names(name))
        table.add_row(Text(one_line(name)), str(count), Text(one_line(nearest)))
    Console().print(table)
