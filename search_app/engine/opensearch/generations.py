"""Which generations does the cluster hold, and which one answers?

    <name>-<id>          the documents of a generation; its mapping's `_meta` says what it is
    <name>-<id>-aside    its words, and its files: the ledger, the names, the notes
    <name>               an alias of the documents of the current generation, moved in one step
    <name>-writer        who builds at the moment (`writer_lock`)

An index of documents without `_meta` was never published: the next build removes it.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from opensearchpy.exceptions import NotFoundError
from pydantic import TypeAdapter, ValidationError

from search_app.engine.embedded.matching.execute import OutOfTimeError
from search_app.engine.opensearch.cluster import Cluster
from search_app.engine.opensearch.writer_lock import exclusive
from search_app.model.errors import (
    EngineUnavailableError,
    IndexDamagedError,
    IndexMissingError,
    NoEarlierGenerationError,
)
from search_app.model.results import Generation

# Seconds within which the cluster makes, moves or removes an index, even when it is busy.
CHANGE_TIMEOUT_S = 60.0
# A node is waited for longer than in a search: to make an index takes seconds.
_TRY_S = 20.0
_ID = r"[0-9]{6,}-[0-9a-f]{4}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is known of a published generation.

    population: how many documents it has. means: how many words they have in each field.
    sequence: the number of the document added last.
    """

    generation: Generation
    population: int
    means: dict[str, float] = field(default_factory=dict)
    sequence: int = 0


_MANIFEST_JSON = TypeAdapter(Manifest)


def documents_index(name: str, generation_id: str) -> str:
    return f"{name}-{generation_id}"


def aside_index(name: str, generation_id: str) -> str:
    return f"{name}-{generation_id}-aside"


def asked(cluster: Cluster, method: str, path: str, body: object = None, **params: object) -> Any:
    """Ask for what an operator waits for. Raises EngineUnavailableError and NotFoundError."""
    try:
        return cluster.ask(
            method, path, body, timeout_s=CHANGE_TIMEOUT_S, try_s=_TRY_S, params=params
        )
    except OutOfTimeError as error:
        detail = f"no answer in {CHANGE_TIMEOUT_S:g} s to {method} {path.partition('?')[0]}"
        raise EngineUnavailableError(path=cluster.shown, detail=detail) from error


def current_id(cluster: Cluster, name: str) -> str:
    """Return the id of the generation that answers.

    Raises IndexMissingError, IndexDamagedError when the alias does not lead to one generation, and
    EngineUnavailableError.
    """
    try:
        found = list(asked(cluster, "GET", f"/_alias/{name}"))
    except NotFoundError as error:
        raise IndexMissingError(path=cluster.shown, detail=name) from error
    ids = [match[1] for index in found if (match := _of(name).fullmatch(index))]
    if len(found) != 1 or not ids:
        detail = f"the alias {name} leads to {', '.join(sorted(found))}"
        raise IndexDamagedError(path=cluster.shown, detail=detail)
    return ids[0]


def new_id(cluster: Cluster, name: str) -> str:
    """Return an id that sorts after those of all generations there, such as `000042-1f3a`."""
    last = max((int(found.partition("-")[0]) for found in all_ids(cluster, name)), default=0)
    return f"{last + 1:06}-{secrets.token_hex(2)}"


def all_ids(cluster: Cluster, name: str) -> list[str]:
    """Return the ids of all generations, those that were never published included, ascending."""
    listed = asked(cluster, "GET", f"/{name}-*", expand_wildcards="open", flat_settings="true")
    pattern = re.compile(rf"{re.escape(name)}-({_ID})(?:-aside)?")
    return sorted({match[1] for index in listed if (match := pattern.fullmatch(index))})


