"""The examples of `deploy/`, on a real index.

What stands before the site is asked what the page of operation promises: TLS, one name, bounded
requests, no thread lost to slow clients, a new index without a restart.
"""

import contextlib
import http.client
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from endtoend.conftest import COMMANDS, Program
from endtoend.fronts import (
    ANSWER_LIMIT_S,
    METRICS_TOKEN,
    NAME,
    Front,
    apache,
    example,
    gunicorn_behind_nginx,
    uwsgi_behind_nginx,
)
from places import PROJECT

DEBIAN_PYTHON = Path("/usr/bin/python3")
# More than all threads of the site, in each of the examples.
SLOW_CLIENTS = 60


def needed(*programs: str) -> None:
    """Skip the test where a program is missing. The folders of administrators are looked at, too."""
    path = f"{os.environ['PATH']}:/usr/sbin:/sbin"
    missing = [name for name in programs if not shutil.which(name, path=path)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


@pytest.fixture
def starter(tmp_path: Path, program: Callable[[Path], Program]) -> Program:
    """Some notices of the dossier that the project ships, indexed."""
    shutil.copytree(PROJECT / "corpus" / "questions" / "16", tmp_path / "corpus")
    made = program(tmp_path / "corpus")
    assert made.run("reindex").returncode == 0
    return made


@pytest.fixture
def debian_venv(tmp_path: Path) -> Path:
    """An environment of the system's Python, which servers of the system load, with our packages."""
    version = "import sys; print(*sys.version_info[:2])"
    ours = f"{sys.version_info.major} {sys.version_info.minor}"
    if not DEBIAN_PYTHON.exists():
        pytest.skip(f"no {DEBIAN_PYTHON}, whose library servers of the system load")
    theirs = subprocess.run(
        [DEBIAN_PYTHON, "-c", version], capture_output=True, text=True, check=True
    )
    if theirs.stdout.strip() != ours:
        pytest.skip(f"{DEBIAN_PYTHON} is {theirs.stdout.strip()}, the packages are for {ours}")
    venv = tmp_path / "venv"
    subprocess.run([DEBIAN_PYTHON, "-m", "venv", "--without-pip", venv], check=True)
    (packages,) = venv.glob("lib/python3*/site-packages")
    own = [p for p in sys.path if p.endswith("site-packages")]
    (packages / "ours.pth").write_text(
        "\n".join(f"import site; site.addsitedir({p!r})" for p in own)
    )
    return venv


def answers_with_its_headers(front: Front) -> None:
    status, headers, page = front.ask("/search?q=sant%C3%A9")
    assert status == 200
    assert "<mark>" in page
    assert "max-age" in headers["strict-transport-security"]
    assert "default-src 'none'" in headers["content-security-policy"]
    styles = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    assert styles
    for _ in range(2):
        status, headers, _ = front.ask(styles)
        assert status == 200
        assert headers["x-content-type-options"] == "nosniff"
        assert "max-age=31536000" in headers["cache-control"]
    assert front.ask("/metrics")[0] in {401, 404}  # there is a token, which nobody gave


def plain_http_leads_to_tls(front: Front) -> None:
    client = http.client.HTTPConnection("127.0.0.1", front.plain_port, timeout=ANSWER_LIMIT_S)
    with contextlib.closing(client):
        client.request("GET", "/search?q=a", headers={"Host": NAME})
        with client.getresponse() as answer:
            assert (answer.status, answer.headers["Location"]) == (
                301,
                f"https://{NAME}/search?q=a",
            )


def another_name_gets_nothing(front: Front) -> None:
    try:
        status, _, text = front.ask("/search?q=sant%C3%A9", host="evil.example")
    except (http.client.RemoteDisconnected, ConnectionResetError):
        return
    assert status in {400, 403, 404, 421}
    assert "santé" not in text


def claims_of_a_client_are_dropped(front: Front) -> None:
    claims = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Prefix": "/evil.example",
        "X-Forwarded-Proto": "http",
        "Forwarded": "host=evil.example",
    }
    status, headers, page = front.ask("/search?q=sant%C3%A9", headers=claims)
    assert status == 200
    assert "evil.example" not in page
    assert "strict-transport-security" in headers


def requests_are_bounded(front: Front) -> None:
    assert front.ask("/search", method="POST", body=b"x" * 20_000)[0] == 413
    assert front.ask("/search?q=" + "a" * 9_000)[0] == 414


def slow_clients_take_no_thread(front: Front) -> None:
    with contextlib.ExitStack() as slow:
        for _ in range(SLOW_CLIENTS):
            connection = slow.enter_context(front.connected())
            connection.sendall(f"GET /search?q=a HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ".encode())
        started = time.monotonic()
        assert front.ask("/search.json?q=sant%C3%A9")[0] == 200
        assert time.monotonic() - started < ANSWER_LIMIT_S / 2


def a_new_index_is_found(program: Program, front: Front) -> None:
    (program.corpus / "new.txt").write_text("Du neuf\n\nLe zibeline est un mot nouveau ici.\n")
    assert program.run("reindex", "--if-needed").returncode == 0
    deadline = time.monotonic() + ANSWER_LIMIT_S
    while '"total":1' not in front.ask("/search.json?q=zibeline")[2].replace(" ", ""):
        assert time.monotonic() < deadline


def keeps_what_is_promised(program: Program, front: Front) -> None:
    front.await_site()
    answers_with_its_headers(front)
    plain_http_leads_to_tls(front)
    another_name_gets_nothing(front)
    claims_of_a_client_are_dropped(front)
    requests_are_bounded(front)
    slow_clients_take_no_thread(front)
    a_new_index_is_found(program, front)


