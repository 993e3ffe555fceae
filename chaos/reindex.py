"""Does an index survive a reindex that dies, or whose disk fails, at any call that changes it?

    python -m chaos.reindex [--every N]

A reindex is run once to find these calls. Then it is run again for each call and each fault, in a
process of its own that has the fault at that call. After each run the index is to answer as before
or as after the reindex, and the next reindex is to succeed and to leave nothing behind.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chaos.faults import Disk, Fault
from chaos.table import Row, printed
from search_app.cli.main import main as search_app
from search_app.code_digest import module_code
from search_app.engine.embedded.generation import OpenGeneration
from search_app.engine.embedded.generations import folders
from search_app.engine.embedded.generations.folders import current_id
from search_app.engine.embedded.generations.manifest import MANIFEST, read_manifest
from search_app.engine.embedded.reader import open_generation
from search_app.french import LEXICON
from search_app.model.errors import IndexMissingError
from search_app.model.expr import Expr, MatchAll, Word
from search_app.model.query import Query
from search_app.reindex import run as reindex_run

# Reading the program's own code takes half of the time of a short run: it is done once for all.
_module_code = cache(module_code)
vars(reindex_run)["module_code"] = _module_code
RUNS = {"first": ("reindex",), "incremental": ("reindex",), "full": ("reindex", "--full")}
DOCUMENTS = 10
WORDS = 150
HANGING_S = 120
QUERIES: tuple[Expr, ...] = (MatchAll(), Word("premier"), Word("second"), Word("rivière"))
IN_AN_INDEX = {"CURRENT", "LOCK", "generations", "rejects.jsonl"}

Answers = tuple[object, ...] | None
"""What all searches find, None when there is no index."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was seen after one fault; each is "" when all is well."""

    lost: str = ""
    wrong: str = ""
    unclean: str = ""


class Trial:
    """One kind of run, tried again and again on copies of one index.

    calls: the names of the calls that change the disk, in the order of a run without a fault.
    """

    def __init__(self, folder: Path, run: str) -> None:
        self._run = RUNS[run]
        self._corpus, self._base = folder / "corpus", folder / "base"
        self._index, self._said = folder / "index", folder / "said"
        self._corpus.mkdir(parents=True)
        self._base.mkdir()
        LEXICON.load()
        _module_code("search_app.ingest")
        for number in range(DOCUMENTS):
            self._write(number, "premier")
        if run != "first":
            for number in (DOCUMENTS, DOCUMENTS + 1):  # two generations, so that one is removed
                self._write(number, "premier")
                assert self._ended(self._base, ("reindex",)) == 0, self._said.read_text()
        self.old = answers(self._base)
        for number in range(3):
            self._write(number, "second")
        (self._corpus / f"{DOCUMENTS}.txt").unlink(missing_ok=True)
        self.calls = self._traced()
        self.new = answers(self._index)
        assert self.new not in (None, self.old)

    def outcome(self, fault: Fault, number: int) -> Outcome:
        self._copy()
        status = self._ended(self._index, self._run, Disk(fault, number))
        said = self._said.read_text(errors="replace")
        lost = wrong = ""
        try:
            found = answers(self._index)
        except Exception as error:  # noqa: BLE001 - whatever it is, the index does not open
            found, lost = None, repr(error)
        if not lost and found not in (self.old, self.new):
            lost, wrong = ("documents", "") if _ids(found) < _ids(self.old) else ("", "answers")
        if status == 0 and found != self.new:
            wrong = "called done"
        if status not in (0, 1, -signal.SIGKILL) or "Traceback" in said:
            wrong = f"status {status}: {said[-1000:]}"
        return Outcome(lost, wrong, self._next_run())

    def _next_run(self) -> str:
        status = self._ended(self._index, self._run)
        if status != 0:
            return f"status {status}: {self._said.read_text()[-1000:]}"
        if answers(self._index) != self.new:
            return "answers"
        current = folders.folder_of(self._index, current_id(self._index))
        generations = list(current.parent.iterdir())
        files = {file.name for file in current.iterdir() if not file.name.endswith("LOCK")}
        left = {file.name for file in self._index.iterdir()} - IN_AN_INDEX
        left |= files - {MANIFEST, *read_manifest(current).files}
        left |= {g.name for g in generations if not (g / MANIFEST).exists()}
        if left or len(generations) > 2:  # noqa: PLR2004 - the current one and the one before
            return f"left behind: {sorted(left)}, {len(generations)} generations"
        damaged = _opened(self._index).damaged()
        return f"damaged: {damaged}" if damaged else ""

    def _traced(self) -> list[str]:
        self._copy()
        listed = self._index.with_name("calls")
        disk = Disk()

        def keep() -> None:
            calls = "\n".join(disk.calls)
            listed.write_text(calls)

        assert self._ended(self._index, self._run, disk, at_end=keep) == 0, self._said.read_text()
        return listed.read_text().splitlines()

    def _copy(self) -> None:
        shutil.rmtree(self._index, ignore_errors=True)
        shutil.copytree(self._base, self._index)

    def _write(self, number: int, word: str) -> None:
        words = " ".join(f"mot{number * WORDS + place}" for place in range(WORDS))
        text = f"Le titre numéro {number}\n\nUne phrase sur la rivière et le {word}. {words}\n"
        (self._corpus / f"{number}.txt").write_text(text, encoding="utf-8")

    def _ended(
        self,
        index: Path,
        arguments: tuple[str, ...],
        disk: Disk | None = None,
        at_end: Callable[[], None] = lambda: None,
    ) -> int:
        """Run the command in a copy of this process; return its status, or minus its signal."""
        options = ("--corpus", str(self._corpus), "--index", str(index))
        child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        status = 1
        try:
            signal.alarm(HANGING_S)
            with self._said.open("wb", buffering=0) as said:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
            sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
            sys.argv = ["search-app", *options, *arguments]
            if disk:
                disk.watch()
            search_app()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        except BaseException:  # noqa: BLE001 - what the interpreter would print
            traceback.print_exc()
        finally:
            at_end()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)


