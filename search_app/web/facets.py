"""What does a reader see of each facet? Its values with labels, counts, bars and switches."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query
from search_app.model.results import FacetCount, Results
from search_app.web import labels
from search_app.web.links import Link, QueryUrl, ValueUrl
from search_app.web.parameter_limits import FACET_VALUES_MAX
from search_app.web.urls import EXCLUDED_PREFIX, argument

VALUES_SHOWN = 5
BAR_STEPS = 20


def in_page_order(*first: FacetField) -> tuple[FacetField, ...]:
    """Return the facets in the order of a page: `first`, then the others as they are declared.

    The year is left out: each page has the dates themselves, in a histogram or in fields.
    """
    return (*first, *(f for f in FacetField if f not in first and f is not FacetField.YEAR))


FILTER_FIELDS = in_page_order(
    FacetField.LEGISLATURE,
    FacetField.PARTY,
    FacetField.MINISTRY,
    FacetField.TOPIC,
    FacetField.TYPE,
    FacetField.STATUS,
)


class FacetRow(NamedTuple):
    """name, value: the form parameter that asks for this value, or excludes it when it is excluded.

    exclude: name of the parameter that excludes it. bar: its length, 0 to BAR_STEPS.
    """

    name: str
    value: str
    exclude: str
    label: str
    total: str
    bar: int
    selected: bool
    excluded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """rows: the first values, and those that the query names. more: all values, "" when shown."""

    field: FacetField
    label: str
    rows: tuple[FacetRow, ...]
    more: str


class FacetValue(NamedTuple):
    """toggle_url: the address of the same search with this value added or taken away."""

    value: str
    label: str
    total: int
    selected: bool
    toggle_url: str


def facet_views(results: Results, query: Query) -> tuple[FacetView, ...]:
    """Return the facets of the page that have something to choose."""
    views = (_view(field, ordered_counts(results, field), query) for field in FILTER_FIELDS)
    return tuple(view for view in views if view.rows)


def facet_values(
    results: Results, query: Query, field: FacetField, *, search_url: QueryUrl
) -> tuple[tuple[FacetValue, ...], bool]:
    """Return values with the addresses `to` gives, and whether some were left out.

    At most FACET_VALUES_MAX are returned, and beyond them those that are selected and the lack of
    a value.
    """
    counts = ordered_counts(results, field)
    kept = [
        c
        for rank, c in enumerate(counts)
        if rank < FACET_VALUES_MAX or c.selected or c.value == NO_VALUE
    ]
    values = tuple(
        FacetValue(
            c.value,
            labels.facet_value(field, c.value),
            c.count,
            c.selected,
            search_url(query.toggled(field, c.value)),
        )
        for c in kept
    )
    return values, len(kept) < len(counts)


def ordered_counts(results: Results, field: FacetField) -> list[FacetCount]:
    """Return numbers with the highest first, others by count; the lack of a value comes last."""
    counts = list(results.facets.get(field, ()))
    if field.is_number:
        return sorted(counts, key=_as_number, reverse=True)
    lack = next((place for place, count in enumerate(counts) if count.value == NO_VALUE), None)
    if lack is not None:
        counts.append(counts.pop(lack))
    return counts


def value_links(
    field: FacetField, counts: Iterable[FacetCount], value_url: ValueUrl
) -> tuple[Link, ...]:
    """Return a link for each value, whose note is its number of documents."""
    return tuple(
        Link(
            label=labels.facet_value(field, count.value),
            url=value_url(field, count.value),
            note=labels.number(count.count),
        )
        for count in counts
    )


def _view(field: FacetField, counts: list[FacetCount], query: Query) -> FacetView:
    unwanted = query.unwanted(field)
    named = {*query.selected(field), *unwanted, NO_VALUE}
    shown = counts[:VALUES_SHOWN] + [c for c in counts[VALUES_SHOWN:] if c.value in named]
    highest = max([c.count for c in counts], default=0) or 1
    return FacetView(
        field=field,
        label=field.words.title,
        rows=tuple(_row(field, c, c.value in unwanted, highest) for c in shown),
        more=labels.number(len(counts)) if len(shown) < len(counts) else "",
    )


def _row(field: FacetField, count: FacetCount, excluded: bool, highest: int) -> FacetRow:  # noqa: FBT001
    name, value = argument(field, count.value, EXCLUDED_PREFIX if excluded else "")
    return FacetRow(
        name,
        value,
        argument(field, count.value, EXCLUDED_PREFIX)[0],
        labels.facet_value(field, count.value),
        labels.number(count.count),
        -(-count.count * BAR_STEPS // highest),
        count.selected,
        excluded,
    )


def _as_number(count: FacetCount) -> tuple[int, str]:
    """Sort key: numbers by size; what is no number (typed into an address) comes last."""
    value = count.value
    is_number = value.isascii() and value.isdecimal()
    return (int(value) if is_number else -1, value)
