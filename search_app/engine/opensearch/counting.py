"""How are facets, dates and totals asked of the cluster, and read from its answer?"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from search_app.engine.opensearch.dsl import Dsl
from search_app.engine.opensearch.fields import (
    DAY,
    GROUP,
    SHARED,
    cluster_term,
    facet_name,
    number_name,
)
from search_app.model.column import NumericColumn
from search_app.model.expr import DateRange
from search_app.model.facet import FacetField
from search_app.model.query import Filters, Query
from search_app.model.results import DateBucket, FacetCount

# The most values of a facet that are counted: more than the site or the interface shows.
VALUES_MAX = 20_000

_COPIES, _MATCHED, _SHOWN = "copies", "matched", "shown"
# Up to so many groups are counted exactly, the most that the cluster can.
_GROUPS_COUNTED = 40_000


def passing(query: Query, but: FacetField | None = None) -> list[Dsl]:
    """Return the conditions of a query's filters, those on the facet `but` left out."""
    conditions: list[Dsl] = []
    if query.ids:
        conditions.append({"terms": {"id": list(query.ids)}})
    if query.dates:
        conditions.append(_in(query.dates))
    conditions += [_has(field, values) for field, values in _others(query.filters, but)]
    unwanted = [_has(field, values) for field, values in _others(query.excluded, but)]
    if unwanted:
        conditions.append({"bool": {"must_not": unwanted}})
    return conditions


def all_of(conditions: list[Dsl]) -> Dsl:
    return {"bool": {"filter": conditions}} if conditions else {"match_all": {}}


def aggregations(query: Query) -> dict[str, Any]:
    """Return what is to be counted beside the hits."""
    shown = all_of(passing(query))
    chosen = {field for field, _ in (*query.filters, *query.excluded)}
    counted: dict[str, Any] = {
        facet_name(field): {
            "filter": all_of(passing(query, field)),
            "aggs": {"values": _values(field)},
        }
        for field in chosen
    }
    others = {facet_name(field): _values(field) for field in FacetField if field not in chosen}
    by_date = {
        "date_histogram": {
            "field": DAY,
            "calendar_interval": query.histogram.value,
            "min_doc_count": 1,
        }
    }
    undated = {"missing": {"field": DAY}}
    counted[_SHOWN] = {"filter": shown, "aggs": others | {"by_date": by_date, "undated": undated}}
    if query.folded:
        groups = {"cardinality": {"field": GROUP, "precision_threshold": _GROUPS_COUNTED}}
        copies = {"filter": {"term": {SHARED: True}}, "aggs": {"groups": groups}}
        counted[_SHOWN]["aggs"][_COPIES] = copies
    counted[_MATCHED] = {"filter": {"match_all": {}}}
    return counted


def matched_of(answer: Mapping[str, Any]) -> int:
    return int(answer["aggregations"][_MATCHED]["doc_count"])


def facets_of(answer: Mapping[str, Any], query: Query) -> dict[FacetField, tuple[FacetCount, ...]]:
    """Return the counts of each facet, as `Results.facets` has them."""
    found = answer["aggregations"]
    facets = {}
    for field in FacetField:
        name = facet_name(field)
        counted = found[name]["values"] if name in found else found[_SHOWN][name]
        chosen, unwanted = query.selected(field), query.unwanted(field)
        counts = {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}
        for value in (*chosen, *unwanted):
            counts.setdefault(value, 0)
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        facets[field] = tuple(FacetCount(value, n, value in chosen) for value, n in ordered)
    return facets


def folded_away_of(answer: Mapping[str, Any]) -> int:
    """Return how many hits are copies under another one; 0 when they are not folded."""
    copies = answer["aggregations"][_SHOWN].get(_COPIES)
    return int(copies["doc_count"] - copies["groups"]["value"]) if copies else 0


def histogram_of(answer: Mapping[str, Any]) -> tuple[tuple[DateBucket, ...], int]:
    """Return the buckets of the hits by date, and how many have none."""
    shown = answer["aggregations"][_SHOWN]
    buckets = (
        DateBucket(dt.date.fromisoformat(bucket["key_as_string"]), bucket["doc_count"])
        for bucket in shown["by_date"]["buckets"]
    )
    return tuple(buckets), int(shown["undated"]["doc_count"])


def _others(filters: Filters, but: FacetField | None) -> Filters:
    return tuple((field, values) for field, values in filters if field is not but)


def _has(field: FacetField, values: tuple[str, ...]) -> Dsl:
    return {"terms": {facet_name(field): list(map(cluster_term, values))}}


def _in(dates: DateRange) -> Dsl:
    bounds = {"gte": dates.first.toordinal() if dates.first else 1}
    if dates.last:
        bounds["lte"] = dates.last.toordinal()
    return {"range": {number_name(NumericColumn.DATE): bounds}}


def _values(field: FacetField) -> Dsl:
    order = [{"_count": "desc"}, {"_key": "asc"}]
    return {"terms": {"field": facet_name(field), "size": VALUES_MAX, "order": order}}
