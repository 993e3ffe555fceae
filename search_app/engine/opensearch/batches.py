"""How are documents and words sent? Many in one request, again when the cluster has too much to do.

Each is sent under an id of its own, so that one that was sent twice is there once.
"""

import json
import time
from collections.abc import Mapping
from typing import Any

from search_app.engine.embedded.matching.execute import OutOfTimeError
from search_app.engine.opensearch.cluster import Cluster
from search_app.model.errors import IndexWriteError

_BATCH_BYTES = 5_000_000
_BATCH_ITEMS = 2_000
_BATCH_TIMEOUT_S = 120.0
# A node that has not taken a batch in so many seconds is not waited for, and another one is asked.
_BATCH_TRY_S = 20.0
_PAUSE_MAX_S = 8.0
_BUSY = (429, 503)

Action = tuple[str, str]
"""The line that says what to do with an item, and the line of the item, "" for none."""


class Batches:
    """Collects what is to be written to `cluster`, and sends it when it is much."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._waiting: list[Action] = []
        self._bytes = 0

    def index(self, index: str, document_id: str, source: Mapping[str, Any]) -> None:
        self._add({"index": {"_index": index, "_id": document_id}}, source)

    def delete(self, index: str, document_id: str) -> None:
        self._add({"delete": {"_index": index, "_id": document_id}})

    def flush(self) -> None:
        """Send what waits. Raises IndexWriteError when the cluster does not take it."""
        waiting, self._waiting, self._bytes = self._waiting, [], 0
        deadline = time.monotonic() + _BATCH_TIMEOUT_S
        pause_s = 0.2
        while waiting:
            waiting = self._send(waiting, deadline)
            if waiting:
                if time.monotonic() + pause_s > deadline:
                    detail = f"the cluster had too much to do for {_BATCH_TIMEOUT_S:g} s"
                    raise IndexWriteError(path=self.cluster.shown, detail=detail)
                time.sleep(pause_s)
                pause_s = min(2 * pause_s, _PAUSE_MAX_S)

    def _add(self, action: Mapping[str, Any], source: Mapping[str, Any] | None = None) -> None:
        lines = json.dumps(action), "" if source is None else json.dumps(source, ensure_ascii=False)
        self._waiting.append(lines)
        self._bytes += len(lines[1])
        if self._bytes > _BATCH_BYTES or len(self._waiting) >= _BATCH_ITEMS:
            self.flush()

    def _send(self, actions: list[Action], deadline: float) -> list[Action]:
        """Send items; return those that the cluster had no time for."""
        body = "".join(f"{line}\n" for action in actions for line in action if line)
        left_s = deadline - time.monotonic()
        try:
            answer = self.cluster.ask("POST", "/_bulk", body, timeout_s=left_s, try_s=_BATCH_TRY_S)
        except OutOfTimeError as error:
            detail = f"a batch was not taken in {_BATCH_TIMEOUT_S:g} s"
            raise IndexWriteError(path=self.cluster.shown, detail=detail) from error
        again = []
        for action, item in zip(actions, answer["items"], strict=True):
            (done,) = item.values()
            if done["status"] in _BUSY and "flood" not in str(done.get("error", "")):
                again.append(action)
            elif done["status"] >= 300 and done.get("result") != "not_found":  # noqa: PLR2004
                refused = done.get("error", {})
                reason = f"{refused.get('type', '')}: {refused.get('reason', '')[:200]}"
                detail = f"{done['_id']}: {reason}"
                raise IndexWriteError(path=done["_index"], detail=detail)
        return again
