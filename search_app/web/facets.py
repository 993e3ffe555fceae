"""What does a reader see of each facet? Its values with labels, counts and toggling addresses."""

from dataclasses import dataclass

from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import FacetCount, Results
from search_app.web import labels
from search_app.web.urls import address

SHOWN_FIRST = 8
BY_VALUE = frozenset({FacetField.LEGISLATURE, FacetField.YEAR})


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """toggle_url: the address of the same search with this value added or taken away."""

    value: str
    label: str
    count: int
    selected: bool
    toggle_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """values: legislatures and years latest first, others by count. truncated: some were cut."""

    field: FacetField
    label: str
    values: tuple[FacetValue, ...]
    truncated: bool

    @property
    def first(self) -> tuple[FacetValue, ...]:
        return self.values[:SHOWN_FIRST]

    @property
    def others(self) -> tuple[FacetValue, ...]:
        return self.values[SHOWN_FIRST:]

    @property
    def others_open(self) -> bool:
        """A selected value must not hide behind "Voir plus"."""
        return any(value.selected for value in self.others)


def facet_views(
    results: Results, query: Query, *, path: str, values_max: int
) -> tuple[FacetView, ...]:
    """Return every facet in order; `path` is the page or format that the toggles lead to.

    At most `values_max` values each, and beyond them those that are selected.
    """
    return tuple(
        _view(field, results.facets.get(field, ()), query, path, values_max) for field in FacetField
    )


def _view(
    field: FacetField, counts: tuple[FacetCount, ...], query: Query, path: str, values_max: int
) -> FacetView:
    if field in BY_VALUE:
        counts = tuple(sorted(counts, key=_as_number, reverse=True))
    kept = [c for rank, c in enumerate(counts) if rank < values_max or c.selected]
    return FacetView(
        field=field,
        label=labels.FACETS[field],
        values=tuple(
            FacetValue(
                value=c.value,
                label=labels.facet_value(field, c.value),
                count=c.count,
                selected=c.selected,
                toggle_url=address(path, query.toggled(field, c.value)),
            )
            for c in kept
        ),
        truncated=len(kept) < len(counts),
    )


def _as_number(count: FacetCount) -> tuple[int, str]:
    """Sort key: numbers by size; what is no number (typed into an address) comes last."""
    value = count.value
    is_number = value.isascii() and value.isdecimal()
    return (int(value) if is_number else -1, value)
