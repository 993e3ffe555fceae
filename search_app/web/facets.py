"""What does the page of a search show of a facet? Its values, their counts, and how to choose."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from search_app.authority import stable_values
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.plain import plain
from search_app.model.query import Query
from search_app.model.results import FacetCount, Results
from search_app.web import labels
from search_app.web.links import Link, QueryUrl, ValueUrl
from search_app.web.parameter_limits import FACET_VALUES_MAX
from search_app.web.published_names import NamesView, names_under, names_view
from search_app.web.urls import EXCLUDED_PREFIX, argument

# How many values of a facet the filters show; a link leads to the others.
VALUES_SHOWN = 5
# The longest bar; the style sheet has a class for each length (b0 to b20).
BAR_STEPS = 20


def in_page_order(*first: FacetField) -> tuple[FacetField, ...]:
    """Return the facets in the order of a page: `first`, then the others as they are declared.

    The year is left out, because each page shows dates in a histogram or has fields for them, and
    so are the names that stand under the values of another facet.
    """
    others = (f for f in FacetField if f not in first and f is not FacetField.YEAR)
    return (*first, *(field for field in others if not field.within))


# The facets of the form of filters, in its order.
FILTER_FIELDS = in_page_order(
    FacetField.LEGISLATURE,
    FacetField.PARTY,
    FacetField.MINISTRY,
    FacetField.TOPIC,
    FacetField.TYPE,
    FacetField.STATUS,
    FacetField.CLOCK,
)


class FacetRow(NamedTuple):
    """One value of a facet in the form of filters.

    name, value: of the checkbox, which asks for the value, or excludes it when it is excluded.
    exclude: name of the parameter that excludes it. total: its number of documents ("1 204").
    bar: its length, from 0 to BAR_STEPS. names: those under which documents publish it, or None.
    """

    name: str
    value: str
    exclude: str
    label: str
    total: str
    bar: int
    selected: bool
    excluded: bool
    names: NamesView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """A facet in the form of filters.

    rows: the first VALUES_SHOWN values, and those that the query names.
    more: how many values there are ("431") when some are not shown, else "".
    """

    field: FacetField
    label: str
    rows: tuple[FacetRow, ...]
    more: str


class FacetValue(NamedTuple):
    """One value of a facet in the JSON of a search.

    total: its number of documents. toggle_url: the address of the same search with this value added
    to its filters, or taken away when it is selected. belongs_to: of a published name, the values
    of another facet that it stands under; () for any other value.
    """

    value: str
    label: str
    total: int
    selected: bool
    toggle_url: str
    belongs_to: tuple[str, ...]


def facet_views(results: Results, query: Query, *, search_url: QueryUrl) -> tuple[FacetView, ...]:
    """Return the facets of the form of filters, except those that have no value to choose.

    That nothing has a value is no choice. search_url: gives the address of a query.
    """
    return tuple(
        _view(field, results, query, search_url)
        for field in FILTER_FIELDS
        if query.selected(field) or query.unwanted(field) or offers_a_choice(results, field)
    )


def offers_a_choice(results: Results, field: FacetField) -> bool:
    """Tell whether the documents found have a value in a facet, or several where it needs these."""
    values = sum(count.value != NO_VALUE for count in results.facets.get(field, ()))
    return values > (1 if field.needs_several else 0)


def facet_values(
    results: Results, query: Query, field: FacetField, *, search_url: QueryUrl
) -> tuple[tuple[FacetValue, ...], bool]:
    """Return the values of a facet, and whether some were left out.

    The first FACET_VALUES_MAX values are returned, with those that are selected and NO_VALUE.
    search_url: gives the address of a query.
    """
    counts = ordered_counts(results, field)
    kept = [
        c
        for rank, c in enumerate(counts)
        if rank < FACET_VALUES_MAX or c.selected or c.value == NO_VALUE
    ]
    values = tuple(facet_value(field, c, query, search_url=search_url) for c in kept)
    return values, len(kept) < len(counts)


def facet_value(
    field: FacetField, count: FacetCount, query: Query, *, search_url: QueryUrl
) -> FacetValue:
    """Return what JSON says of a value that documents found by `query` have."""
    is_name = field.within and count.value != NO_VALUE
    return FacetValue(
        count.value,
        labels.facet_value(field, count.value),
        count.count,
        count.selected,
        search_url(query.toggled(field, count.value)),
        stable_values(field, count.value) if is_name else (),
    )


def ordered_counts(results: Results, field: FacetField) -> list[FacetCount]:
    """Return the values of a facet, with their counts, in the order in which they are shown.

    Numbers are in descending order. Other values come by number of documents, equal ones as in a
    dictionary, and NO_VALUE last.
    """
    counts = results.facets.get(field, ())
    if field.is_number:
        return sorted(counts, key=_as_number, reverse=True)
    return sorted(counts, key=lambda c: (c.value == NO_VALUE, -c.count, _in_a_dictionary(c.value)))


@lru_cache(maxsize=1 << 14)
def _in_a_dictionary(value: str) -> str:
    """Return what equal values are sorted by; the same few thousand names recur."""
    return plain(value)


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


def _view(field: FacetField, results: Results, query: Query, search_url: QueryUrl) -> FacetView:
    counts = ordered_counts(results, field)
    names = names_under(field, results, query)
    unwanted = query.unwanted(field)
    named = {*query.selected(field), *unwanted, NO_VALUE}
    shown = counts[:VALUES_SHOWN] + [c for c in counts[VALUES_SHOWN:] if c.value in named]
    highest = max([c.count for c in counts], default=0) or 1
    values = sum(c.value != NO_VALUE for c in counts)
    return FacetView(
        field=field,
        label=field.words.title,
        rows=tuple(
            _row(
                field,
                c,
                c.value in unwanted,
                highest,
                names_view(field, c.value, names.get(c.value, ()), query, search_url),
            )
            for c in shown
        ),
        more=labels.number(values) if len(shown) < len(counts) else "",
    )


def _row(
    field: FacetField,
    count: FacetCount,
    excluded: bool,  # noqa: FBT001
    highest: int,
    names: NamesView | None,
) -> FacetRow:
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
        names,
    )


def _as_number(count: FacetCount) -> tuple[int, str]:
    """Return a sort key for values in descending order.

    A value that is no number, which somebody typed into an address, comes after all numbers.
    """
    value = count.value
    is_number = value.isascii() and value.isdecimal()
    return (int(value) if is_number else -1, value)
