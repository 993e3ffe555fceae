"""What is worked out from the program's own files, and kept as its bytecode is?

It lies beside the bytecode, where all processes find it. Where nothing may be written there, each
works it out for itself.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "__pycache__"


def kept(name: str) -> Any:
    """Return what is kept under a name, None when there is nothing."""
    try:
        return json.loads((FOLDER / name).read_bytes())
    except (OSError, ValueError):
        return None


def keep(name: str, value: Any) -> None:
    """Keep what JSON can hold under a name; other processes find it whole or not at all."""
    beside = FOLDER / f"{name}.{os.getpid()}"
    with suppress(OSError):
        FOLDER.mkdir(exist_ok=True)
        beside.write_text(json.dumps(value))
        beside.replace(FOLDER / name)
