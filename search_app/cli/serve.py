"""How is the site served on this machine? `search-app serve`, with waitress."""

import click
import waitress

from search_app.settings import LoadedSettings

# How many requests are answered at a time.
THREADS = 8


@click.command("serve")
@click.option("--host", help="Address to listen on; default from the settings.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one.")
@click.pass_obj
def serve_command(loaded: LoadedSettings, *, host: str | None, port: int | None) -> None:
    """Serve the site until interrupted."""
    from search_app.web.app import create_app, warm_up  # noqa: PLC0415 - other commands start without Flask

    settings = loaded.settings
    app = create_app(settings)
    warm_up(app)
    host = settings.host if host is None else host
    port = settings.port if port is None else port
    try:
        server = waitress.create_server(app, host=host, port=port, threads=THREADS)
    except (OSError, ValueError) as error:  # a host that is no name gives a ValueError
        said = getattr(error, "strerror", None) or error
        raise OSError(f"cannot listen on port {port} of {host!r}: {said}") from error
    # A host with several addresses gives several sockets, and then waitress lists them.
    listening = getattr(server, "effective_listen", None) or [
        (server.effective_host, server.effective_port)
    ]
    for address, number in listening:
        shown = f"[{address}]" if ":" in address else address
        click.echo(f"Search at http://{shown}:{number}/  (Ctrl+C ends)")
    server.run()
