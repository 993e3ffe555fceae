"""What can a reader choose to compare over time? Searches, or values of a facet from a menu."""

from dataclasses import replace
from typing import NamedTuple

from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.syntax import without_field
from search_app.web import labels
from search_app.web.facets import ordered_counts
from search_app.web.links import Link, QueryUrl

# With the names under which they are asked for in a text.
FIELDS = {
    FacetField.PARTY: "groupe",
    FacetField.MINISTRY: "ministere",
    FacetField.TOPIC: "rubrique",
    FacetField.TYPE: "type",
    FacetField.LEGISLATURE: "legislature",
}
VALUES_MAX = 40


class Choice(NamedTuple):
    """One value of the menu. total: how many documents have it. selected: it is compared."""

    value: str
    label: str
    total: str
    selected: bool


def ways(query: Query, field: FacetField | None, trends_url: QueryUrl) -> tuple[Link, ...]:
    """Return links to what can be compared; field: the facet that is, None for searches.

    query: what the series have in common; those of a facet are asked for without what its text asks
    of the same facet. trends_url: gives the address of the trend of a query.
    """
    common = replace(query.without(field) if field else query, page=1)

    def url(one: FacetField, name: str) -> str:
        base = trends_url(replace(common, text=without_field(common.text, name)))
        return f"{base}{'&' if '?' in base else '?'}compare={one.parameter}"

    return (
        Link(label="Recherches", url=trends_url(common), current=field is None),
        *(
            Link(label=one.words.titles, url=url(one, name), current=one is field)
            for one, name in FIELDS.items()
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
