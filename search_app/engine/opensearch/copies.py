"""Which documents of an index are copies of each other? Told to each before it is published.

The engine folds by one value, the group; a group is a chain of keys that documents have in common.
Only documents that share a key are read, and only those whose group has changed are sent again.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from search_app.engine.embedded.schema import COPY_KEYS, DOCUMENT_JSON, indexed
from search_app.engine.opensearch.batches import Batches
from search_app.engine.opensearch.cluster import Cluster
from search_app.engine.opensearch.fields import GROUP, SEQUENCE, SHARED, Terms, sent
from search_app.engine.opensearch.generations import asked
from search_app.engine.opensearch.reading import (
    DOCUMENTS_PER_SLICE,
    VALUES_PER_SLICE,
    Ask,
    document_of,
    in_order,
    patient_search,
    slices,
    values_of,
)
from search_app.model.copy_groups import CopyGroups

_KEYS_PER_SEARCH = 5_000


def tell_groups(cluster: Cluster, index: str, terms: Terms) -> None:
    """Write to each document of an index, refreshed before, which group it is in."""
    ask = patient_search(cluster, index)
    groups = CopyGroups()
    written: dict[str, str] = {}
    for hit in _with_shared_keys(ask):
        values = hit["fields"]
        keys = [f"{key} {value}" for key in COPY_KEYS for value in values.get(key, ())]
        groups.add(hit["_id"], values[SEQUENCE][0], keys)
        written[hit["_id"]] = values[GROUP][0] if values[SHARED][0] else ""
    shared = groups.firsts()
    alone = {"query": {"term": {SHARED: True}}, "sort": in_order(), "_source": False}
    no_longer = [h["_id"] for hits in slices(alone, VALUES_PER_SLICE, ask) for h in hits]
    changed = [one for one, first in shared.items() if written[one] != first]
    changed += [one for one in no_longer if one not in shared]
    batches = Batches(cluster)
    for start in range(0, len(changed), DOCUMENTS_PER_SLICE):
        ids = changed[start : start + DOCUMENTS_PER_SLICE]
        body = {
            "size": len(ids),
            "query": {"terms": {"id": ids}},
            "docvalue_fields": [SEQUENCE],
        }
        for hit in ask(body)["hits"]["hits"]:
            document = indexed(DOCUMENT_JSON.validate_json(document_of(hit)))
            sequence = hit["fields"][SEQUENCE][0]
            made = sent(document, sequence, terms, shared.get(hit["_id"]))
            batches.index(index, hit["_id"], made.source)
    batches.flush()
    asked(cluster, "POST", f"/{index}/_refresh")


def _with_shared_keys(ask: Ask) -> Iterator[Mapping[str, Any]]:
    """Yield the documents that have a key that another one has, maybe several times."""
    for key in COPY_KEYS:
        keys = [value for value, documents in values_of(key, ask) if documents > 1]
        for start in range(0, len(keys), _KEYS_PER_SEARCH):
            body = {
                "query": {"terms": {key: keys[start : start + _KEYS_PER_SEARCH]}},
                "sort": in_order(),
                "_source": False,
                "docvalue_fields": [*COPY_KEYS, SEQUENCE, GROUP, SHARED],
            }
            for hits in slices(body, VALUES_PER_SLICE, ask):
                yield from hits
