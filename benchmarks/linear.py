"""Does the time of reading grow no faster than the file? Each reader, and the analysis of its text.

Each kind of hostile file is read at a size, at twice and at four times this size. A reading in
linear time doubles its time with the size; one in quadratic time takes four times as long.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from chaos.hostile_files import KINDS, Files
from reading import read_corpus
from search_app.french import LEXICON, acronyms, analyze, hyphenated
from search_app.ingest import Limits
from search_app.model.document import Document

_STEPS = 3
# Shorter times say more of the machine than of the reader.
_SECONDS_THAT_TELL = 0.2


def seconds(files: Files) -> float:
    """Return the processor time of reading a corpus and of analysing its texts."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        started = time.process_time()
        for found in read_corpus(Path(folder), limits=Limits()):
            if isinstance(found, Document):
                for text in (found.title, found.text, found.answer):
                    analyze(text)
                    list(hyphenated(text))
                    list(acronyms(text))
        return time.process_time() - started


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bytes", type=int, default=250_000, help="Size of the smallest file")
    parser.add_argument("--only", default="", help="Only kinds whose name holds this text")
    chosen = parser.parse_args(arguments)
    LEXICON.load()
    sizes = [chosen.bytes << step for step in range(_STEPS)]
    print(_row("kind", *(f"s, {size} bytes" for size in sizes), "last ratio"))
    print(_row(*["---"] * (_STEPS + 2)))
    for kind, make in KINDS.items():
        if chosen.only in kind:
            times = [seconds(make(size)) for size in sizes]
            is_told = times[-1] >= _SECONDS_THAT_TELL
            ratio = f"{times[-1] / times[-2]:.1f}" if is_told else "–"
            print(_row(kind, *(f"{one:.2f}" for one in times), ratio), flush=True)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
