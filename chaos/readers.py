"""Does any file stop a reindex, or cost more time and memory than a file may?

Each kind of hostile corpus is read by the real command in a process of its own, with a good text
beside it, which must be published. `python -m chaos.readers` prints three rows of the table that
`make chaos` shows; each kind that failed goes to standard error.
"""

import argparse
import io
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chaos.hostile_files import KINDS, Files
from chaos.hostile_texts import PROSE
from chaos.table import Row, printed

# Each corpus may take 10 s of processor time, and 10 s more for each megabyte unpacked.
SECONDS, SECONDS_PER_MB = 10.0, 10.0
MEMORY_MAX_MB = 500
# Wall time after which a process is ended, as a multiple of the time that it may take.
_PATIENCE = 20.0
# So that no kind brings the machine down: what may be reserved, which is more than what is used.
_ADDRESSES_MAX_BYTES = 4_000_000_000
_PUBLISHED, _PUBLISHED_WITH_REJECTS = 0, 3
_MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one kind. seconds: of processor time. reason: why it crashed, or ""."""

    kind: str
    seconds: float
    seconds_max: float
    memory_mb: float
    reason: str

    @property
    def is_late(self) -> bool:
        return self.seconds > self.seconds_max

    @property
    def is_large(self) -> bool:
        return self.memory_mb > MEMORY_MAX_MB


def outcome(kind: str, size_bytes: int) -> Outcome:
    """Reindex a corpus of one kind, of about so many bytes."""
    files = KINDS[kind](size_bytes)
    seconds_max = SECONDS + SECONDS_PER_MB * _unpacked_bytes(files) / _MB
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for name, data in files.items():
            (corpus / name).write_bytes(data)
        (corpus / "bon.txt").write_text(f"Un avis attendu\n\n{PROSE}", encoding="utf-8")
        status, said, usage = _reindexed(corpus, Path(folder) / "index", seconds_max * _PATIENCE)
    return Outcome(
        kind=kind,
        seconds=usage.ru_utime + usage.ru_stime,
        seconds_max=seconds_max,
        memory_mb=usage.ru_maxrss * 1024 / _MB,
        reason=_crash(status, said),
    )


def _unpacked_bytes(files: Files) -> int:
    """Return the bytes of all files, and of what a zip among them says that it holds."""
    total = sum(map(len, files.values()))
    for data in files.values():
        if data.startswith(b"PK"):
            try:
                total += sum(e.file_size for e in zipfile.ZipFile(io.BytesIO(data)).infolist())
            except zipfile.BadZipFile:
                continue
    return total


def _reindexed(
    corpus: Path, index: Path, seconds_max: float
) -> tuple[int, str, resource.struct_rusage]:
    """Run the command; return its status, what it printed, and what it took."""
    settings = {"SEARCH_APP_CORPUS": str(corpus), "SEARCH_APP_INDEX": str(index)}
    with tempfile.TemporaryFile() as said:
        started = subprocess.Popen(
            [sys.executable, "-c", "from search_app.cli.main import main; main()", "reindex"],
            env={k: v for k, v in os.environ.items() if not k.startswith("SEARCH_APP_")} | settings,
            stdout=said,
            stderr=said,
        )
        resource.prlimit(started.pid, resource.RLIMIT_AS, (_ADDRESSES_MAX_BYTES,) * 2)
        end = threading.Timer(seconds_max, started.kill)
        end.start()
        _, waited, usage = os.wait4(started.pid, 0)
        end.cancel()
        started.returncode = os.waitstatus_to_exitcode(waited)
        said.seek(0)
        return started.returncode, said.read().decode(errors="replace"), usage


def _crash(status: int, said: str) -> str:
    published = re.search(r"Published \S+ (\d+) documents", said)
    if status not in {_PUBLISHED, _PUBLISHED_WITH_REJECTS} or "Traceback" in said or not published:
        return f"status {status}: {said.strip()[-200:]}"
    is_told = status == _PUBLISHED_WITH_REJECTS or int(published[1]) > 1
    return "" if is_told else "neither read nor reported"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bytes", type=int, default=1_000_000, help="Size of each corpus")
    parser.add_argument("--only", default="", help="Only kinds whose name holds this text")
    parser.add_argument("--each", action="store_true", help="Print the figures of each kind")
    chosen = parser.parse_args(arguments)
    outcomes = []
    for kind in KINDS:
        if chosen.only not in kind:
            continue
        found = outcome(kind, chosen.bytes)
        outcomes.append(found)
        if chosen.each:
            print(_line(found), file=sys.stderr, flush=True)
    for one in outcomes:
        if one.reason or one.is_late or one.is_large:
            print(_line(one), file=sys.stderr)
    return printed(_rows(outcomes, chosen.bytes))


def _rows(outcomes: list[Outcome], size_bytes: int) -> Iterator[Row]:
    what = f"{len(outcomes)} kinds of hostile corpora of {size_bytes} bytes"
    crashed, late, large = (
        sum(map(bool, flags))
        for flags in zip(*((o.reason, o.is_late, o.is_large) for o in outcomes), strict=True)
    )
    yield Row(f"{what}: read or reported", "all", f"{len(outcomes) - crashed}", crashed == 0)
    slowest = max(outcomes, key=lambda o: o.seconds / o.seconds_max)
    limit = f"{SECONDS:.0f} s, and {SECONDS_PER_MB:.0f} s more a megabyte unpacked"
    yield Row(f"{what}: time", limit, f"{late} over; nearest: {_line(slowest)}", late == 0)
    largest = max(outcomes, key=lambda o: o.memory_mb)
    limit = f"{MEMORY_MAX_MB} MB"
    yield Row(f"{what}: memory", limit, f"{large} over; most: {_line(largest)}", large == 0)


def _line(one: Outcome) -> str:
    figures = f"{one.seconds:.1f} s of {one.seconds_max:.0f}, {one.memory_mb:.0f} MB"
    return f"{one.kind}: {figures} {one.reason}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
