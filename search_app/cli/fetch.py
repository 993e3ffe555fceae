"""How does the official record come into the corpus? `search-app fetch`."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.filesize import decimal

from search_app.cli.exit_status import ExitStatus
from search_app.cli.progress import progress_bar
from search_app.cli.terminal import one_line, say
from search_app.fetch import (
    DEFAULT_SOURCES,
    LEGISLATURES,
    TYPES,
    OfficialSource,
    Outcome,
    PublishedFile,
    Result,
    Watch,
    fetch,
    published_files,
    read_manifest,
)
from search_app.settings import LoadedSettings, Settings

_SAID = {Result.UNCHANGED: "up to date"}


@click.command("fetch")
@click.option(
    "--source",
    "sources",
    type=click.Choice([source.value for source in OfficialSource]),
    multiple=True,
    default=[source.value for source in DEFAULT_SOURCES],
    show_default=True,
    help="Questions of the Assemblée, its actors and organs, questions of the Sénat; repeatable.",
)
@click.option(
    "--legislature",
    "legislatures",
    type=click.Choice(sorted(LEGISLATURES)),
    multiple=True,
    help="Only questions of the Assemblée of this legislature; repeatable.",
)
@click.option(
    "--type",
    "types",
    type=click.Choice(list(TYPES)),
    multiple=True,
    help="Only questions of the Assemblée of this type; repeatable.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be asked for, and what is held.")
@click.pass_obj
def fetch_command(
    loaded: LoadedSettings,
    *,
    sources: tuple[str, ...],
    legislatures: tuple[str, ...],
    types: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Bring the official record into the corpus, or what of it has changed since the last time.

    What was broken off is taken up where it stopped. `reindex` then indexes what came.
    """
    files = _chosen(loaded.settings, sources, legislatures, types)
    if dry_run:
        _print_what_is_held(files, loaded.settings.corpus)
        return
    console = Console(stderr=True)
    outcomes = []
    with progress_bar(console, of_bytes=True) as show:
        watch = Watch(
            on_bytes=lambda file, done, total: show(_short(file), done, total or done),
            on_wait=lambda file, why, seconds: _say_wait(console, file, why, seconds),
        )
        settings = loaded.settings
        for outcome in fetch(files, settings.corpus, limits=settings.limits, watch=watch):
            _say_outcome(console, outcome)
            outcomes.append(outcome)
    _say_end(console, outcomes)


def _chosen(
    settings: Settings, sources: Sequence[str], legislatures: Sequence[str], types: Sequence[str]
) -> tuple[PublishedFile, ...]:
    if (legislatures or types) and OfficialSource.ASSEMBLEE not in sources:
        raise click.UsageError("--legislature and --type choose among `--source assemblee`.")
    return published_files(
        assemblee_url=settings.assemblee_url,
        senat_url=settings.senat_url,
        sources=[OfficialSource(name) for name in sources],
        legislatures=legislatures or tuple(LEGISLATURES),
        types=types or tuple(TYPES),
    )


def _print_what_is_held(files: Sequence[PublishedFile], corpus: Path) -> None:
    manifest = read_manifest(corpus)
    for file in files:
        held, path = manifest.get(file.path), corpus / file.path
        if not path.is_file():
            state = "not held"
        elif held and held.size_bytes == path.stat().st_size:
            state = f"held, {decimal(held.size_bytes)}, fetched {_moment(held.fetched_at)}"
        else:
            state = f"held, {decimal(path.stat().st_size)}, not by `fetch`"
        click.echo(one_line(f"{file.path}: {state}; {file.address}"))


def _say_wait(console: Console, file: PublishedFile, why: str, seconds: float) -> None:
    say(console, f"{file.path}: {why}; trying again in {seconds:.0f} s")


def _say_outcome(console: Console, outcome: Outcome) -> None:
    file = outcome.file
    if outcome.result is Result.FAILED:
        say(console, f"{file.path}: failed: {outcome.detail} ({file.address})")
    else:
        said = _SAID.get(outcome.result, outcome.result.value)
        say(console, f"{file.path}: {said}, {decimal(outcome.size_bytes)}")


def _say_end(console: Console, outcomes: Sequence[Outcome]) -> None:
    counts = Counter(outcome.result for outcome in outcomes)
    said = [f"{counts[r]} {_SAID.get(r, r.value)}" for r in Result if counts[r]]
    files = "1 file" if len(outcomes) == 1 else f"{len(outcomes)} files"
    say(console, f"{files}: {', '.join(said)}.")
    if counts[Result.NEW] or counts[Result.CHANGED]:
        say(console, "Run `search-app reindex` to search them.")
    if counts[Result.FAILED]:
        say(console, "What failed is as it was before; run `search-app fetch` again.")
        sys.exit(ExitStatus.INCOMPLETE)


def _short(file: PublishedFile) -> str:
    """Return a name that leaves room for a bar, such as `assemblee/17/QE`."""
    return "/".join(file.path.split("/")[1:-1])


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
