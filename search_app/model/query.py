"""What is one search? An expression, filters, an order and a page, normalised on construction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from search_app.model.expr import DateRange, Expr, MatchAll
from search_app.model.facet import FacetField


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class HistogramUnit(StrEnum):
    """How long is one bar of the date histogram?"""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


Filters = tuple[tuple[FacetField, tuple[str, ...]], ...]


def normalised_filters(filters: Mapping[FacetField, Iterable[str]]) -> Filters:
    """Filters in facet order, values sorted and distinct, empty ones left out."""
    cleaned = ((f, tuple(sorted({v for v in filters.get(f, ()) if v}))) for f in FacetField)
    return tuple((f, values) for f, values in cleaned if values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """text: as typed, spaces normalised. page: 1-based. page_size: hits on a page.

    dates: a filter beside those of the facets, or None; a document without a date does not pass.
    histogram: the unit in which the hits are counted by date.

    Two queries that mean the same are equal, so a Query is a cache key.
    """

    text: str = ""
    expr: Expr = MatchAll()
    filters: Filters = ()
    dates: DateRange | None = None
    histogram: HistogramUnit = HistogramUnit.YEAR
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = 20

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(self.text.split()))
        object.__setattr__(self, "filters", normalised_filters(dict(self.filters)))

    def selected(self, field: FacetField) -> tuple[str, ...]:
        return dict(self.filters).get(field, ())

    def toggled(self, field: FacetField, value: str) -> "Query":
        """The query with one facet value added or taken away, back on page 1."""
        chosen = set(self.selected(field)) ^ {value}
        filters = normalised_filters({**dict(self.filters), field: chosen})
        return replace(self, filters=filters, page=1)

    def without(self, field: FacetField) -> "Query":
        filters = tuple((f, values) for f, values in self.filters if f is not field)
        return replace(self, filters=filters, page=1)
