"""How well does the search answer a collection that people have judged? `search-app evaluate`."""

import json
import tempfile
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from search_app.evaluation import evaluate, fill, read_collection
from search_app.settings import LoadedSettings
from search_app.wiring import open_builder, open_engine

# How many digits of a measure are printed after the point.
DIGITS = 4


@click.command("evaluate")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print only JSON.")
@click.option(
    "--compare",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="JSON of an earlier run, to print beside this one.",
)
@click.pass_obj
def evaluate_command(
    loaded: LoadedSettings, *, folder: Path, as_json: bool, compare: Path | None
) -> None:
    """Measure the search on the judged collection in FOLDER, in a temporary index.

    FOLDER holds docs*.jsonl[.gz], queries*.jsonl and qrels*.tsv.
    """
    collection = read_collection(folder)
    with tempfile.TemporaryDirectory() as index:
        settings = loaded.settings.model_copy(update={"index": Path(index)})
        fill(open_builder(settings, full=True, jobs=1), collection)
        console = Console(stderr=True)
        with open_engine(settings).searcher() as searcher:
            found = evaluate(
                searcher,
                collection,
                timeout_s=settings.search_timeout_ms / 1000,
                progress=partial(track, console=console, disable=as_json),
            )
    rounded = {name: round(value, DIGITS) for name, value in found.items()}
    if as_json:
        click.echo(json.dumps(rounded))
    else:
        _print(rounded, json.loads(compare.read_text(encoding="utf-8")) if compare else None)


def _print(found: dict[str, float], before: dict[str, float] | None) -> None:
    """Print the measures, by name. before: those of an earlier run, to print beside them."""
    table = Table("measure", "value", *(["before", "difference"] if before else []))
    for name, value in found.items():
        earlier = (before or {}).get(name)
        compared = [] if earlier is None else [f"{earlier:g}", f"{value - earlier:+.4f}"]
        table.add_row(name, f"{value:g}", *compared)
    Console().print(table)
