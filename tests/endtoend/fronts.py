"""The servers of `deploy/`, started from its files as they are but for paths and ports.

One process serves each site, so that it starts sooner.
"""

import contextlib
import http.client
import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from endtoend.conftest import COMMANDS, Program
from places import PROJECT

NAME = "search.example.org"
METRICS_TOKEN = "known"  # noqa: S105 - of the tests
MODULES_OF_APACHE = Path("/usr/lib/apache2/modules")
START_LIMIT_S = 60.0
ANSWER_LIMIT_S = 10.0


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def example(name: str, to: Path, replaced: dict[str, str]) -> Path:
    """Write the example `name` with the paths and ports of the test; each must have been there."""
    text = (PROJECT / "deploy" / name).read_text()
    for old, new in replaced.items():
        assert old in text, (name, old)
        text = text.replace(old, new)
    to.write_text(text)
    return to


@contextmanager
def running(
    *command: str | Path, port: int, environment: dict[str, str], log: Path
) -> Iterator[None]:
    """A server from when it listens on `port`; its end is waited for."""
    with (
        log.open("w") as output,
        subprocess.Popen(
            command,
            cwd=PROJECT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            deadline = time.monotonic() + START_LIMIT_S
            while True:
                with contextlib.suppress(ConnectionRefusedError):
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
            yield
        finally:
            server.terminate()
            server.wait(timeout=START_LIMIT_S)


class Front:
    """A site as its readers reach it: by its name, with TLS."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.certificate, self.key = folder / "certificate.pem", folder / "key.pem"
        self.plain_port, self.port = free_port(), free_port()
        made = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        names = ("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}")
        out = ("-keyout", self.key, "-out", self.certificate)
        subprocess.run(["openssl", *made, *names, *out], check=True, capture_output=True)
        self.context = ssl.create_default_context(cafile=str(self.certificate))

    def await_site(self) -> None:
        """Wait for the first worker: a server listens before one has opened the index."""
        deadline = time.monotonic() + START_LIMIT_S
        while True:
            with contextlib.suppress(TimeoutError):
                if self.ask("/health")[0] == 200:
                    return
            assert time.monotonic() < deadline

    @contextmanager
    def connected(self) -> Iterator[ssl.SSLSocket]:
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=ANSWER_LIMIT_S) as plain,
            self.context.wrap_socket(plain, server_hostname=NAME) as connection,
        ):
            yield connection

    def ask(
        self,
        path: str,
        *,
        host: str = NAME,
        method: str = "GET",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, dict[str, str], str]:
        with self.connected() as connection:
            client = http.client.HTTPConnection(NAME)
            client.sock = connection
            client.request(method, path, body, {"Host": host, **(headers or {})})
            with client.getresponse() as answer:
                named = {name.lower(): value for name, value in answer.getheaders()}
                return answer.status, named, answer.read().decode()


@contextmanager
def nginx(front: Front, upstream: int) -> Iterator[None]:
    folder = front.folder
    site = example(
        "nginx.conf",
        folder / "site.conf",
        {
            "    listen [::]:80 default_server;\n": "",
            "    listen [::]:443 ssl default_server;\n": "",
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "listen 80": f"listen 127.0.0.1:{front.plain_port}",
            "listen 443": f"listen 127.0.0.1:{front.port}",
            "127.0.0.1:8000": f"127.0.0.1:{upstream}",
            "/var/cache/search-app": str(folder / "cache"),
            f"/etc/letsencrypt/live/{NAME}/fullchain.pem": str(front.certificate),
            f"/etc/letsencrypt/live/{NAME}/privkey.pem": str(front.key),
        },
    )
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    main = folder / "nginx.conf"
    main.write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; worker_processes 1;"
        f"pid {folder}/pid; error_log stderr; events {{ worker_connections 512; }}"
        "http { access_log off; default_type text/plain;"
        + "".join(f"{name}_temp_path {folder}/{name};" for name in temporary)
        + f"include {site}; }}\n"
    )
    command = ("nginx", "-c", main, "-p", folder, "-e", "stderr")
    environment = environment_of_servers()
    with running(*command, port=front.port, environment=environment, log=folder / "nginx.log"):
        yield


@contextmanager
def gunicorn_behind_nginx(program: Program, front: Front) -> Iterator[None]:
    port = free_port()
    options = ("-c", "deploy/gunicorn.conf.py", "-b", f"127.0.0.1:{port}", "--workers", "1")
    command = (COMMANDS / "gunicorn", *options, "wsgi:application")
    log = front.folder / "gunicorn.log"
    environment = environment_of_servers() | {"SEARCH_APP_CONFIG": str(settings_file(program))}
    with (
        running(*command, port=port, environment=environment, log=log),
        nginx(front, port),
    ):
        yield


@contextmanager
def uwsgi_behind_nginx(
    program: Program, front: Front, venv: Path, processes: int = 1
) -> Iterator[int]:
    """Yields the port of uWSGI, on which the site is without nginx."""
    port = free_port()
    ini = example(
        "uwsgi.ini",
        front.folder / "uwsgi.ini",
        {
            "127.0.0.1:8000": f"127.0.0.1:{port}",
            "processes = 3": f"processes = {processes}",
            "/opt/search-app/.venv": str(venv),
            "/opt/search-app": str(PROJECT),
            "/etc/search-app.toml": str(settings_file(program)),
        },
    )
    log = front.folder / "uwsgi.log"
    command = ("uwsgi", "--ini", ini)
    with (
        running(*command, port=port, environment=environment_of_servers(), log=log),
        nginx(front, port),
    ):
        yield port


@contextmanager
def apache(program: Program, front: Front, venv: Path) -> Iterator[None]:
    folder = front.folder
    site = example(
        "apache.conf",
        folder / "site.conf",
        {
            "user=search-app-web group=search-app-web processes=3": "processes=1",
            "*:80": f"127.0.0.1:{front.plain_port}",
            "*:443": f"127.0.0.1:{front.port}",
            "/opt/search-app/.venv": str(venv),
            "/opt/search-app": str(PROJECT),
            f"/etc/letsencrypt/live/{NAME}/fullchain.pem": str(front.certificate),
            f"/etc/letsencrypt/live/{NAME}/privkey.pem": str(front.key),
        },
    )
    modules = (
        "mpm_event authn_core authz_core authz_host alias headers reqtimeout socache_shmcb ssl wsgi"
    )
    main = folder / "apache2.conf"
    main.write_text(
        "\n".join(
            [
                f"ServerRoot {folder}",
                f"DefaultRuntimeDir {folder}",
                f"PidFile {folder}/pid",
                "ErrorLog /dev/stderr",
                f"Listen 127.0.0.1:{front.plain_port}",
                f"Listen 127.0.0.1:{front.port}",
                *(f"LoadModule {m}_module {MODULES_OF_APACHE}/mod_{m}.so" for m in modules.split()),
                "Mutex sem",
                f"WSGISocketPrefix {folder}/wsgi",
                f"Include {site}",
            ]
        )
        + "\n"
    )
    environment = environment_of_servers() | {"SEARCH_APP_CONFIG": str(settings_file(program))}
    command = ("apache2", "-DFOREGROUND", "-f", main)
    # Apache serves nothing as root; in a user namespace the test has another name.
    as_reader = (
        ("unshare", "--user", "--map-user=1000", "--map-group=1000") if os.geteuid() == 0 else ()
    )
    log = folder / "apache.log"
    with running(*as_reader, *command, port=front.port, environment=environment, log=log):
        yield


def settings_file(program: Program) -> Path:
    return example(
        "search-app.toml",
        program.index.parent / "search-app.toml",
        {"/srv/search-app/corpus": str(program.corpus), "/var/lib/search-app": str(program.index)},
    )


def environment_of_servers() -> dict[str, str]:
    """No setting of the tests: the examples say where the settings are."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SEARCH_APP_")}
    return {
        **kept,
        "PATH": f"{kept['PATH']}:/usr/sbin",
        "SEARCH_APP_SITE_URL": f"https://{NAME}",
        "SEARCH_APP_METRICS_TOKEN": METRICS_TOKEN,
    }
