"""Who may build? One writer at a time, on whatever machine: a document that only one can create.

The writer says again and again that it is there. One that has been silent for SILENT_S was killed,
and another may take its place. Clocks of the machines may differ by far less than that.
"""

import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from opensearchpy.exceptions import NotFoundError, TransportError

from search_app.engine.embedded.matching.execute import OutOfTimeError
from search_app.engine.opensearch.cluster import Answer, Cluster
from search_app.model.errors import EngineUnavailableError, IndexBusyError

SILENT_S = 120.0
_SAYS_SO_EACH_S = 20.0
_TIMEOUT_S = 30.0
_TRY_S = 10.0
_CONFLICT = 409


@contextmanager
def exclusive(cluster: Cluster, name: str) -> Iterator[None]:
    """Be the only writer. Raises IndexBusyError, which says who writes, where and since when."""
    index = f"{name}-writer"
    with suppress(EngineUnavailableError):  # it is there already
        settings = {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}}
        cluster.ask("PUT", f"/{index}", {"settings": settings}, timeout_s=_TIMEOUT_S, try_s=_TRY_S)
    token = secrets.token_hex(8)
    _take(cluster, index, token)
    ended = threading.Event()
    thread = threading.Thread(
        target=_keep_saying_so, args=(cluster, index, token, ended), daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        with suppress(NotFoundError, EngineUnavailableError, OutOfTimeError):
            if _holder(cluster, index).get("_source", {}).get("token") == token:
                cluster.ask("DELETE", f"/{index}/_doc/writer", timeout_s=_TIMEOUT_S, try_s=_TRY_S)


def _take(cluster: Cluster, index: str, token: str) -> None:
    held_by = f"process {os.getpid()} on {socket.gethostname()} since {_now_text()}"
    claim = {"token": token, "held_by": held_by, "seen": time.time()}
    if _written(cluster, index, claim, op_type="create"):
        return
    held = _holder(cluster, index)
    source = held.get("_source", {"token": "", "seen": 0.0, "held_by": "another process"})
    if source["token"] == token:  # the first of two tries was slow, and has done it
        return
    is_silent = time.time() - source["seen"] > SILENT_S
    if is_silent and _written(cluster, index, claim, **_unchanged_since(held)):
        return
    raise IndexBusyError(path=index.removesuffix("-writer"), detail=source["held_by"])


def _keep_saying_so(cluster: Cluster, index: str, token: str, ended: threading.Event) -> None:
    while not ended.wait(_SAYS_SO_EACH_S):
        with suppress(NotFoundError, EngineUnavailableError, OutOfTimeError):
            held = _holder(cluster, index)
            if held["_source"]["token"] != token:
                return
            seen = held["_source"] | {"seen": time.time()}
            _written(cluster, index, seen, **_unchanged_since(held))


def _holder(cluster: Cluster, index: str) -> Answer:
    try:
        return cluster.ask("GET", f"/{index}/_doc/writer", timeout_s=_TIMEOUT_S, try_s=_TRY_S)
    except NotFoundError:
        return {}


def _unchanged_since(held: Answer) -> dict[str, object]:
    return {"if_seq_no": held.get("_seq_no"), "if_primary_term": held.get("_primary_term")}


def _written(cluster: Cluster, index: str, claim: dict[str, object], **params: object) -> bool:
    """Write the document, unless somebody else has written it before."""
    try:
        cluster.ask(
            "PUT", f"/{index}/_doc/writer", claim, timeout_s=_TIMEOUT_S, try_s=_TRY_S, params=params
        )
    except EngineUnavailableError as error:
        cause = error.__cause__
        if isinstance(cause, TransportError) and cause.status_code == _CONFLICT:
            return False
        raise
    return True


def _now_text() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
