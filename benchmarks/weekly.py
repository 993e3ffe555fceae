"""How much does the weekly update of a large corpus cost, beside building it?

    python -m benchmarks.weekly --data ../shared [--questions N]

The real questions of `--data` are given new numbers until there are N, in one zip as is published.
The index is built; then the zip is written anew with a hundredth of the questions changed, and the
index is brought up to date; then once more with nothing changed but the zip itself.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.official import real_questions, renumbered, write_files

CHANGED_OF = 100
_COMMAND = "from search_app.cli.entry import main; main()"


def reindexed(corpus: Path, index: Path) -> float:
    """Bring an index up to date and return the seconds that the command took."""
    folders = ("--corpus", str(corpus), "--index", str(index))
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, *folders, "reindex"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    return time.monotonic() - started


def write(path: Path, questions: Sequence[dict[str, Any]], count: int, word: str) -> None:
    """Write a zip in which every hundredth question has a word in its topic."""
    changed = (
        question | {"indexationAN": {"rubrique": word}} if number % CHANGED_OF == 0 else question
        for number, question in enumerate(renumbered(questions, count))
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        write_files(packed, changed)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="Where the zips are")
    parser.add_argument("--questions", type=int, default=75_000, help="How many there are")
    chosen = parser.parse_args(arguments)
    questions = real_questions(chosen.data)
    print("| run | seconds | of the first |")
    print("|---|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = Path(folder) / "corpus", Path(folder) / "index"
        corpus.mkdir()
        first = 0.0
        for run, word in (("built", "sel"), ("a hundredth changed", "mer"), ("the same", "mer")):
            write(corpus / "questions.zip", questions, chosen.questions, word)
            seconds = reindexed(corpus, index)
            first = first or seconds
            print(f"| {run} | {seconds:.1f} | {100 * seconds / first:.1f} % |", flush=True)


if __name__ == "__main__":
    main()