def read_manifest(cluster: Cluster, name: str, generation_id: str) -> Manifest | None:
    """Return what is known of a generation, None when it was never published."""
    index = documents_index(name, generation_id)
    try:
        answer = asked(cluster, "GET", f"/{index}/_mapping")
        meta = answer[index]["mappings"].get("_meta", {})
        return _MANIFEST_JSON.validate_json(meta["manifest"]) if meta else None
    except (NotFoundError, KeyError, ValidationError) as error:
        if isinstance(error, NotFoundError):
            return None
        raise IndexDamagedError(path=index, detail="its mapping is not of this program") from error


def write_manifest(cluster: Cluster, name: str, manifest: Manifest) -> None:
    """Say in the mapping of a generation what it is, which makes it a published one."""
    index = documents_index(name, manifest.generation.id)
    meta = {"_meta": {"manifest": _MANIFEST_JSON.dump_json(manifest).decode()}}
    asked(cluster, "PUT", f"/{index}/_mapping", meta)


def make_current(cluster: Cluster, name: str, generation_id: str) -> None:
    """Let the alias lead to a generation, in one step."""
    actions: list[dict[str, Any]] = [
        {"remove": {"index": f"{name}-*", "alias": name, "must_exist": False}},
        {"add": {"index": documents_index(name, generation_id), "alias": name}},
    ]
    asked(cluster, "POST", "/_aliases", {"actions": actions})


def remove_indexes(cluster: Cluster, name: str, generation_ids: Sequence[str]) -> None:
    for generation_id in generation_ids:
        for index in (documents_index(name, generation_id), aside_index(name, generation_id)):
            asked(cluster, "DELETE", f"/{index}", ignore_unavailable="true")


def remove_all(cluster: Cluster, name: str) -> None:
    """Remove everything of a name."""
    remove_indexes(cluster, name, all_ids(cluster, name))
    asked(cluster, "DELETE", f"/{name}-writer", ignore_unavailable="true")


def id_before(cluster: Cluster, name: str, generation_id: str) -> str:
    """Return the id of the newest published generation older than this one; "" when none is."""
    older = [one for one in all_ids(cluster, name) if one < generation_id]
    return next((i for i in reversed(older) if read_manifest(cluster, name, i)), "")


def discard_leftovers(cluster: Cluster, name: str) -> None:
    """Remove what builds left that were killed, and what is older than the one before the current.

    Only a writer may call it.
    """
    try:
        current = current_id(cluster, name)
    except (IndexMissingError, IndexDamagedError):
        current = ""
    kept = id_before(cluster, name, current) if current else ""
    for one in all_ids(cluster, name):
        is_left = read_manifest(cluster, name, one) is None
        if one != current and (is_left or one < kept):
            remove_indexes(cluster, name, [one])


class OpenSearchGenerations:
    """The published generations of one name, for the operator."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self._cluster = cluster
        self._name = name

    def current(self) -> Generation:
        current = current_id(self._cluster, self._name)
        manifest = read_manifest(self._cluster, self._name, current)
        if manifest is None:
            raise IndexDamagedError(path=current, detail="it was never published")
        return manifest.generation

    def published(self) -> tuple[Generation, ...]:
        found = (
            read_manifest(self._cluster, self._name, one)
            for one in reversed(all_ids(self._cluster, self._name))
        )
        return tuple(manifest.generation for manifest in found if manifest)

    def rollback(self) -> Generation:
        with exclusive(self._cluster, self._name):
            current = current_id(self._cluster, self._name)
            older = [generation for generation in self.published() if generation.id < current]
            if not older:
                detail = f"there is no generation before {current}"
                raise NoEarlierGenerationError(path=self._name, detail=detail)
            make_current(self._cluster, self._name, older[0].id)
            return older[0]

    def prune(self) -> tuple[str, ...]:
        with exclusive(self._cluster, self._name):
            current = current_id(self._cluster, self._name)
            removed = [one for one in all_ids(self._cluster, self._name) if one != current]
            remove_indexes(self._cluster, self._name, removed)
            return tuple(removed)


def _of(name: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(name)}-({_ID})")
