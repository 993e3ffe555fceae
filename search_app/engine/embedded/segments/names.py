"""How are the names that documents give written down? As one JSON file beside the segments.

names.json      {"titles": {title: documents}, "acronyms": {acronym: {long name: documents}},
                 "compounds": {compound as written: documents}}
"""

import json
from pathlib import Path
from typing import Any

from search_app.engine.embedded.writing import naming
from search_app.model.errors import IndexDamagedError

NAMES_FILE = "names.json"


def write_names(folder: Path, names: dict[str, dict[str, Any]]) -> None:
    path = folder / NAMES_FILE
    with naming(path):
        path.write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")


def read_names(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what was written in a generation's folder. Raises IndexDamagedError."""
    try:
        found: dict[str, dict[str, Any]] = json.loads(
            (folder / NAMES_FILE).read_text(encoding="utf-8")
        )
    except (OSError, ValueError) as error:
        raise IndexDamagedError(path=str(folder), detail=f"{NAMES_FILE}: {error}") from error
    return found
