"""Which generations are published, and is the current one right? `search-app index` and `check`."""

import sys

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from search_app.cli.exit_status import ExitStatus
from search_app.cli.progress import progress_bar
from search_app.cli.terminal import one_line
from search_app.reindex import check
from search_app.settings import LoadedSettings
from search_app.wiring import open_generations, open_whole_engine

# The exit status of `check` when it found differences.


@click.group("index")
def index_group() -> None:
    """Look at the published generations, or go back to the one before."""


@index_group.command("list")
@click.pass_obj
def list_command(loaded: LoadedSettings) -> None:
    """Print the published generations, the newest first."""
    generations = open_generations(loaded.settings)
    current = generations.current().id
    table = Table("", "generation", "created", "documents", "rejected")
    for generation in generations.published():
        table.add_row(
            "current" if generation.id == current else "",
            Text(one_line(generation.id)),
            generation.created.isoformat(timespec="seconds"),
            str(generation.documents),
            str(generation.rejected),
        )
    Console().print(table)


@index_group.command("rollback")
@click.pass_obj
def rollback_command(loaded: LoadedSettings) -> None:
    """Serve the generation before the current one again."""
    generation = open_generations(loaded.settings).rollback()
    click.echo(f"Serving {generation.id}: {generation.documents} documents.")


@index_group.command("prune")
@click.pass_obj
def prune_command(loaded: LoadedSettings) -> None:
    """Remove every generation but the current one."""
    removed = open_generations(loaded.settings).prune()
    click.echo(f"Removed {', '.join(removed)}." if removed else "Nothing to remove.")


@click.command("check")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Processes that read.")
@click.pass_obj
def check_command(loaded: LoadedSettings, *, jobs: int) -> None:
    """Compare every record of the corpus with the index; name each difference."""
    settings = loaded.settings
    with (
        open_whole_engine(settings).searcher() as searcher,
        progress_bar(Console(stderr=True)) as on_progress,
    ):
        differences = list(
            check(
                searcher,
                settings.corpus,
                limits=settings.limits,
                jobs=jobs,
                on_progress=on_progress,
            )
        )
        documents = searcher.generation.documents
    for difference in differences:
        where = " ".join(filter(None, (difference.path, difference.record)))
        said = f"{difference.kind}: {difference.document_id} ({where})".replace("  ", " ")
        click.echo(one_line(said))
    if differences:
        full = " --full" * any(difference.kind == "damaged" for difference in differences)
        click.echo(f"{len(differences)} differences: run `search-app reindex{full}`.", err=True)
        sys.exit(ExitStatus.DIFFERENT)
    click.echo(f"The index holds the corpus: {documents} documents, no difference.", err=True)
