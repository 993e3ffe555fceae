"""How does the whole index become a file for other programs? `search-app export`."""

from pathlib import Path

import click
from rich.console import Console

from search_app.cli.progress import progress_bar
from search_app.cli.terminal import say
from search_app.dump import Format, export, newest_offered, offer
from search_app.settings import LoadedSettings, Settings
from search_app.wiring import open_engine, open_generations

_MISUSED = "give --format and a FILE, or --offer alone"


@click.command("export")
@click.option(
    "--format",
    "file_format",
    type=click.Choice([file_format.value for file_format in Format]),
    help="parquet needs pyarrow (`make parquet`); sqlite has full-text search.",
)
@click.option("--force", is_flag=True, help="Replace what is there.")
@click.option(
    "--offer",
    "is_offered",
    is_flag=True,
    help="Make both files, for the page /data/ of the site; nothing when they are up to date.",
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.pass_obj
def export_command(
    loaded: LoadedSettings,
    *,
    file_format: str | None,
    force: bool,
    is_offered: bool,
    file: Path | None,
) -> None:
    """Write every document of the index to FILE; texts that are private are left out."""
    settings = loaded.settings
    console = Console(stderr=True)
    if is_offered and not (file or file_format):
        _offer(settings, console, force=force)
    elif file and file_format and not is_offered:
        with (
            open_engine(settings).searcher() as searcher,
            progress_bar(console) as on_progress,
        ):
            about = export(
                searcher,
                Format(file_format),
                file,
                site=settings.site_url,
                force=force,
                on_progress=on_progress,
            )
        say(console, f"Wrote {file}: {about.documents} documents of {about.generation}.")
    else:
        raise click.UsageError(_MISUSED)


def _offer(settings: Settings, console: Console, *, force: bool) -> None:
    current = open_generations(settings).current().id
    offered = newest_offered(settings.index, settings.private_text)
    if offered and offered.about.generation == current and not force:
        say(console, f"The files of {current} are offered already.")
        return
    with open_engine(settings).searcher() as searcher, progress_bar(console) as on_progress:
        made = offer(
            searcher,
            settings.index,
            private_text=settings.private_text,
            site=settings.site_url,
            on_progress=on_progress,
        )
    say(console, f"Offered {made.about.generation}: {made.about.documents} documents.")
    if not settings.offer_dumps:
        say(console, "The site shows them once the setting offer_dumps is true.")
