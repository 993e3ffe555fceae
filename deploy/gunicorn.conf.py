"""How does gunicorn run the site? `gunicorn --config deploy/gunicorn.conf.py wsgi:application`."""

import os
import select
import shutil
import tempfile
from pathlib import Path
from typing import Any

# Where the workers keep what they count, so that /metrics speaks of all of them. A reload keeps it.
_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
_COUNTS_PREFIX = "search-app-metrics-"
if _COUNTS not in os.environ:
    os.environ[_COUNTS] = tempfile.mkdtemp(prefix=_COUNTS_PREFIX)

# Gunicorn's control socket would be a file in a home folder: the site has none and writes nothing.
control_socket_disable = True
bind = "127.0.0.1:8000"
workers = 3
# A new connection that sends nothing holds a thread for some seconds, then waits outside: there are
# more threads than a worker can answer at a time. A proxy that buffers requests keeps both away.
worker_class = "gthread"
threads = 32
worker_connections = 500
# Seconds that a connection stays open for the next request.
keepalive = 5
# Bytes of the first line of a request. The site has a limit of its own below this one
# (`address_max_bytes`), and answers what is between them with a page that says so.
limit_request_line = 8190
limit_request_fields = 50
# No header of a request changes its scheme, path or prefix: the site takes them from `site_url`.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
# Seconds. A worker opens the index and works its tables out before it answers, which takes longer
# than the usual 30 seconds where the index is large and the machine busy.
timeout = 120
# Seconds that running requests may take to end when the server is stopped or reloaded.
graceful_timeout = 30

# A reload starts all new workers, then stops the old ones, which accept nothing from then on. So
# each new worker is started once the one before it is warm: when the old ones stop, all new ones
# but the last can answer. Nobody waits, if there are two workers at least.
_is_reload = False


def on_reload(_server: Any) -> None:
    """Let the workers that start from now on wait for each other."""
    global _is_reload  # noqa: PLW0603 - gunicorn runs this file anew for each reload
    _is_reload = True


def pre_fork(server: Any, worker: Any) -> None:
    """Wait until the worker before is warm or has died; give the next one a pipe to say so."""
    if before := getattr(server, "last_warmth", None):
        told, tell = before
        os.close(tell)  # the worker has it, too: at its death the pipe ends
        if _is_reload:
            select.select([told], [], [], timeout)
        os.close(told)
    server.last_warmth = worker.warmth = os.pipe()


def post_worker_init(worker: Any) -> None:
    """Tell that the application is loaded, which is when it has opened the index."""
    os.write(worker.warmth[1], b"warm")


def on_exit(_server: Any) -> None:
    """Remove the folder of the counts, if it was made here."""
    if Path(os.environ[_COUNTS]).name.startswith(_COUNTS_PREFIX):
        shutil.rmtree(os.environ[_COUNTS], ignore_errors=True)
