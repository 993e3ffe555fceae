"""Where are the files of a generation? In pieces, in the index beside its documents."""

import base64

from opensearchpy.exceptions import NotFoundError

from search_app.engine.opensearch.cluster import Cluster
from search_app.engine.opensearch.generations import asked

LEDGER, NAMES, NOTES = "ledger", "names", "notes"
# Below the 100 MB that a request may have, in base64.
_PIECE_BYTES = 8_000_000


def file_mapping() -> dict[str, object]:
    """Return the fields of a piece of a file. pieces: how many the file has."""
    return {"pieces": {"type": "integer", "index": False}, "data": {"type": "binary"}}


def write_file(cluster: Cluster, index: str, name: str, data: bytes) -> None:
    """Write a file in place of the one of that name."""
    starts = range(0, max(len(data), 1), _PIECE_BYTES)
    for number, start in enumerate(starts):
        piece = base64.b64encode(data[start : start + _PIECE_BYTES]).decode()
        source = {"kind": "file", "pieces": len(starts), "data": piece}
        asked(cluster, "PUT", _path(index, name, number), source)


def read_file(cluster: Cluster, index: str, name: str) -> bytes:
    """Return a file, b"" when there is none."""
    try:
        first = asked(cluster, "GET", _path(index, name, 0))["_source"]
    except NotFoundError:
        return b""
    others = (
        asked(cluster, "GET", _path(index, name, number))["_source"]
        for number in range(1, first["pieces"])
    )
    return b"".join(base64.b64decode(piece["data"]) for piece in (first, *others))


def _path(index: str, name: str, piece: int) -> str:
    return f"/{index}/_doc/file-{name}-{piece}"
