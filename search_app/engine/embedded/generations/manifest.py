"""Which files does a generation have, and are they what was written? Their sizes and checksums.

manifest.json is {"format", "generation", "files": {name: [size, crc32]}, "crc32"}; the last is the
checksum of the others.

Before a generation is opened, the checksum of its manifest, the size of each file that searches
read, and every byte of Whoosh's table of contents are verified. `damaged_files` reads every byte of
every file.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from search_app.engine.embedded.writing import naming
from search_app.model.errors import IndexDamagedError, IndexIncompatibleError
from search_app.model.results import Generation

MANIFEST = "manifest.json"
LEDGER = "ledger"
FORMAT = 2
_TABLE_OF_CONTENTS = ".toc"
_READ_BYTES = 1 << 20
_GENERATION_JSON = TypeAdapter(Generation)

FileSums = dict[str, tuple[int, int]]
"""By the name of a file, its size in bytes and the CRC-32 of its bytes."""


@dataclass(frozen=True, slots=True)
class Manifest:
    generation: Generation
    files: FileSums


def file_sums(folder: Path, known: Mapping[str, tuple[int, int]]) -> FileSums:
    """Return the sums of the files of a folder. known: those that need not be worked out again."""
    return {
        file.name: known.get(file.name) or (file.stat().st_size, _crc_of(file))
        for file in sorted(folder.iterdir())
        if file.name != MANIFEST and not file.name.endswith("LOCK")
    }


def write_manifest(folder: Path, manifest: Manifest) -> None:
    facts = {
        "format": FORMAT,
        "generation": json.loads(_GENERATION_JSON.dump_json(manifest.generation)),
        "files": manifest.files,
    }
    text = json.dumps(facts | {"crc32": _crc_of_facts(facts)}, indent=2)
    path = folder / MANIFEST
    with naming(path):
        path.write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a folder. Raises IndexDamagedError, IndexIncompatibleError."""
    path = folder / MANIFEST
    try:
        facts = json.loads(path.read_bytes())
        if not isinstance(facts, dict) or facts.get("format") != FORMAT:
            raise IndexIncompatibleError(path=str(folder), detail=f"{MANIFEST} of another version")
        if facts.pop("crc32", None) != _crc_of_facts(facts):
            raise IndexDamagedError(path=str(folder), detail=f"{MANIFEST} is damaged")
        generation = _GENERATION_JSON.validate_python(facts["generation"])
        files = {name: (size, crc) for name, (size, crc) in facts["files"].items()}
    except OSError as error:
        raise IndexDamagedError(path=str(folder), detail=_reason(MANIFEST, error)) from error
    except (ValueError, RecursionError) as error:
        raise IndexDamagedError(path=str(folder), detail=f"{MANIFEST} is damaged") from error
    return Manifest(generation, files)


def verify_files(folder: Path, files: FileSums) -> None:
    """Raise IndexDamagedError when a file is missing or of another size, or the table is damaged.

    The ledger is not looked at, for only the next build reads it.
    """
    for name, (size, crc) in files.items():
        if name == LEDGER:
            continue
        try:
            found = (folder / name).stat().st_size
            whole = not name.endswith(_TABLE_OF_CONTENTS) or _crc_of(folder / name) == crc
        except OSError as error:
            raise IndexDamagedError(path=str(folder), detail=_reason(name, error)) from error
        if found != size:
            detail = f"{name} has {found} bytes in place of {size}"
            raise IndexDamagedError(path=str(folder), detail=detail)
        if not whole:
            raise IndexDamagedError(path=str(folder), detail=f"{name} is damaged")
    for file in folder.glob(f"*{_TABLE_OF_CONTENTS}"):
        if file.name not in files:
            detail = f"{file.name} does not belong there"
            raise IndexDamagedError(path=str(folder), detail=detail)


def damaged_files(folder: Path, files: FileSums) -> list[str]:
    """Read every byte; return the names of the files that are not what was written."""
    return [name for name, (_, crc) in files.items() if _crc_or_none(folder / name) != crc]


def _reason(name: str, error: OSError) -> str:
    is_missing = isinstance(error, FileNotFoundError)
    return f"{name} is missing" if is_missing else f"{name} cannot be read: {error.strerror}"


def _crc_or_none(path: Path) -> int | None:
    try:
        return _crc_of(path)
    except OSError:
        return None


def _crc_of(path: Path) -> int:
    crc = 0
    with path.open("rb", buffering=0) as file:
        while part := file.read(_READ_BYTES):
            crc = zlib.crc32(part, crc)
    return crc


def _crc_of_facts(facts: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(facts, sort_keys=True).encode())
