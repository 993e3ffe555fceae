"""Which settings are in force, and where does each come from? `search-app settings`."""

import click

from search_app.settings import LoadedSettings, Settings


@click.group("settings")
def settings_group() -> None:
    """Look at the settings."""


@settings_group.command("show")
@click.pass_obj
def show_command(loaded: LoadedSettings) -> None:
    """Print every setting with its value, its origin and what it means."""
    for name, field in Settings.model_fields.items():
        value = getattr(loaded.settings, name)
        click.echo(f"{name} = {value}  (from: {loaded.origins[name]})  {field.description}")
