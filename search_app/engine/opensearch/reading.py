"""How are many documents read? In slices, one after the other, as far as somebody asks for them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from search_app.engine.opensearch.cluster import Answer, Cluster, hits_of
from search_app.engine.opensearch.fields import DOCUMENT, SEQUENCE
from search_app.engine.opensearch.generations import asked

# How many documents, and how many values of documents, one request brings.
DOCUMENTS_PER_SLICE = 200
VALUES_PER_SLICE = 10_000

Ask = Callable[[Mapping[str, Any]], Answer]


def slices(body: Mapping[str, Any], size: int, ask: Ask) -> Iterator[Sequence[dict[str, Any]]]:
    """Yield all hits of a search in its order, some at a time.

    body: with a sort that tells all documents apart. size: the most hits of a slice.
    """
    asked_for = {**body, "size": size}
    while found := hits_of(ask(asked_for)):
        yield found
        if len(found) < size:
            return
        asked_for["search_after"] = found[-1]["sort"]


def in_order(sequence: str = "asc") -> list[dict[str, str]]:
    """Return the order in which documents were added."""
    return [{SEQUENCE: sequence}]


def patient_search(cluster: Cluster, index: str) -> Ask:
    """Return what sends the body of a search to an index, for an operator who waits for it."""

    def ask(body: Mapping[str, Any]) -> Answer:
        found: Answer = asked(cluster, "POST", f"/{index}/_search", body)
        return found

    return ask


def all_ids_of(cluster: Cluster, index: str) -> set[str]:
    """Return the ids of all documents of an index."""
    body = {"query": {"match_all": {}}, "sort": in_order(), "_source": False}
    found = slices(body, VALUES_PER_SLICE, patient_search(cluster, index))
    return {hit["_id"] for hits in found for hit in hits}


def values_of(field: str, ask: Ask) -> Iterator[tuple[str, int]]:
    """Yield each value of a field with the number of documents that have it, some at a time."""
    after: dict[str, Any] = {}
    while True:
        sources = [{"value": {"terms": {"field": field}}}]
        composite = {"size": VALUES_PER_SLICE, "sources": sources} | after
        answer = ask({"size": 0, "aggs": {"values": {"composite": composite}}})
        found = answer["aggregations"]["values"]
        yield from ((one["key"]["value"], one["doc_count"]) for one in found["buckets"])
        if "after_key" not in found:
            return
        after = {"after": found["after_key"]}


def document_of(hit: Mapping[str, Any]) -> str:
    """Return the JSON of the document of a hit."""
    source: Mapping[str, str] = hit["_source"]
    return source[DOCUMENT]
