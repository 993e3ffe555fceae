"""What the terminal shows when something is in the way: one clear line, and nothing that acts."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from endtoend.conftest import Program

ARTICLE = "Un titre d’article\n\nLe cloud souverain fait parler de lui, une phrase suffit.\n"
LINE_MAX = 1_100


@pytest.fixture
def app(tmp_path: Path, program: Callable[[Path], Program]) -> Program:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "article.txt").write_text(ARTICLE)
    return program(corpus)


def only_line(done: subprocess.CompletedProcess[str], status: int) -> str:
    assert done.returncode == status, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("search-app: ")
    assert len(line) <= LINE_MAX
    return line


def test_the_name_of_a_file_does_nothing_in_a_terminal(app: Program) -> None:
    name = "[red]a\x1b]0;title\x07\x1b[2J\u202e[bold].txt"
    shown = r"[red]a\x1b]0;title\x07\x1b[2J\u202e[bold].txt"
    (app.corpus / name).write_text("")
    done = app.run("reindex")
    assert done.returncode == 3
    assert f"rejected {shown}:1: the file is empty" in done.stderr
    (app.corpus / name).write_text(ARTICLE)
    checked = app.run("check")
    assert shown in checked.stdout
    gone = app.run("--corpus", str(app.corpus / name / "x"), "reindex")
    assert shown in only_line(gone, 1)
    for said in (done.stderr, checked.stdout, gone.stderr):
        assert not {"\x1b", "\x07", "\u202e"} & set(said)


def test_an_index_inside_the_corpus_is_refused_in_one_line(app: Program) -> None:
    inside = app.corpus / "index"
    line = only_line(app.run("--index", str(inside), "reindex"), 1)
    assert "inside the corpus" in line
    assert not inside.exists()


def test_what_is_passed_over_and_keys_that_are_not_read_are_told(app: Program) -> None:
    (app.corpus / "style.css").write_text("p {}")
    (app.corpus / "sous").mkdir()
    (app.corpus / "sous" / "README.md").write_text("# Un titre")
    (app.corpus / "a.md").write_text(f"---\ntags: [un]\n---\n{ARTICLE}")
    done = app.run("reindex")
    assert "Passed over as no documents: 1 .css, 1 .md." in " ".join(done.stderr.split())
    assert "not read: tags (1 files)" in done.stderr
    listed = app.run("reindex", "--verbose").stderr
    assert "passed over: sous/README.md\npassed over: style.css\n" in listed


def test_an_error_has_a_bounded_length(app: Program) -> None:
    app.environment["SEARCH_APP_PORT"] = "9" * 100_000
    assert "more characters)" in only_line(app.run("settings", "show"), 2)


def lines_of_people(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What a failed command says, beside the log, whose lines are JSON."""
    assert done.returncode == 1
    return [line for line in done.stderr.splitlines() if not line.startswith("{")]


def test_a_host_that_is_not_known_and_a_port_that_is_taken_are_named(app: Program) -> None:
    assert app.run("reindex").returncode == 0
    for host in ("nowhere.invalid", "a..b"):
        (line,) = lines_of_people(app.run("serve", "--host", host, "--port", "0"))
        assert repr(host) in line
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        (line,) = lines_of_people(app.run("serve", "--port", port))
    assert f"port {port}" in line
    assert "in use" in line


@pytest.mark.parametrize("command", ["reindex", "index rollback", "index prune"])
def test_an_index_that_cannot_be_written_is_named(app: Program, command: str) -> None:
    index = "/sys/kernel"  # nobody can make a file there, not even root
    if not Path(index).is_dir():
        pytest.skip("this system has no folder that is read-only for everyone")
    assert f"{index}/LOCK" in only_line(app.run("--index", index, *command.split()), 1)


def test_stray_files_among_the_generations_are_left_alone(app: Program) -> None:
    assert app.run("reindex").returncode == 0
    generations = app.index / "generations"
    strays = {"000000-beef", "999999-beef", "notes.txt", "000009-0000"}
    for name in strays - {"000009-0000"}:
        (generations / name).write_text("x")
    (generations / "000009-0000").symlink_to("nowhere")
    for text in ("second", "troisième"):
        (app.corpus / "article.txt").write_text(ARTICLE + text)
        assert app.run("reindex").returncode == 0
    for command in ("index list", "index rollback", "index prune", "check"):
        assert not app.run(*command.split()).stderr.count("Traceback")
    assert strays < {file.name for file in generations.iterdir()}
    assert len(list(generations.iterdir())) == len(strays) + 1


# What the installed command does.
ENTRY = "from search_app.cli.entry import main; main()"


@pytest.mark.parametrize("module", ["click", "numpy", "search_app.engine.port"])
def test_control_c_while_modules_are_imported(app: Program, module: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-c", ENTRY, "reindex"],
        env=app.environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stderr
        for line in run.stderr:
            if line.endswith(f" {module}\n"):
                break
        run.send_signal(signal.SIGINT)
        said = [line for line in run.stderr if not line.startswith("import time:")]
    assert (said, run.returncode) == (["Aborted!\n"], 1)


def test_control_c_of_which_a_library_makes_another_error(app: Program) -> None:
    stubborn = """
import os, signal, sys, types

def run():
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt as error:
        raise ValueError("cannot be serialized: KeyboardInterrupt") from error

sys.modules["search_app.cli.main"] = types.SimpleNamespace(main=run)
"""
    done = subprocess.run(
        [sys.executable, "-c", stubborn + ENTRY],
        env=app.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("Aborted!\n", 1)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_control_c_ends_a_reindex_in_one_line(app: Program, jobs: str) -> None:
    """While files are read, and while they are indexed, in this process and in others."""
    for number in range(1_000):
        (app.corpus / f"{number}.txt").write_text(f"{ARTICLE}Le numéro {number}. {'mot ' * 900}\n")
    app.environment["SEARCH_APP_WRITER_MEMORY_MB"] = "16"
    ended = 0
    for delay_s in (0.0, 1.0, 4.0):
        with subprocess.Popen(
            [sys.executable, "-c", ENTRY, "reindex", "--full", "--jobs", jobs],
            env=app.environment,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as run:
            while run.poll() is None and not (app.index / "LOCK.owner").exists():
                time.sleep(0.01)
            time.sleep(delay_s)
            if run.poll() is not None:
                break
            os.killpg(run.pid, signal.SIGINT)
            said = run.communicate(timeout=60)[1]
        if "Published" in said:  # It came as the process ended: nothing is left to abort.
            break
        assert (said.strip(), run.returncode) == ("Aborted!", 1)
        ended += 1
    assert ended > 1
    assert app.run("reindex").returncode == 0


def test_what_is_left_out_of_a_page_is_said(app: Program) -> None:
    comment = (
        "<p>Ce canal est bien plus large que celui de mon enfance, que l’on passait d’un saut.</p>"
    )
    text = "<p>La fanfare a joué devant le lavoir, et le maire a coupé un ruban.</p>"
    page = f"<html><body><main><h1>Le canal</h1>{text}</main><div id='comments'>{comment * 3}</div></body></html>"
    (app.corpus / "canal.html").write_text(page, encoding="utf-8")
    lines = app.run("reindex").stderr.splitlines()
    said = lines.index("left out beside menus: 3 paragraphs of 1 pages, most of:")
    assert lines[said + 1] == "  canal.html: 3"
