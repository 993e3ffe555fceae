"""How are the two indexes of a new generation made, and verified before they are published?"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from search_app.engine.embedded.schema import STEMMED_OF, STRICT_NAMES
from search_app.engine.opensearch.aside import file_mapping
from search_app.engine.opensearch.cluster import Cluster, total_of
from search_app.engine.opensearch.fields import DOCUMENT, index_settings, length_name, mapping
from search_app.engine.opensearch.generations import (
    Manifest,
    aside_index,
    asked,
    documents_index,
)
from search_app.engine.opensearch.reading import all_ids_of
from search_app.engine.opensearch.words import words_mapping
from search_app.model.errors import VerificationError
from search_app.model.results import Generation

# About how many documents are read again before a generation is published.
PROBES = 100
# Seconds for which a build waits for the copies of its indexes before it goes on without them.
_COPIES_TIMEOUT_S = 15.0
_FIELDS = (*STRICT_NAMES, *STEMMED_OF.values())


def make_empty(
    cluster: Cluster, name: str, generation_id: str, *, shards: int, replicas: int
) -> None:
    """Make the indexes of a generation that is built from nothing."""
    settings = index_settings(shards, replicas)
    ready = _once_copied(cluster, replicas)
    body = {"settings": settings, "mappings": mapping()}
    asked(cluster, "PUT", f"/{documents_index(name, generation_id)}", body, **ready)
    words = words_mapping()
    words["properties"] |= file_mapping()
    one_shard = {"index": settings["index"] | {"number_of_shards": 1}}
    body = {"settings": one_shard, "mappings": words}
    asked(cluster, "PUT", f"/{aside_index(name, generation_id)}", body, **ready)


def make_copy(cluster: Cluster, name: str, base: str, generation_id: str, replicas: int) -> None:
    """Make the indexes of a generation that is built upon another one, of hard links to its files.

    base: the id of that one.
    """
    writable = {"index.blocks.write": None, "index.number_of_replicas": replicas}
    documents = documents_index(name, generation_id)
    ready = _once_copied(cluster, replicas)
    for source, target in (
        (documents_index(name, base), documents),
        (aside_index(name, base), aside_index(name, generation_id)),
    ):
        asked(cluster, "PUT", f"/{source}/_clone/{target}", {"settings": writable}, **ready)
    not_published: dict[str, Any] = {"_meta": {}}
    asked(cluster, "PUT", f"/{documents}/_mapping", not_published)


def _once_copied(cluster: Cluster, replicas: int) -> Mapping[str, object]:
    """Return what makes the cluster wait, for a while, until other nodes have the copies.

    What only one node has is lost with it, and the build with what is lost. More copies than the
    nodes that are there can take are not waited for.
    """
    health = asked(cluster, "GET", "/_cluster/health")
    copies = min(replicas + 1, health["number_of_data_nodes"])
    return {"wait_for_active_shards": copies, "timeout": f"{_COPIES_TIMEOUT_S:g}s"}


def verify(cluster: Cluster, index: str, ids: AbstractSet[str]) -> None:
    """Compare the ids of an index with those put in, and read some documents.

    Raises VerificationError.
    """
    found = all_ids_of(cluster, index)
    if found != ids:
        detail = f"{len(ids)} documents put in, {len(found)} found"
        raise VerificationError(path=index, detail=detail)
    probes = sorted(ids)[:: len(ids) // PROBES + 1]
    if not probes:
        return
    read = asked(cluster, "POST", f"/{index}/_mget", {"ids": probes})
    lost = [one["_id"] for one in read["docs"] if not one.get("_source", {}).get(DOCUMENT)]
    if lost:
        detail = f"{len(lost)} of {len(probes)} documents cannot be found, {lost[0]} first"
        raise VerificationError(path=index, detail=detail)


def manifest_of(cluster: Cluster, index: str, generation: Generation, sequence: int) -> Manifest:
    """Return what is to be known of a generation. sequence: of the document added last."""
    sums = {name: {"sum": {"field": length_name(name)}} for name in _FIELDS}
    body = {"size": 0, "track_total_hits": True, "aggs": sums}
    answer = asked(cluster, "POST", f"/{index}/_search", body)
    population = total_of(answer)
    means = {n: answer["aggregations"][n]["value"] / max(population, 1) for n in _FIELDS}
    return Manifest(generation=generation, population=population, means=means, sequence=sequence)
