"""Rules of the house that no linter knows."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from setuptools import find_packages

from places import PROJECT

BANNED = {"utils", "helpers", "manager", "common", "misc", "handler", "process"}
MODULES = sorted((PROJECT / "search_app").rglob("*.py"))
DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text())


def test_the_installed_packages_are_those_of_the_tree() -> None:
    folders = {m.parent.relative_to(PROJECT).as_posix() for m in MODULES}
    rule = DECLARED["tool"]["setuptools"]["packages"]["find"]
    found = find_packages(str(PROJECT), include=rule["include"])
    assert {folder.replace("/", ".") for folder in folders} == set(found)


def test_every_module_stands_in_the_description_of_the_house() -> None:
    text = (PROJECT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"[a-z_0-9]+", text))
    assert [m.stem for m in MODULES if m.stem not in {*named, "__init__"}] == []


def test_what_the_description_names_is_there() -> None:
    text = (PROJECT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|csv|txt|html|css|js))`", text)
    places = [PROJECT, PROJECT / "search_app", PROJECT / "search_app" / "engine" / "embedded"]
    assert len(paths) > 40
    assert [p for p in paths if not any((place / p).exists() for place in places)] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.stem)
def test_a_module_has_a_telling_name_and_size(module: Path) -> None:
    assert module.stem not in BANNED
    text = module.read_text()
    assert len(text.splitlines()) <= 260
    assert not text or text.startswith('"""')


@pytest.mark.parametrize(
    "name",
    [
        "requirements.lock",
        "requirements-documents.lock",
        "requirements-export.lock",
        "requirements-opensearch.lock",
        "requirements-mcp.lock",
        "requirements-dev.lock",
        "requirements-audit.lock",
    ],
)
def test_every_pinned_package_has_its_hash_and_no_address(name: str) -> None:
    text = (PROJECT / name).read_text()
    pinned = re.findall(r"^[a-z0-9-]+==", text, re.MULTILINE)
    hashed = re.findall(r"^[a-z0-9-]+==[^\n]*\\\n +--hash=sha256:", text, re.MULTILINE)
    assert len(pinned) == len(hashed) > 20
    assert "://" not in text


def test_what_the_threat_model_calls_proved_has_its_test() -> None:
    text = (PROJECT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[a-z_/]+\.py)::(test_[a-z_]+)`", text)
    assert len(named) > 15
    missing = [(file, n) for file, n in named if f"def {n}(" not in (PROJECT / file).read_text()]
    assert missing == []


def test_whoosh_is_pinned_to_one_version() -> None:
    (whoosh,) = (d for d in DECLARED["project"]["dependencies"] if d.startswith("whoosh3"))
    assert whoosh in (PROJECT / "requirements.lock").read_text()


def test_nothing_names_a_path_of_one_machine() -> None:
    if not (PROJECT / ".git").exists():
        pytest.skip("not a git checkout: the tracked files are unknown")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        text = (PROJECT / name).read_bytes().decode(errors="replace")
        assert not re.search(r"(?<![\w.])/(?:home|root|work)/\w", text), name
