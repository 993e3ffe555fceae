"""Commands of `search-app` in forks of one process, which spares each the seconds of its imports."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from places import PROJECT


class Forks:
    """The process of `forked_command.py`."""

    def __init__(self) -> None:
        path = os.pathsep.join((str(PROJECT / "tests"), str(PROJECT)))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "endtoend.forked_command"],
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self._process.communicate)

    def run(
        self,
        arguments: tuple[str, ...],
        environment: dict[str, str],
        folder: Path,
        *,
        killed_at: tuple[str, str] | None = None,
        killed_after_s: float | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command until it ends or is killed: at a step, as in `killed_at.py`, or in time."""
        with tempfile.TemporaryDirectory() as files:
            output, errors = Path(files) / "output", Path(files) / "errors"
            request = {
                "arguments": arguments,
                "environment": environment,
                "folder": str(folder),
                "output": str(output),
                "errors": str(errors),
                "killed_at": killed_at,
                "killed_after_s": killed_after_s,
            }
            assert self._process.stdin
            assert self._process.stdout
            print(json.dumps(request), file=self._process.stdin, flush=True)
            status = int(self._process.stdout.readline())
            said = [file.read_text("utf-8") if file.exists() else "" for file in (output, errors)]
        return subprocess.CompletedProcess(arguments, status, *said)


@cache
def forks() -> Forks:
    """Return those of this process of the tests."""
    return Forks()
