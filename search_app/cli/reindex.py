"""How is the index brought up to date with the corpus? `search-app reindex`."""

import gc
import sys
from collections import Counter
from pathlib import PurePosixPath

import click
from rich.console import Console
from rich.table import Table

from search_app.cli.exit_status import ExitStatus
from search_app.cli.progress import progress_bar
from search_app.cli.terminal import say
from search_app.model.errors import SettingsError
from search_app.reindex import REJECTS_FILE, Report, is_current, reason, reindex
from search_app.settings import LoadedSettings, Settings
from search_app.wiring import open_builder, open_engine

# How many more objects there must be until Python looks for those that hold each other. The ledger
# is hundreds of thousands that stay; to look through them every 700 took a tenth of an update.
GC_THRESHOLD = 100_000
# How many rejected records are printed; the file of rejects has them all.
REJECTS_SHOWN = 10
# How many pages are named of which paragraphs were left out.
PAGES_SHOWN = 10
UNREAD_KEYS_SHOWN = 10


@click.command("reindex")
@click.option("--full", is_flag=True, help="Build from nothing instead of from the current index.")
@click.option(
    "--if-needed",
    is_flag=True,
    help="Do nothing when the index is up to date (with --strict: and has no reject).",
)
@click.option("--strict", is_flag=True, help="Publish nothing if a record is rejected.")
@click.option(
    "--allow-losses",
    is_flag=True,
    help="Publish even if more than `loss_max_percent` of the documents are gone, or unreadable.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, help="Processes that read and index."
)
@click.option("--verbose", is_flag=True, help="List the files that are passed over.")
@click.pass_obj
def reindex_command(
    loaded: LoadedSettings,
    *,
    full: bool,
    if_needed: bool,
    strict: bool,
    allow_losses: bool,
    jobs: int,
    verbose: bool,
) -> None:
    """Read the corpus and publish a new index; the site goes on with the old one meanwhile."""
    settings = loaded.settings
    _require_private_texts(loaded)
    gc.set_threshold(GC_THRESHOLD)
    console = Console(stderr=True)
    if if_needed and not full and _is_current(settings, strict=strict):
        say(console, f"The index in {settings.index} is up to date.")
        return
    with progress_bar(console) as on_progress:
        report = reindex(
            open_builder(settings, full=full, jobs=jobs),
            settings.corpus,
            index=settings.index,
            limits=settings.limits,
            jobs=jobs,
            strict=strict,
            loss_max_percent=100 if allow_losses else settings.loss_max_percent,
            on_progress=on_progress,
        )
    _print_report(console, report, str(settings.index / REJECTS_FILE))
    _print_passed_over(console, report.passed_over, verbose=verbose)
    if report.rejects:
        sys.exit(ExitStatus.REFUSED if report.is_refused else ExitStatus.PUBLISHED_WITH_REJECTS)


def _require_private_texts(loaded: LoadedSettings) -> None:
    """Raise SettingsError when private texts are not where they are said to be.

    A name with a slip would let the site show them.
    """
    settings = loaded.settings
    for place in settings.private_text:
        if not (settings.corpus / place).exists():
            raise SettingsError(
                name="private_text",
                origin=loaded.origins["private_text"],
                found=place,
                accepted=f"folders and files that are in {settings.corpus}",
            )


def _is_current(settings: Settings, *, strict: bool) -> bool:
    engine = open_engine(settings)
    return is_current(engine, settings.corpus, settings.limits, strict=strict)


def _print_report(console: Console, report: Report, rejects_file: str) -> None:
    table = Table()
    figures = {
        "read": f"{report.read}",
        "indexed": f"{report.indexed}",
        "unchanged": f"{report.unchanged}",
        "removed": f"{report.removed}",
        "rejected": f"{report.rejected}",
        "seconds": f"{report.seconds:.1f}",
        "documents/s": f"{report.indexed / report.seconds:.0f}" if report.seconds else "",
    }
    for heading in figures:
        table.add_column(heading, justify="right")
    table.add_row(*figures.values())
    console.print(table)
    for reject in report.rejects[:REJECTS_SHOWN]:
        where = f"{reject.path}:{reject.line}"
        what = f"{where} {reject.record}".strip()
        say(console, f"rejected {what}: {reason(reject)}")
    if report.rejects:
        are_all = report.rejected == len(report.rejects)
        which = f"All {report.rejected} rejects" if are_all else "The first rejects of each file"
        say(console, f"{which}: {rejects_file}")
    _print_not_read(console, report)
    if report.started_over:
        say(console, f"The published index was not built upon: {report.started_over}.")
    if report.generation:
        console.print(f"Published {report.generation.id}: {report.generation.documents} documents.")
    elif report.is_refused:
        console.print("Nothing was published: --strict, and some records were rejected.")
    else:
        console.print("Nothing was published: nothing has changed.")


def _print_not_read(console: Console, report: Report) -> None:
    """Say which names, paragraphs and keys have no meaning here."""
    for name, count in report.unknown_names.most_common():
        say(console, f"unknown name, kept as it is: {name} ({count} documents)")
    if report.left_out:
        paragraphs, pages = report.left_out.total(), len(report.left_out)
        say(console, f"left out beside menus: {paragraphs} paragraphs of {pages} pages, most of:")
        for page, count in report.left_out.most_common(PAGES_SHOWN):
            say(console, f"  {page}: {count}")
    for key, count in report.unread_keys.most_common(UNREAD_KEYS_SHOWN):
        say(console, f"key of front matter that is not read: {key} ({count} files)")


def _print_passed_over(console: Console, paths: tuple[str, ...], *, verbose: bool) -> None:
    """Say which files are no documents by their names: how many of each kind, or each of them."""
    if not paths:
        return
    if verbose:
        for path in paths:
            say(console, f"passed over: {path}")
        return
    kinds = Counter(_kind(path) for path in paths)
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    say(console, f"Passed over as no documents: {listed}. --verbose lists them.")


def _kind(path: str) -> str:
    pure = PurePosixPath(path)
    return "folders of saved pages" if path.endswith("/") else pure.suffix.lower() or pure.name
