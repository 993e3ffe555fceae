"""What is worked out from the program's own files, and kept as its bytecode is?

It lies beside the bytecode, where all processes find it. Where nothing may be written there, each
works it out for itself.
"""

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

FOLDER = Path(__file__).parent / "__pycache__"
Made = TypeVar("Made")


def kept(name: str) -> Any:
    """Return what is kept under a name, None when there is nothing."""
    try:
        return json.loads((FOLDER / name).read_bytes())
    except (OSError, ValueError):
        return None


def made(name: str, of: Sequence[str | bytes], make: Callable[[], Made]) -> Made:
    """Return what is kept under a name if it was made of the same; else make it, and keep it.

    of: all that decides what `make` returns, which must be the same when JSON gives it back: lists,
    not tuples.
    """
    digest = sha256(b"\0".join(part.encode() if isinstance(part, str) else part for part in of))
    found = kept(name)
    if not isinstance(found, dict) or found.get("made_of") != digest.hexdigest():
        found = {"made_of": digest.hexdigest(), "made": make()}
        keep(name, found)
    result: Made = found["made"]
    return result


def keep(name: str, value: Any) -> None:
    """Keep what JSON can hold under a name; other processes find it whole or not at all."""
    beside = FOLDER / f"{name}.{os.getpid()}"
    with suppress(OSError):
        FOLDER.mkdir(exist_ok=True)
        beside.write_text(json.dumps(value))
        beside.replace(FOLDER / name)
