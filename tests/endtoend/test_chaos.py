"""A reindex that dies, or whose disk fails: a small run of `make chaos`, which tries every place."""

import os
import subprocess
import sys
from pathlib import Path

from places import PROJECT

# A pointer that is written in place names no generation for a moment.
BROKEN = """
import sys
from pathlib import Path

from search_app.engine.embedded.generations import folders
folders.replace_file = lambda path, text: path.write_text(text)

from chaos.faults import Fault
from chaos.reindex import Trial
trial = Trial(Path(sys.argv[1]), "incremental")
last = range(len(trial.calls) - 12, len(trial.calls) + 1)
print(sum(bool(trial.outcome(Fault.KILLED_AFTER, number).lost) for number in last))
"""


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: v for name, v in os.environ.items() if not name.startswith("SEARCH_APP_")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=kept,
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_fault_loses_a_document_or_makes_an_answer_wrong() -> None:
    done = python("-m", "chaos.reindex", "--every", "60")
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in done.stdout.splitlines()]
    figures = {what: (measured, held) for what, _, measured, held in rows[2:]}
    assert len(figures) == 3 * 7
    assert sum(int(what.split()[-2]) for what in figures) > 20
    assert {*figures.values()} == {("0 lost, 0 wrong, 0 unclean", "yes")}


def test_it_sees_an_index_that_is_lost(tmp_path: Path) -> None:
    done = python("-c", BROKEN, str(tmp_path / "trial"))
    assert int(done.stdout) > 0, done.stderr
