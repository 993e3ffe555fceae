"""The program on a real cluster, as it is used: reindexed, searched, checked, rolled back, served."""

import json
import secrets
from pathlib import Path

import pytest

from endtoend.conftest import Program
from places import PROJECT


@pytest.fixture
def program(tmp_path: Path, cluster_urls: tuple[str, ...]) -> Program:
    program = Program(PROJECT / "corpus", tmp_path / "index")
    program.environment |= {
        "SEARCH_APP_ENGINE": "opensearch",
        "SEARCH_APP_OPENSEARCH_URLS": ",".join(cluster_urls),
        "SEARCH_APP_OPENSEARCH_NAME": f"program-{secrets.token_hex(4)}",
        "SEARCH_APP_OPENSEARCH_REPLICAS": "0",
    }
    return program


def test_every_command_works_on_a_cluster(program: Program, tmp_path: Path) -> None:
    missing = program.run("search", "santé")
    assert missing.returncode == 6
    done = program.run("reindex")
    assert done.returncode == 0, done.stderr
    found = program.search("hébergement données de santé")
    assert found["total"] > 0
    assert "up to date" in program.run("reindex", "--if-needed").stderr
    assert "no difference" in program.run("check").stderr
    assert program.run("reindex", "--full").returncode == 0
    assert program.run("index", "list").stdout.count("64") == 2
    assert "Serving 000001-" in program.run("index", "rollback").stdout
    assert "Removed 000002-" in program.run("index", "prune").stdout
    file = tmp_path / "questions.sqlite"
    assert program.run("export", "--format", "sqlite", str(file)).returncode == 0
    assert file.stat().st_size > 0


def test_a_site_without_its_cluster(program: Program) -> None:
    program.environment["SEARCH_APP_OPENSEARCH_URLS"] = "http://127.0.0.1:9"
    done = program.run("search", "santé")
    assert done.returncode == 1
    assert "the cluster at http://127.0.0.1:9 cannot be used: no node can be reached" in done.stderr
    settings = program.run("settings", "show")
    assert json.dumps("http://127.0.0.1:9").strip('"') in settings.stdout