def answers(index: Path) -> Answers:
    """Return what some searches find in an index: ids in their order, passages, facets."""
    try:
        opened = _opened(index)
    except IndexMissingError:
        return None
    found: list[object] = [tuple(sorted(opened.ids()))]
    for expr in QUERIES:
        results = opened.search(Query(expr=expr, page_size=50), HANGING_S)
        hits = [(hit.document, round(hit.score, 6), hit.snippets) for hit in results.hits]
        found.append((results.total, hits, results.facets, results.unfinished))
    return tuple(found)


def _opened(index: Path) -> OpenGeneration:
    return open_generation(index, current_id(index))


def _ids(found: Answers) -> set[object]:
    return set(found[0]) if found else set()  # type: ignore[call-overload]


def outcomes(trial: Trial, fault: Fault, every: int) -> Iterator[tuple[int, Outcome]]:
    """Yield the number of each call that is tried, and what became of it.

    Each fault begins at another call, so that together they try more places when `every` is large.
    """
    first = 1 + list(Fault).index(fault) % every
    for number in range(first, len(trial.calls) + 1, every):
        if fault is not Fault.SHORT or trial.calls[number - 1] == "write":
            yield number, trial.outcome(fault, number)


def _rows(every: int) -> Iterator[Row]:
    """Yield a row for each run and fault; each outcome that is not well goes to standard error."""
    for run in RUNS:
        with tempfile.TemporaryDirectory() as folder:
            trial = Trial(Path(folder), run)
            for fault in Fault:
                seen: Counter[str] = Counter()
                for number, outcome in outcomes(trial, fault, every):
                    seen["places"] += 1
                    for what in ("lost", "wrong", "unclean"):
                        if said := getattr(outcome, what):
                            seen[what] += 1
                            call = f"{number}, {trial.calls[number - 1]}"
                            print(
                                f"{run}, {fault.value}, call {call}: {what}: {said}",
                                file=sys.stderr,
                            )
                yield Row(
                    f"{run} reindex, {fault.value}, at each of {seen['places']} calls",
                    "0 lost, 0 wrong, 0 next runs unclean",
                    f"{seen['lost']} lost, {seen['wrong']} wrong, {seen['unclean']} unclean",
                    not (seen["lost"] or seen["wrong"] or seen["unclean"]),
                )


def main() -> int:
    """Print the table, and return 0 when every outcome is well, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="try each Nth call only")
    return printed(_rows(parser.parse_args().every))


if __name__ == "__main__":
    sys.exit(main())
