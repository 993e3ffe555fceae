"""How does the index of words get what a build counted? Added to what it has of each term.

What is sent is the sum, so that a batch that is sent twice counts nothing twice.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from search_app.engine.opensearch.batches import Batches
from search_app.engine.opensearch.cluster import Cluster
from search_app.engine.opensearch.generations import asked
from search_app.engine.opensearch.words import TermCounts, entry_id, entry_source

# Terms of which one request tells what is known.
_TERMS_READ = 2_000


def send_counts(counts: TermCounts, batches: Batches, index: str, *, is_empty: bool) -> None:
    """Add what was counted of each term to an index of words, in batches.

    batches: where what is sent waits. is_empty: whether nothing was sent to the index before.
    """
    batches.flush()
    entries = counts.entries()
    while some := list(islice(entries, _TERMS_READ)):
        ids = [entry_id(entry.kind, entry.term) for entry in some]
        held = {} if is_empty else _counts_held(batches.cluster, index, ids)
        for one, entry in zip(ids, some, strict=True):
            total = Counter(entry.counts) + Counter(held.get(one, {}))
            batches.index(index, one, entry_source(entry.kind, entry.term, total))


def _counts_held(cluster: Cluster, index: str, ids: Sequence[str]) -> dict[str, Mapping[str, int]]:
    """Return what the index has counted, by the ids of those terms that are there."""
    read = asked(cluster, "POST", f"/{index}/_mget", {"ids": ids})
    return {one["_id"]: one["_source"]["counts"] for one in read["docs"] if one.get("found")}
