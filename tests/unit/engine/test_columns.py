"""A numeric column added in its one place is written, merged, verified and read back."""

import json
import os
import subprocess
import sys
from pathlib import Path

from declaring import copy_declaring
from places import PROJECT
from search_app.model.column import NumericColumn

DECLARED = """
    ANSWER_LENGTH = Column(
        key="answer_length",
        number_of=lambda d: len(d.answer),
        highest={highest},
    )
"""
# The second generation drops a document of the first and merges what is left with its own.
PROGRAM = """
import json
from pathlib import Path

from making import question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.generation import OpenGeneration
from search_app.model.column import NumericColumn

folder = Path("index")
for numbers, gone in ((range(1, 4), ()), (range(4, 8), (2,))):
    with EmbeddedBuilder(folder, full=False) as builder:
        for number in gone:
            builder.remove(question(number).id)
        for number in numbers:
            builder.add(question(number, "texte", answer="a" * (10 * number - 10)))
        published = builder.publish(corpus_digest="", rejected=0, ledger=b"")
snapshot = OpenGeneration(folder / "generations" / published.id, published).snapshot
columns = snapshot.columns.numbers
print(len(snapshot.segments), json.dumps({c.key: columns[c].tolist() for c in NumericColumn}))
"""


def run_declaring(tree: Path, *, highest: int) -> subprocess.CompletedProcess[str]:
    """Run PROGRAM on a copy in which the column is declared."""
    members = DECLARED.format(highest=highest)
    copy_declaring(tree, "column.py", before="    DATE = Column(", members=members)
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "PYTHONPATH": f"{tree}{os.pathsep}{PROJECT / 'tests'}"},
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_column_is_written_merged_and_read_back(tmp_path: Path) -> None:
    done = run_declaring(tmp_path, highest=1000)
    assert done.returncode == 0, done.stderr
    segments, _, columns = done.stdout.partition(" ")
    assert segments == "1"
    found = json.loads(columns)
    assert found.pop("answer_length") == [0, 20, 30, 40, 50, 60]
    assert found == {column.key: [0] * 6 for column in NumericColumn}


def test_a_number_out_of_bounds_is_not_published(tmp_path: Path) -> None:
    done = run_declaring(tmp_path, highest=50)
    assert done.returncode != 0
    assert "column.answer_length is not between 0 and 50" in done.stderr
