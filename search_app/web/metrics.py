"""What does Prometheus read? How many requests there were and their times, how old the index is.

The counts are of all workers together when PROMETHEUS_MULTIPROC_DIR names a folder, as the
configurations of gunicorn and uWSGI do; otherwise they are of this process.
"""

import os
import time
from collections.abc import Iterator

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from search_app.caches import new_uses
from search_app.model.results import Generation

METRICS_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5)

REQUESTS = Counter("search_app_requests", "Requests answered", ("route", "status"))
LATENCY = Histogram(
    "search_app_request_seconds",
    "Time from a request to its answer",
    ("route", "kind"),
    buckets=_SECONDS,
)
LIMITS_MET = Counter("search_app_limits_met", "Requests refused, by the limit met", ("limit",))
CACHE_USES = Counter(
    "search_app_cache_uses", "Values asked of a cache, which had them or not", ("cache", "outcome")
)
INCOMPLETE = Counter("search_app_incomplete_answers", "Answers with parts missing")


def count_cache_uses() -> None:
    """Count what was asked of the caches of this process since the call before."""
    for cache, uses in new_uses():
        CACHE_USES.labels(cache, "hit").inc(uses.hits)
        CACHE_USES.labels(cache, "miss").inc(uses.misses)


def exposition(generation: Generation) -> bytes:
    """Return all metrics in the text format of Prometheus. generation: the one that answers."""
    counted = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    of_generation = CollectorRegistry()
    of_generation.register(_OfGeneration(generation))
    return generate_latest(counted) + generate_latest(of_generation)


class _OfGeneration(Collector):
    """What can be told of a generation at the moment at which it is asked for."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation

    def collect(self) -> Iterator[Metric]:
        made = self._generation
        built = made.created.timestamp()
        for name, said, value in (
            ("built_timestamp_seconds", "When the generation was built", built),
            ("age_seconds", "Time since the generation was built", time.time() - built),
            ("documents", "Documents of the generation", made.documents),
            ("rejected_records", "Records that could not be read for it", made.rejected),
        ):
            yield GaugeMetricFamily(f"search_app_generation_{name}", said, value)
