"""What do all trials find, in one table? `python -m chaos`, which ends with 1 when a row is over.

Each trial runs alone, in a process of its own. What they print meanwhile goes to standard error,
and the table of all rows to standard output at the end.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator

from chaos.table import HEAD, Row


def _rows(trial: str, *options: str) -> Iterator[str]:
    """Run a trial; yield its rows, and one more when it ends otherwise than its rows say."""
    held = True
    with subprocess.Popen(
        [sys.executable, "-m", trial, *options], stdout=subprocess.PIPE, text=True
    ) as running:
        for line in running.stdout or ():
            sys.stderr.write(line)
            if line.startswith("| ") and line.strip() not in HEAD:
                held = held and line.rstrip().endswith("| yes |")
                yield line.rstrip()
    if running.returncode != (0 if held else 1):
        yield str(Row(trial, "ends", f"status {running.returncode}", is_held=False))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="faults at each Nth call only")
    parser.add_argument("--bytes", type=int, default=1_000_000, help="of each hostile corpus")
    parser.add_argument("--requests", type=int, default=100_000, help="fuzzed, to each server")
    parser.add_argument("--seconds", type=float, default=600, help="of reindexes under load")
    parser.add_argument("--documents", type=int, default=5000, help="of the site under load")
    asked = parser.parse_args(arguments)
    rows = [
        *_rows("chaos.reindex", f"--every={asked.every}"),
        *_rows("chaos.readers", f"--bytes={asked.bytes}"),
        *_rows("chaos.site", f"--requests={asked.requests}"),
        *_rows("chaos.operation", f"--seconds={asked.seconds}", f"--documents={asked.documents}"),
    ]
    print(HEAD)
    print("\n".join(rows))
    return 0 if all(row.endswith("| yes |") for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
