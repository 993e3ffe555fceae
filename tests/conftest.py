"""Fixtures that every room's tests share."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if NOTHING_SKIPPED and report.skipped:
        report.outcome = "failed"
    return report
