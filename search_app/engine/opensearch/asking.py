"""What is asked for one search, within its time? The two indexes of a generation."""

import time
from collections.abc import Mapping
from typing import Any

from search_app.engine.opensearch.cluster import Answer, Cluster, is_whole
from search_app.model.errors import EngineUnavailableError


class Asking:
    """Asks the indexes of one generation until a deadline.

    deadline: a time of `time.monotonic()`. needs_all: whether an answer that a part is missing of,
    because no node that has it answered, is an EngineUnavailableError; else `is_partial` tells that
    there was one. Methods raise OutOfTimeError and EngineUnavailableError.
    """

    def __init__(
        self,
        cluster: Cluster,
        documents: str,
        aside: str,
        deadline: float,
        *,
        needs_all: bool = False,
    ) -> None:
        self._cluster = cluster
        self._documents = documents
        self._aside = aside
        self._needs_all = needs_all
        self.deadline = deadline
        self.is_partial = False

    def documents(self, body: Mapping[str, Any]) -> Answer:
        """Return the answer of the index of documents to the body of a search."""
        return self._search(self._documents, body)

    def aside(self, body: Mapping[str, Any]) -> Answer:
        """Return the answer of the index of words."""
        return self._search(self._aside, body)

    def read(self, ids: list[str]) -> Mapping[str, Mapping[str, Any]]:
        """Return the sources of those of some documents that are there, by id."""
        answer = self._cluster.ask(
            "POST", f"/{self._documents}/_mget", {"ids": ids}, timeout_s=self._left_s()
        )
        self._note(is_whole=not any("error" in one for one in answer["docs"]))
        return {one["_id"]: one for one in answer["docs"] if one.get("found")}

    def _search(self, index: str, body: Mapping[str, Any]) -> Answer:
        answer = self._cluster.search(index, body, timeout_s=self._left_s())
        self._note(is_whole=is_whole(answer))
        return answer

    def _note(self, *, is_whole: bool) -> None:
        if self._needs_all and not is_whole:
            detail = "a part of the index is in no node that answers"
            raise EngineUnavailableError(path=self._cluster.shown, detail=detail)
        self.is_partial |= not is_whole

    def _left_s(self) -> float:
        return max(self.deadline - time.monotonic(), 0.0)
