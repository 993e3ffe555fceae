"""How well does the search answer a collection that people have judged? `search-app evaluate`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from search_app.engine.port import Searcher
from search_app.evaluation import Collection, evaluate, fill, missing, read_collection
from search_app.model.errors import CorpusError
from search_app.settings import LoadedSettings, Settings
from search_app.wiring import open_builder, open_engine, temporary_index

# How many digits of a measure are printed after the point.
DIGITS = 4
# An index that lacks a larger share of the judged documents is taken for one of other documents.
MISSING_MAX = 0.9


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
    """Measure the search on the judged collection in FOLDER.

    FOLDER holds queries*.jsonl and qrels*.tsv. With docs*.jsonl[.gz] beside them, these documents
    are searched, in a temporary index; without, the index at hand (--index) is.
    """
    collection = read_collection(folder)
    with _searcher(collection, loaded.settings) as searcher:
        judged, lacking = len(collection.judged()), missing(searcher, collection)
        if lacking > judged * MISSING_MAX:
            detail = f"{lacking} of the {judged} judged documents are not in the index"
            raise CorpusError(path=str(folder), detail=detail)
        found = evaluate(
            searcher,
            collection,
            timeout_s=loaded.settings.search_timeout_ms / 1000,
            progress=partial(track, console=Console(stderr=True), disable=as_json),
        )
    found |= {"judged": judged, "missing": lacking}
    rounded = {name: round(value, DIGITS) for name, value in found.items()}
    if as_json:
        click.echo(json.dumps(rounded))
    else:
        _print(rounded, json.loads(compare.read_text(encoding="utf-8")) if compare else None)


@contextmanager
def _searcher(collection: Collection, settings: Settings) -> Iterator[Searcher]:
    """Lend a searcher of the documents of the collection or, when it has none, of the index."""
    if not collection.documents:
        with open_engine(settings).searcher() as searcher:
            yield searcher
        return
    with temporary_index(settings) as temporary:
        fill(open_builder(temporary, full=True, jobs=1), collection)
        with open_engine(temporary).searcher() as searcher:
            yield searcher


def _print(found: dict[str, float], before: dict[str, float] | None) -> None:
    """Print the measures, by name. before: those of an earlier run, to print beside them."""
    table = Table("measure", "value", *(["before", "difference"] if before else []))
    for name, value in found.items():
        earlier = (before or {}).get(name)
        compared = [] if earlier is None else [f"{earlier:g}", f"{value - earlier:+.4f}"]
        table.add_row(name, f"{value:g}", *compared)
    Console().print(table)
