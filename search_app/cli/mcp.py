"""How do assistants reach the search? `search-app mcp`, with the Model Context Protocol."""

import logging

import click

from search_app.settings import LoadedSettings

PORT = 8001
_HINT = (
    "assistants need the extra `mcp`: run `make mcp`, or `python -m pip install 'search-app[mcp]'`"
)


@click.command("mcp")
@click.option("--http", is_flag=True, help="Listen on HTTP instead of the standard streams.")
@click.option("--host", help="With --http: address to listen on; default from the settings.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=f"With --http: port, {PORT} by default; 0 takes a free one.",
)
@click.pass_obj
def mcp_command(loaded: LoadedSettings, *, http: bool, host: str | None, port: int | None) -> None:
    """Let assistants search, read and quote, with the Model Context Protocol (MCP)."""
    if not http and (host is not None or port is not None):
        raise click.UsageError("--host and --port go with --http")
    try:
        from search_app.web.assistants import listening  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("search_app"):
            raise
        raise click.ClickException(f"{_HINT} (no module {error.name})") from error
    from search_app.web.request_log import write_logs  # noqa: PLC0415

    settings = loaded.settings
    write_logs(logging.WARNING)
    if not http:
        listening.answer_on_stdio(settings)
        return
    host = settings.host if host is None else host
    port = PORT if port is None else port

    def tell(host: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Assistants at http://{shown}:{port}{listening.PATH}  (Ctrl+C ends)")

    listening.answer_on_http(settings, host, port, tell)
