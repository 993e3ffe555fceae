"""`search-app settings`: which values are in force, and where each came from."""

import click
from rich.console import Console
from rich.table import Table

from search_app.settings import LoadedSettings, Settings


@click.group("settings")
def settings_group() -> None:
    """Look at the settings."""


@settings_group.command("show")
@click.pass_obj
def show_command(loaded: LoadedSettings) -> None:
    """Print every setting with its value, its origin and what it means."""
    table = Table()
    for heading in ("setting", "value", "from", "meaning"):
        table.add_column(heading, overflow="fold")
    for name, field in Settings.model_fields.items():
        value = str(getattr(loaded.settings, name))
        table.add_row(name, value, loaded.origins[name], field.description or "")
    Console().print(table)
