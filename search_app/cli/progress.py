"""How does a long command show its progress? With a bar in a terminal, and nothing in a pipe."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)


@contextmanager
def progress_bar(
    console: Console, *, of_bytes: bool = False
) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar as long as the context lasts.

    of_bytes: what is counted are bytes that come over a line, and not things such as files. Yields
    the function that moves the bar, to be called with what is counted ("files") or what the bytes
    are of, how many are done, and how many there are.
    """
    counts: tuple[ProgressColumn, ...] = (MofNCompleteColumn(),)
    if of_bytes:
        counts = (DownloadColumn(), TransferSpeedColumn())
    columns = (TextColumn("{task.description}"), BarColumn(), *counts, TimeRemainingColumn())
    is_hidden = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=is_hidden) as progress:
        task = progress.add_task("files", total=None, visible=not of_bytes)

        def show(what: str, done: int, total: int) -> None:
            progress.update(task, description=what, completed=done, total=total, visible=True)

        yield show
