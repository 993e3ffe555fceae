"""Fixtures that every room's tests share."""

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


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
