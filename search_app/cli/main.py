"""What does `search-app` do before and after its commands? It reads options and explains errors."""

import errno
import os
import sys
from pathlib import Path

import click

from search_app.cli.exit_status import MEANINGS, ExitStatus, status_of
from search_app.cli.lazy_group import LazyGroup
from search_app.cli.terminal import one_line
from search_app.dump import DumpBusyError, DumpError
from search_app.model.errors import (
    CorpusBusyError,
    CorpusError,
    DocumentsLostError,
    EngineUnavailableError,
    IndexBusyError,
    IndexIncompatibleError,
    IndexMissingError,
    IndexWriteError,
    NoEarlierGenerationError,
    QueryError,
    SearchAppError,
    SearchIndexError,
    SettingsError,
)
from search_app.settings import load

# What the system says where writing is forbidden, and what helps there or not there.
_DENIED = {os.strerror(code) for code in (errno.EACCES, errno.EPERM, errno.EROFS)}
_REMEDY = {True: "allow writing there", False: "make room there"}
_STATUSES = "\n".join(f"    {status.value}    {said}" for status, said in MEANINGS.items())


_MODULES = {
    "alerts": "search_app.cli.alerts",
    "authority": "search_app.cli.authority",
    "batch": "search_app.cli.batch",
    "check": "search_app.cli.index",
    "coverage": "search_app.cli.coverage",
    "evaluate": "search_app.cli.evaluate",
    "export": "search_app.cli.export",
    "fetch": "search_app.cli.fetch",
    "index": "search_app.cli.index",
    "mcp": "search_app.cli.mcp",
    "reindex": "search_app.cli.reindex",
    "search": "search_app.cli.search",
    "serve": "search_app.cli.serve",
    "settings": "search_app.cli.settings",
}


@click.group(cls=LazyGroup, modules=_MODULES, epilog=f"\b\nExit statuses:\n{_STATUSES}\n")
@click.version_option(package_name="search-app")
@click.option("--corpus", type=click.Path(path_type=Path), help="Folder of the documents.")
@click.option("--index", type=click.Path(path_type=Path), help="Folder of the built index.")
@click.option("--config", type=click.Path(path_type=Path), help="TOML file with settings.")
@click.pass_context
def cli(
    context: click.Context, corpus: Path | None, index: Path | None, config: Path | None
) -> None:
    """Search French parliamentary questions and the press around them."""
    context.obj = load(config=config, options={"corpus": corpus, "index": index})


def main() -> None:
    """Run the command; print an error as one line, and exit with its status."""
    try:
        cli(prog_name="search-app")
    except SearchAppError as error:
        click.echo(one_line(f"search-app: {explain(error)}"), err=True)
        sys.exit(status_of(error))
    except OSError as error:
        said = f"cannot use {error.filename}: {error.strerror}" if error.filename else error
        click.echo(one_line(f"search-app: {said}"), err=True)
        sys.exit(ExitStatus.FAILED)


def explain(error: SearchAppError) -> str:
    """Return what went wrong and what to do next, in one line."""
    match error:
        case SettingsError(name=name, origin=origin, found=found, accepted=accepted):
            return f"setting {name!r} ({origin}): {found!r} does not do: {accepted}"
        case DocumentsLostError(path=path, found=found, published=published):
            return (
                f"nothing was published: {path} has {found} documents, the published index "
                f"{published}; if that is right, run `search-app reindex --allow-losses`"
            )
        case CorpusBusyError(path=path):
            return f"another process is fetching into {path}; try again when it is done"
        case CorpusError(path=path, detail=detail):
            return f"cannot use {path}: {detail}"
        case DumpBusyError(path=path):
            return f"another process is exporting to {path}; try again when it is done"
        case DumpError(path=path, detail=detail):
            return f"nothing was exported to {path}: {detail}"
        case SearchIndexError():
            return _explain_index(error)
        case QueryError(position=position, found=found):
            kind = type(error).__name__.removesuffix("Error")
            return f"query not understood at character {position + 1}, {found!r}: {kind}"
    return str(error)


def _explain_index(error: SearchIndexError) -> str:
    match error:
        case IndexBusyError(path=path, detail=detail):
            return f"the index {path} is being rebuilt by {detail}; try again when it is done"
        case IndexMissingError(path=path):
            return f"there is no index in {path} yet: run `search-app reindex`"
        case IndexIncompatibleError(path=path):
            return f"the index in {path} was built by another version: run `search-app reindex`"
        case IndexWriteError(path=path, detail=detail):
            denied = detail in _DENIED
            return (
                f"cannot write {path} ({detail}): no unfinished index is served; "
                f"{_REMEDY[denied]}, then run `search-app reindex` again"
            )
        case EngineUnavailableError(path=path, detail=detail):
            return f"the cluster at {path} cannot be used: {detail}"
        case NoEarlierGenerationError(path=path, detail=detail):
            return f"cannot roll back {path}: {detail}"
    return (
        f"the index {error.path} cannot be used ({error.detail}): run `search-app reindex --full`"
    )
