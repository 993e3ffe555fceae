"""The command line: tables, exit statuses, rejects; nothing is lost by one bad file."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from endtoend.conftest import Program

ARTICLE = "Un titre d’article\n\nLe cloud souverain fait parler de lui, une phrase suffit.\n"
QUESTION = """ASSEMBLÉE NATIONALE

16ème législature

Un sujet {number}

Question écrite n° {number}

Texte de la question

Mme Une Telle interroge le ministre sur le sujet {number}.

Données clés

Auteur : Mme Une Telle

Type de question : Question écrite

Numéro de la question : {number}

Date(s) clé(s)

Question publiée au JO le : {date}
"""


def question(number: int, date: str = "20 février 2024") -> str:
    return QUESTION.format(number=number, date=date)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "article.txt").write_text(ARTICLE)
    (folder / "question.md").write_text(question(1))
    return folder


def test_names_and_numbers_that_are_missing_are_listed(
    tmp_path: Path, program: Callable[[Path], Program]
) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in (2, 5):
        text = question(number).replace(
            "Type de question", "Rubrique : Energie et carburant\n\nType de question"
        )
        (folder / f"{number}.md").write_text(text)
    app = program(folder)
    assert app.run("reindex").returncode == 0
    names = " ".join(app.run("authority", "report").stdout.split())
    assert "Energie et carburant" in names
    assert "énergie et carburants" in names
    covered = " ".join(app.run("coverage").stdout.split())
    assert "16 │ QE │ 2 │ 5 │ 3 │ 1-1, 3-4" in covered


def test_reindex_counts_and_follows_changes(
    corpus: Path, program: Callable[[Path], Program]
) -> None:
    app = program(corpus)

    def figures(*arguments: str) -> list[str]:
        done = app.run("reindex", *arguments)
        assert done.returncode == 0, done.stderr
        row = next(line for line in done.stderr.splitlines() if line.startswith("│"))
        return [cell.strip() for cell in row.strip("│").split("│")][:5]

    assert figures() == ["2", "2", "0", "0", "0"]
    assert figures() == ["2", "0", "2", "0", "0"]
    assert len(list((app.index / "generations").iterdir())) == 1
    (corpus / "new.txt").write_text(question(2))
    (corpus / "article.txt").unlink()
    (corpus / "question.md").write_text(question(1, "21 février 2024"))
    assert figures() == ["2", "2", "0", "1", "0"]
    assert figures("--full") == ["2", "2", "0", "0", "0"]
    assert app.search("")["total"] == 2


def test_if_needed_looks_at_the_content(corpus: Path, program: Callable[[Path], Program]) -> None:
    app = program(corpus)
    app.run("reindex", "--if-needed")
    generation = app.search("")["generation"]
    os.utime(corpus / "article.txt")
    assert "up to date" in app.run("reindex", "--if-needed").stderr
    assert app.search("")["generation"] == generation
    (corpus / "article.txt").write_text(ARTICLE + "Une phrase de plus.\n")
    app.run("reindex", "--if-needed")
    assert app.search("")["generation"] != generation


def test_bad_files_are_reported_and_the_rest_is_indexed(
    corpus: Path, program: Callable[[Path], Program]
) -> None:
    bad = {
        "bytes.txt": b"Un titre\n\nDu texte \xff\xfe\x00 illisible.\n",
        "dialect.json": b'{"nom": "quelque chose", "valeurs": [1, 2, 3]}',
        "nonumber.md": question(3).replace(" n° 3", "").replace("question : 3", "question :")
        .encode(),
        "date.md": question(4, "31 février 2024").encode(),
        "empty.txt": b"",
        "twin.md": question(1, "19 février 2024").encode(),
    }  # fmt: skip
    for name, content in bad.items():
        (corpus / name).write_bytes(content)
    with (corpus / "huge.txt").open("wb") as huge:
        huge.write(b"Un titre\n\n" + b"mot " * 12_500_000)
    app = program(corpus)
    done = app.run("reindex")
    assert done.returncode == 3, done.stderr
    rejects = {r["path"]: r for r in app.rejects()}
    assert rejects.keys() == {*bad, "huge.txt"}
    assert {name: r["code"] for name, r in rejects.items()} == {
        "bytes.txt": "encoding",
        "dialect.json": "dialect",
        "nonumber.md": "missing",
        "date.md": "date",
        "empty.txt": "empty",
        "twin.md": "duplicate",
        "huge.txt": "size",
    }
    assert (
        rejects["date.md"]["line"]
        == question(4).splitlines().index("Question publiée au JO le : 20 février 2024") + 1
    )
    assert rejects["bytes.txt"]["line"] == 3
    assert "question.md" in rejects["twin.md"]["reason"]
    assert all(r["reason"] for r in rejects.values())
    assert app.search("")["total"] == 2
    assert "7 rejects" in done.stderr
    again = app.run("reindex")
    assert (again.returncode, "nothing has changed" in again.stderr) == (3, True)


def test_strict_publishes_nothing(corpus: Path, program: Callable[[Path], Program]) -> None:
    app = program(corpus)
    (corpus / "empty.txt").touch()
    assert app.run("reindex", "--strict").returncode == 4
    assert app.run("search", "cloud").returncode == 6
    assert len(app.rejects()) == 1
    (corpus / "empty.txt").unlink()
    assert app.run("reindex", "--strict").returncode == 0
    assert app.rejects() == []


def test_failures_name_what_to_do(tmp_path: Path, program: Callable[[Path], Program]) -> None:
    app = program(tmp_path / "absent")
    missing = app.run("reindex")
    assert missing.returncode == 1
    assert "absent" in missing.stderr
    unbuilt = app.run("search", "cloud")
    assert (unbuilt.returncode, "reindex" in unbuilt.stderr) == (6, True)
    assert app.run("serach").returncode == 2
    assert app.run("--config", "absent.toml", "settings", "show").returncode == 2


def test_search_prints_marks_and_refuses_slips(
    corpus: Path, program: Callable[[Path], Program]
) -> None:
    app = program(corpus)
    app.run("reindex")
    assert "[cloud]" in app.run("search", "CLOUD").stdout
    slip = app.run("search", 'cloud "souverain')
    assert slip.returncode == 7
    assert "character 7" in slip.stderr


def test_settings_show_where_values_come_from(
    tmp_path: Path, corpus: Path, program: Callable[[Path], Program]
) -> None:
    app = program(corpus)
    config = tmp_path / "s.toml"
    config.write_text('page_size_hits = 7\nport = 9000\ncorpus = "elsewhere"\n')
    app.environment |= {"SEARCH_APP_PORT": "9001", "SEARCH_APP_CONFIG": str(config)}
    shown = app.run("--index", "here", "settings", "show").stdout
    lines = {line.split(" = ")[0]: line.split(" = ")[1] for line in shown.splitlines()}
    assert lines["page_size_hits"].startswith(f"7  (from: {config})")
    assert lines["port"].startswith("9001  (from: environment)")
    assert lines["index"].startswith("here  (from: command line)")
    assert lines["search_timeout_ms"].startswith("1500  (from: default)")
    config.write_text("page_size = 7\n")
    refused = app.run("settings", "show")
    assert (refused.returncode, "page_size" in refused.stderr) == (2, True)


def test_a_second_reindexer_says_who_is_at_work(
    corpus: Path, program: Callable[[Path], Program]
) -> None:
    app = program(corpus)
    code = (
        "import sys; from pathlib import Path;"
        "from search_app.engine.embedded.builder import EmbeddedBuilder;"
        "builder = EmbeddedBuilder(Path(sys.argv[1]), full=True).__enter__();"
        "print('building', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(app.index)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "building\n"
        done = app.run("reindex")
        other.kill()
    assert done.returncode == 5
    assert f"process {other.pid}" in done.stderr


def test_json_is_only_json(corpus: Path, program: Callable[[Path], Program]) -> None:
    app = program(corpus)
    app.run("reindex")
    printed = json.loads(app.run("search", "sujet", "--json").stdout)
    assert printed["hits"][0]["id"] == "QANR5L16QE1"
    assert printed["facets"]["legislature"] == {"16": 1}
    assert printed["cards"] == []


def test_cards_are_those_of_the_site(corpus: Path, program: Callable[[Path], Program]) -> None:
    app = program(corpus)
    app.run("reindex")
    printed = json.loads(app.run("search", "16-1QE", "--json").stdout)
    assert [card["address"] for card in printed["cards"]] == ["/documents/QANR5L16QE1"]
    with app.served_by("search-app", "serve", "--port", "0") as site:
        assert printed["cards"] == site.search("16-1QE")["cards"]


def test_generations_are_listed_rolled_back_and_pruned(
    corpus: Path, program: Callable[[Path], Program]
) -> None:
    app = program(corpus)
    assert app.run("index", "list").returncode == 6
    app.run("reindex")
    assert app.run("index", "rollback").returncode == 1
    (corpus / "new.txt").write_text(question(2))
    app.run("reindex")
    listed = [line for line in app.run("index", "list").stdout.splitlines() if "-" in line]
    assert ["current" in line for line in listed if "00000" in line] == [True, False]
    assert "2 documents" in app.run("index", "rollback").stdout
    assert app.search("")["total"] == 2
    assert app.run("check").stdout.startswith("missing: QANR5L16QE2 (new.txt)")
    assert "000002" in app.run("index", "prune").stdout


def test_check_sees_one_flipped_bit(corpus: Path, program: Callable[[Path], Program]) -> None:
    app = program(corpus)
    app.run("reindex")
    assert app.run("check").returncode == 0
    (segment,) = (app.index / "generations").glob("*/*.arrays")
    data = bytearray(segment.read_bytes())
    data[data.index(b"souverain")] ^= 1
    segment.write_bytes(data)
    checked = app.run("check")
    assert checked.returncode == 8
    assert checked.stdout.startswith(f"damaged: ({segment.name})")
    assert "reindex --full" in checked.stderr
    assert app.run("reindex", "--full").returncode == 0
    assert app.run("check").returncode == 0


def test_a_command_starts_without_what_others_import() -> None:
    said = (
        "import sys, click; from search_app.cli.main import cli; context = click.Context(cli);"
        "[cli.get_command(context, name).name for name in ('reindex', 'index', 'check')];"
        "print('flask' in sys.modules);"
        "print(*(cli.get_command(context, n).name for n in cli.list_commands(context)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", said], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert done[0] == "False"
    assert done[1].split() == sorted(done[1].split())
    assert {"reindex", "check", "serve", "alerts"} <= set(done[1].split())
