"""How is the site served on this machine? `search-app serve`, with waitress."""

import logging
import signal
import sys

import click
import waitress

from search_app.settings import LoadedSettings

# How many requests are answered at a time.
THREADS = 8
# Seconds after which a connection that sends nothing is closed.
IDLE_LIMIT_S = 30
# Bytes of a request's first line and headers together.
HEADERS_MAX_BYTES = 32_768
# Connections held open at a time; those that are idle take no thread.
CONNECTIONS_MAX = 500


@click.command("serve")
@click.option("--host", help="Address to listen on; default from the settings.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one.")
@click.pass_obj
def serve_command(loaded: LoadedSettings, *, host: str | None, port: int | None) -> None:
    """Serve the site until interrupted."""
    from search_app.web.app import create_app, warm_up  # noqa: PLC0415 - other commands start without Flask
    from search_app.web.request_log import write_logs  # noqa: PLC0415

    settings = loaded.settings
    # Whoever looks on sees what is wrong, and not a line for each request.
    write_logs(logging.WARNING if sys.stderr.isatty() else logging.INFO)
    app = create_app(settings)
    warm_up(app)
    host = settings.host if host is None else host
    port = settings.port if port is None else port
    try:
        server = waitress.create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            channel_timeout=IDLE_LIMIT_S,
            cleanup_interval=IDLE_LIMIT_S // 3,
            connection_limit=CONNECTIONS_MAX,
            asyncore_use_poll=True,
            max_request_header_size=HEADERS_MAX_BYTES,
            # waitress refuses a body of this size, and writes smaller ones to a file before it
            # answers.
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"] + 1,
            # The site decides itself how many proxies it believes.
            clear_untrusted_proxy_headers=False,
        )
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
    # Ends as Ctrl+C does: running requests are answered first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    server.run()