def test_gunicorn_behind_nginx(starter: Program, tmp_path: Path) -> None:
    needed("nginx", "openssl")
    front = Front(tmp_path)
    with gunicorn_behind_nginx(starter, front):
        keeps_what_is_promised(starter, front)


def test_uwsgi_behind_nginx(starter: Program, tmp_path: Path, debian_venv: Path) -> None:
    needed("nginx", "openssl", "uwsgi")
    front = Front(tmp_path)
    with uwsgi_behind_nginx(starter, front, debian_venv):
        keeps_what_is_promised(starter, front)


def test_metrics_are_of_all_workers_of_uwsgi(
    starter: Program, tmp_path: Path, debian_venv: Path
) -> None:
    needed("nginx", "openssl", "uwsgi")
    with uwsgi_behind_nginx(starter, Front(tmp_path), debian_venv, processes=2) as port:
        before = Counter(_measured(port))
        for _ in range(40):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/search.json?q=eau", timeout=30).close()
        found = Counter(_measured(port))
    found.subtract(before)
    assert found['search_app_requests_total{route="/search.json",status="200"}'] == 40
    hits, misses = (
        found[f'search_app_cache_uses_total{{cache="matches",outcome="{outcome}"}}']
        for outcome in ("hit", "miss")
    )
    assert hits > misses > 0


def _measured(port: int) -> dict[str, float]:
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"}
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        lines = answer.read().decode().splitlines()
    return {
        name: float(value)
        for name, _, value in (line.rpartition(" ") for line in lines if not line.startswith("#"))
    }


def test_apache(starter: Program, tmp_path: Path, debian_venv: Path) -> None:
    needed("apache2", "openssl")
    front = Front(tmp_path)
    with apache(starter, front, debian_venv):
        keeps_what_is_promised(starter, front)


UNITS = (
    "search-app.service",
    "search-app-alerts.service",
    "search-app-alerts.timer",
    "search-app-fetch.service",
    "search-app-fetch.timer",
    "search-app-mcp.service",
    "search-app-reindex.service",
    "search-app-reindex.timer",
)
# Tenths: of ten, how much a service may reach beside its work, as systemd reckons it.
EXPOSURE_LIMIT = {
    "search-app.service": 15,
    "search-app-alerts.service": 15,
    "search-app-fetch.service": 15,
    "search-app-mcp.service": 15,
    "search-app-reindex.service": 10,
}


@pytest.fixture
def units(tmp_path: Path) -> Path:
    needed("systemd-analyze")
    folder = tmp_path / "units"
    folder.mkdir()
    for name in UNITS:
        programs = {} if name.endswith("timer") else {"/opt/search-app/.venv/bin": str(COMMANDS)}
        example(f"systemd/{name}", folder / name, programs)
    return folder


def test_systemd_understands_the_units(units: Path) -> None:
    command = ("systemd-analyze", "verify", "--man=no", *(units / name for name in UNITS))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "search-app" in line]
    assert (done.returncode, said) == (0, [])


@pytest.mark.parametrize("name", EXPOSURE_LIMIT)
def test_a_service_reaches_little_beside_its_work(units: Path, name: str) -> None:
    limit = f"--threshold={EXPOSURE_LIMIT[name]}"
    command = ("systemd-analyze", "security", "--offline=yes", "--no-pager", limit, units / name)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


WRITABLE = {
    "site": [],
    "reindex": ["index:/index"],
    "fetch": ["${CORPUS:-../corpus}/official:/corpus/official"],
}


@pytest.fixture
def composed() -> dict[str, Any]:
    """The services of compose; no engine of containers is needed to read what they are told."""
    told = yaml.safe_load((PROJECT / "deploy" / "compose.yaml").read_text())
    services: dict[str, Any] = told["services"]
    return services


@pytest.mark.parametrize("name", WRITABLE)
def test_a_container_writes_one_folder_at_most(name: str, composed: dict[str, Any]) -> None:
    told = composed[name]
    assert told["read_only"]
    assert told["cap_drop"] == ["ALL"]
    assert told["security_opt"] == ["no-new-privileges:true"]
    writable = [volume for volume in told["volumes"] if not volume.endswith(":ro")]
    assert writable == WRITABLE[name]
    assert all(port.startswith("127.0.0.1:") for port in told.get("ports", []))
    image = (PROJECT / "deploy" / "Dockerfile").read_text().splitlines()
    assert [line for line in image if line.startswith("USER")] == ["USER 10001:10001"]
    copied = [word for line in image if line.startswith("COPY ") for word in line.split()[1:-1]]
    missing = [word for word in copied if word[0] not in "-/" and not (PROJECT / word).exists()]
    assert missing == []


def test_every_container_is_bounded_and_the_fetching_is_apart(
    composed: dict[str, Any],
) -> None:
    assert composed.keys() == WRITABLE.keys()
    assert composed["reindex"]["network_mode"] == "none"
    fetching = composed["fetch"]
    assert (fetching["networks"], "ports" in fetching) == (["outside"], False)
    assert "networks" not in composed["site"]
    assert all(service["mem_limit"] and service["pids_limit"] for service in composed.values())


def test_the_fetching_runs_when_asked_to_and_once(composed: dict[str, Any]) -> None:
    fetching = composed["fetch"]
    assert (fetching["profiles"], fetching["restart"]) == (["fetch"], "no")
    assert fetching["command"] == ["search-app", "fetch"]
