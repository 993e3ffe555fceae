"""How are many searches run at once from a terminal? `search-app batch`: a table in, one out."""

from datetime import date
from functools import partial
from typing import BinaryIO

import click

from search_app.model.errors import ParameterError
from search_app.search import prepare, search
from search_app.settings import LoadedSettings
from search_app.wiring import open_engine

# As many as the site lists.
_TOP, _TOP_MAX = 10, 100
_WRONG = {
    "batch": "the first line names the columns, q among them, not {found!r}; accepted: {accepted}",
    "batch_encoding": "not {accepted} (byte {found}): save it as CSV UTF-8",
}


@click.command("batch")
@click.argument("queries", type=click.File("rb"))
@click.option(
    "--top",
    type=click.IntRange(1, _TOP_MAX),
    default=_TOP,
    show_default=True,
    help="Hits of each query.",
)
@click.pass_obj
def batch_command(loaded: LoadedSettings, *, queries: BinaryIO, top: int) -> None:
    """Run the searches of a CSV (QUERIES, or - for the standard input) and print a CSV of hits.

    The first line of QUERIES names its columns: q, and parameters of the site's /search.
    """
    from search_app.web.app import permanent_urls_of  # noqa: PLC0415 - other commands start without Flask
    from search_app.web.batch import Batch, read_batch  # noqa: PLC0415

    settings = loaded.settings
    try:
        rows = read_batch(queries.read())
    except ParameterError as error:
        said = _WRONG[error.parameter].format(found=error.found, accepted=error.accepted)
        raise click.UsageError(f"{queries.name}: {said}") from error
    with open_engine(settings).searcher() as searcher:
        prepare(searcher)
        ask = partial(
            search,
            searcher,
            timeout_s=settings.search_timeout_ms / 1000,
            expansions_max=settings.query_expansions_max,
        )
        batch = Batch(
            ask=ask,
            top=top,
            today=date.today(),  # noqa: DTZ011 - the reader's own day
            terms_max=settings.query_terms_max,
            document_url=permanent_urls_of(settings),
        )
        for piece in batch.table(rows):
            click.echo(piece.encode("utf-8", "replace"), nl=False)
