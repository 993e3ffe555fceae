"""What is one search? An expression, filters, an order and a page, normalised on construction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from search_app.model.expr import DateRange, Expr, MatchAll
from search_app.model.facet import FacetField

PAGE_SIZE = 20


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
    """Filters in facet order, values sorted and distinct, facets without any left out."""
    cleaned = ((f, tuple(sorted(set(filters.get(f, ()))))) for f in FacetField)
    return tuple((f, values) for f, values in cleaned if values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """text: as typed, spaces normalised, for the page. page: 1-based. page_size: hits on a page.
    passage: folded words that were typed one after the other, which the search reads out of
        `expr`; a document that has them just so comes first.
    corrected: misspelt words are searched as the corpus spells them, too. expanded: acronyms and
    renamed bodies are searched under their other names, too. relaxed: documents with some of the
    words come in when few have all.

    filters: a document passes with one of the values in each facet; NO_VALUE is met by having none.
    excluded: values that a document must not have; NO_VALUE asks for some value.
        A value both wanted and excluded is excluded.
    dates: a filter beside those of the facets, or None; a document without a date does not pass.
    histogram: the unit in which the hits are counted by date.
    whole_texts: hits come with their whole text and answer, marked, instead of passages.

    Two queries that mean the same are equal, so a Query is a cache key.
    """

    text: str = ""
    expr: Expr = MatchAll()
    passage: tuple[str, ...] = ()
    filters: Filters = ()
    excluded: Filters = ()
    dates: DateRange | None = None
    histogram: HistogramUnit = HistogramUnit.YEAR
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE
    whole_texts: bool = False
    corrected: bool = True
    expanded: bool = True
    relaxed: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(self.text.split()))
        if self.dates == DateRange(None, None):
            object.__setattr__(self, "dates", None)
        if not self.filters and not self.excluded:
            return
        excluded = normalised_filters(dict(self.excluded))
        unwanted = {field: set(values) for field, values in excluded}
        wanted = {field: set(v) - unwanted.get(field, set()) for field, v in self.filters}
        object.__setattr__(self, "filters", normalised_filters(wanted))
        object.__setattr__(self, "excluded", excluded)

    @property
    def is_filtered(self) -> bool:
        return bool(self.filters or self.excluded or self.dates)

    def selected(self, field: FacetField) -> tuple[str, ...]:
        return dict(self.filters).get(field, ())

    def unwanted(self, field: FacetField) -> tuple[str, ...]:
        return dict(self.excluded).get(field, ())

    def toggled(self, field: FacetField, value: str) -> "Query":
        """The query with one facet value added or taken away, back on page 1."""
        return replace(
            self,
            filters=_toggled(self.filters, field, value),
            excluded=_removed(self.excluded, field, value),
            page=1,
        )

    def excluding(self, field: FacetField, value: str) -> "Query":
        """The query with one facet value excluded, or no longer so, back on page 1."""
        return replace(
            self,
            excluded=_toggled(self.excluded, field, value),
            page=1,
        )

    def without(self, field: FacetField) -> "Query":
        """The query without what it says about one facet, back on page 1."""
        filters, excluded = (
            tuple((f, values) for f, values in chosen if f is not field)
            for chosen in (self.filters, self.excluded)
        )
        return replace(self, filters=filters, excluded=excluded, page=1)

    def unfiltered(self) -> "Query":
        """The same words over the whole index, back on page 1."""
        return replace(self, filters=(), excluded=(), dates=None, page=1)


def _toggled(chosen: Filters, field: FacetField, value: str) -> Filters:
    values = set(dict(chosen).get(field, ())) ^ {value}
    return normalised_filters({**dict(chosen), field: values})


def _removed(chosen: Filters, field: FacetField, value: str) -> Filters:
    values = set(dict(chosen).get(field, ())) - {value}
    return normalised_filters({**dict(chosen), field: values})
