"""Fixtures that every room's tests share."""

import os
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from chaos.cluster import START_TIMEOUT_S, ClusterError, prepared_jars
from places import PROJECT

# Caches are cold at first and machines busy: an example may take its time.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# Where this is set, a skipped test is a failed one: the continuous integration has everything.
NOTHING_SKIPPED = bool(os.environ.get("SEARCH_APP_TEST_NOTHING_SKIPPED"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real documents that the tests read (SEARCH_APP_TEST_DATA)."""
    folder = Path(os.environ.get("SEARCH_APP_TEST_DATA", PROJECT.parent / "shared"))
    if not (folder / "seeds").is_dir():
        pytest.skip(f"no real documents at {folder}: set SEARCH_APP_TEST_DATA")
    return folder


@pytest.fixture(scope="session")
def seeds(shared_data: Path) -> Path:
    return shared_data / "seeds"


@pytest.fixture(scope="session")
def cluster_urls(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """The addresses of a real cluster: SEARCH_APP_OPENSEARCH_URL, or three nodes started here.

    The processes that run tests share one cluster, which ends with the first of them.
    """
    if given := os.environ.get("SEARCH_APP_OPENSEARCH_URL"):
        return tuple(given.split(","))
    is_shared = "PYTEST_XDIST_WORKER" in os.environ
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if is_shared else folder
    started = folder / "cluster-urls"
    with FileLock(folder / "cluster-lock"):
        if not started.exists():
            try:
                prepared_jars()
            except ClusterError as error:
                pytest.skip(f"no OpenSearch cluster: {error}")
            until = os.getppid() if is_shared else os.getpid()
            command = [sys.executable, "-m", "chaos.cluster", "--while", str(until)]
            with started.open("w") as urls, (folder / "cluster-errors").open("w") as errors:
                # It ends by itself, so nobody here waits for it.
                detached = ["setsid", "--fork", *command]
                subprocess.run(detached, cwd=PROJECT, stdout=urls, stderr=errors, check=True)
        return _urls_in(started)


def _urls_in(file: Path) -> tuple[str, ...]:
    """Wait until a cluster says where it is."""
    end = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < end:
        if found := file.read_text().strip():
            return tuple(found.split(","))
        time.sleep(0.2)
    raise ClusterError(f"no cluster in {START_TIMEOUT_S:g} s: {file.parent / 'cluster-errors'}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if NOTHING_SKIPPED and report.skipped:
        report.outcome = "failed"
    return report
