"""What is one search? An expression, filters, an order of the hits, and a page of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from search_app.model.expr import DateRange, Expr, MatchAll
from search_app.model.facet import FacetField

# The most words and conditions of a query, and the most words that its `mot*` and `mot~` stand for
# together, when nobody has set others: far above what people type.
TERMS_MAX = 200
EXPANSIONS_MAX = 20_000
PAGE_SIZE = 20


class Sort(StrEnum):
    """In which order do hits come?

    ANSWERED: the question answered last first. DELAY: the written question first whose answer took
    longest, or that has waited longest for one. CHANGED: the document first to which something
    happened last. WITHDRAWN, REASSIGNED: the question withdrawn or lapsed last, or given to another
    ministry last. OVERDUE: the unanswered question first whose two months have passed last. What
    has no such day, or no delay, comes last.
    """

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    ANSWERED = "answered"
    DELAY = "delay"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    REASSIGNED = "reassigned"
    OVERDUE = "overdue"


class HistogramUnit(StrEnum):
    """How long is one bar of the date histogram?"""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


Filters = tuple[tuple[FacetField, tuple[str, ...]], ...]
"""Values of facets, as `normalised_filters` returns them."""

_PLACES = {field: place for place, field in enumerate(FacetField)}


def normalised_filters(filters: Mapping[FacetField, Iterable[str]]) -> Filters:
    """Return the one form of filters: facets in their order, with sorted distinct values.

    Facets without a value are left out.
    """
    fields = sorted(filters, key=_PLACES.__getitem__)
    cleaned = ((field, tuple(sorted(set(filters[field])))) for field in fields)
    return tuple((field, values) for field, values in cleaned if values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One search. Queries that ask for the same are equal, so that they can be keys of a cache.

    text: what was typed, with single spaces; it is only shown.
    expr: what is searched.
    passage: words as written that were typed in a row. The search reads them from `expr`; a
        document that has them just so ranks higher.
    filters: for each facet in it, a document must have one of the values. NO_VALUE stands for
        having none.
    excluded: values that a document must not have. To exclude NO_VALUE means that it must have a
        value. A value that is both wanted and excluded is excluded.
    ids: of the documents that alone are searched; none for all documents.
    dates: the days in which a document must be dated, or None. With days, a document without a date
        is no hit.
    histogram: the unit of time by which the hits are counted.
    page: the number of the page, counted from 1. page_size: the most hits on a page.
    folded: documents that are copies of each other, or have one answer, are one hit.
    every_passage: hits have every passage with a match, not the best ones only.
    whole_texts: hits have their whole text and answer, marked, instead of passages.
    corrected: the likely spelling of a word that no document has is searched in its place.
    expanded: the other names of bodies and acronyms are searched as well.
    """

    text: str = ""
    expr: Expr = MatchAll()
    passage: tuple[str, ...] = ()
    filters: Filters = ()
    excluded: Filters = ()
    ids: tuple[str, ...] = ()
    dates: DateRange | None = None
    histogram: HistogramUnit = HistogramUnit.YEAR
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE
    folded: bool = False
    every_passage: bool = False
    whole_texts: bool = False
    corrected: bool = True
    expanded: bool = True

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
    def has_nothing_to_search(self) -> bool:
        """Tell whether something was typed in which there is no word, such as « ? » or « "" »."""
        return bool(self.text) and isinstance(self.expr, MatchAll)

    @property
    def is_filtered(self) -> bool:
        return bool(self.filters or self.excluded or self.ids or self.dates)

    def selected(self, field: FacetField) -> tuple[str, ...]:
        """Return the values of a facet of which a document must have one."""
        return dict(self.filters).get(field, ())

    def unwanted(self, field: FacetField) -> tuple[str, ...]:
        """Return the values of a facet that a document must not have."""
        return dict(self.excluded).get(field, ())

    def toggled(self, field: FacetField, value: str) -> "Query":
        """Return page 1 of the query with a value added to the filters, or taken away from them.

        The value is no longer excluded.
        """
        return replace(
            self,
            filters=_toggled(self.filters, field, value),
            excluded=_removed(self.excluded, field, value),
            page=1,
        )

    def excluding(self, field: FacetField, value: str) -> "Query":
        """Return page 1 of the query with a value excluded, or no longer excluded."""
        return replace(
            self,
            excluded=_toggled(self.excluded, field, value),
            page=1,
        )

    def without(self, field: FacetField) -> "Query":
        """Return page 1 of the query without wanted and excluded values of one facet."""
        filters, excluded = (
            tuple((f, values) for f, values in chosen if f is not field)
            for chosen in (self.filters, self.excluded)
        )
        return replace(self, filters=filters, excluded=excluded, page=1)

    def unfiltered(self) -> "Query":
        """Return page 1 of the query without any filter."""
        return replace(self, filters=(), excluded=(), ids=(), dates=None, page=1)


def _toggled(chosen: Filters, field: FacetField, value: str) -> Filters:
    values = set(dict(chosen).get(field, ())) ^ {value}
    return normalised_filters({**dict(chosen), field: values})


def _removed(chosen: Filters, field: FacetField, value: str) -> Filters:
    values = set(dict(chosen).get(field, ())) - {value}
    return normalised_filters({**dict(chosen), field: values})
