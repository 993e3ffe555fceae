"""What can a reader choose to compare over time? Searches, or values of a facet from a menu."""

from dataclasses import replace
from typing import NamedTuple

from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.web import labels
from search_app.web.facets import ordered_counts
from search_app.web.links import Link, QueryUrl

FIELDS = (
    FacetField.PARTY,
    FacetField.MINISTRY,
    FacetField.TOPIC,
    FacetField.TYPE,
    FacetField.LEGISLATURE,
)
VALUES_MAX = 40


class Choice(NamedTuple):
    """One value of the menu. total: how many documents have it. selected: it is compared."""

    value: str
    label: str
    total: str
    selected: bool


def ways(query: Query, field: FacetField | None, trends_url: QueryUrl) -> tuple[Link, ...]:
    """Return links to what can be compared; field: the facet that is, None for searches.

    query: what the series have in common. trends_url: gives the address of the trend of a query.
    """
    base = trends_url(replace(query.without(field) if field else query, page=1))
    join = "&" if "?" in base else "?"
    return (
        Link(label="Recherches", url=base, current=field is None),
        *(
            Link(
                label=one.words.titles,
                url=f"{base}{join}compare={one.parameter}",
                current=one is field,
            )
            for one in FIELDS
        ),
    )


def choices(results: Results, field: FacetField, chosen: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return the values to choose from: those chosen, and the most frequent others.

    results: of the search that the series have in common.
    """
    counts = [count for count in ordered_counts(results, field) if count.value != NO_VALUE]
    by_number = sorted(counts, key=lambda count: (count.value not in chosen, -count.count))
    listed = {count.value for count in by_number[: max(VALUES_MAX, len(chosen))]}
    return tuple(
        Choice(
            count.value,
            labels.facet_value(field, count.value),
            labels.number(count.count),
            count.value in chosen,
        )
        for count in counts
        if count.value in listed
    )
