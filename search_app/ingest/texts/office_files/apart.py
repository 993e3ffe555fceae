"""How is a file read by a library that may hang, swell or crash? In a process of its own."""

import json
import math
import subprocess
import sys
from pathlib import Path
from signal import SIGKILL, SIGXCPU
from typing import Any

from search_app.ingest.printable import printable_line
from search_app.model.errors import RecordError

_HERE = Path(__file__).parent
_SECONDS, _SECONDS_PER_MB, _SECONDS_MAX = 4, 5, 60
_MEMORY_MAX_BYTES = 450_000_000
_OUT_OF_TIME = (-SIGXCPU, -SIGKILL)


def read_apart(reader: str, data: bytes, path: str) -> dict[str, Any]:
    """Return what `read` of a module beside this one finds in a file.

    It may take 4 s of processor time and 5 s more for each megabyte, 60 s at most, and 450 MB of
    memory. Raises RecordError "size" beyond that, "format" for a file that breaks the library, and
    whatever the module refuses.
    """
    seconds = min(math.ceil(_SECONDS + _SECONDS_PER_MB * len(data) / 1e6), _SECONDS_MAX)
    program = (sys.executable, "-P", str(_HERE / "child.py"), str(_HERE / f"{reader}.py"))
    done = subprocess.run(
        (*program, str(seconds), str(_MEMORY_MAX_BYTES)),
        input=data,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode in _OUT_OF_TIME:
        raise RecordError(path, 1, "size", f"needs more than {seconds} s to be read")
    if done.returncode:
        raise RecordError(path, 1, "format", "broken file: the library that reads it crashed")
    found: dict[str, Any] = json.loads(done.stdout)
    if refused := found.get("refused"):
        code, detail = refused
        raise RecordError(path, 1, code, printable_line(detail))
    return found
