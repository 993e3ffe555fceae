"""What does the page of one facet value say, and what the list of all values of a facet?

A value is a deputy, a group, a ministry, a topic …
"""

from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from typing import NamedTuple

from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query
from search_app.model.results import FacetCount, Results
from search_app.web import labels
from search_app.web.facets import (
    in_page_order,
    offers_a_choice,
    ordered_counts,
    value_links,
)
from search_app.web.histogram import HistogramView, histogram_view
from search_app.web.hits import HitView
from search_app.web.lineage import NameInLineage, group_colour, lineage_of
from search_app.web.links import Link, QueryUrl, ValueUrl
from search_app.web.listed_values import listed_values, sort_name
from search_app.web.published_names import names_under
from search_app.web.urls import argument

# The facets whose first values are shown on the page of a value of another facet.
RELATED_FIELDS = tuple(
    field
    for field in in_page_order(
        FacetField.LEGISLATURE,
        FacetField.PARTY,
        FacetField.MINISTRY,
        FacetField.TOPIC,
        FacetField.AUTHOR,
    )
    if field is not FacetField.TYPE
)
RELATED_VALUES_SHOWN = 6
# A list of names with more values than this has a heading for each first letter.
LETTERED_ABOVE = 12
# How many values one list shows; the reader can narrow it down to find the others.
VALUES_LISTED_MAX = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedFacet:
    """The first values that the documents of the page have in another facet: topics of a deputy."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuePage:
    """The page of one value of a facet, such as a deputy.

    kind: the title of the facet ("Auteur"). index: the link to the list of all its values.
    total: "1 204 documents". facts: short texts about the value ("De 2017 à 2024").
    names: those under which documents publish it. colour: that of a political group, or "".
    search_url: leads to the same documents on the page of a search.
    kept_by_search_box: the parameters, as (name, value) pairs, that keep what is searched from this
        page among the documents of the value.
    """

    kind: str
    label: str
    index: Link
    total: str
    facts: tuple[str, ...]
    histogram: HistogramView
    related: tuple[RelatedFacet, ...]
    names: tuple[NameInLineage, ...]
    colour: str
    hits: tuple[HitView, ...]
    search_url: str
    kept_by_search_box: tuple[tuple[str, str], ...]


class ListedValue(NamedTuple):
    """selected: the search that the list belongs to asks for this value.

    names: those under which documents publish it, each as a value of its own.
    """

    label: str
    total: str
    url: str
    selected: bool
    names: "tuple[ListedValue, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueList:
    """A list of the values of a facet.

    groups: (heading, values) pairs in the order of the page; the heading is a letter, or "" for a
        list without headings.
    total: "431 auteurs". by_name: the order is alphabetical, not by number of documents.
    contains: what the reader typed to narrow the list down. truncated: only the first
        VALUES_LISTED_MAX values are there.
    """

    field: FacetField
    title: str
    groups: tuple[tuple[str, tuple[ListedValue, ...]], ...]
    total: str
    by_name: bool
    contains: str
    truncated: bool


def value_page(
    field: FacetField,
    value: str,
    query: Query,
    results: Results,
    *,
    hits: tuple[HitView, ...],
    index: Link,
    search_url: QueryUrl,
) -> ValuePage:
    """Return what the page of `value` says.

    query, results: the search for the documents that have the value, and its answer. hits: the
    latest of them. index: the link to the list of all values. search_url: gives the address of a
    query.
    """
    inner = field.names_within
    names = (
        lineage_of(inner, value, results, lambda f, name: search_url(query.toggled(f, name)))
        if inner
        else ()
    )
    return ValuePage(
        kind=field.words.title,
        label=labels.facet_value(field, value),
        index=index,
        total=labels.counted(results.total, "document"),
        facts=_facts(field, results),
        histogram=histogram_view(results, query, search_url=search_url),
        related=tuple(
            RelatedFacet(
                label=other.words.title,
                values=value_links(
                    other,
                    ordered_counts(results, other)[:RELATED_VALUES_SHOWN],
                    lambda other, value: search_url(query.toggled(other, value)),
                ),
            )
            for other in RELATED_FIELDS
            if other is not field and offers_a_choice(results, other)
        ),
        names=names,
        colour=group_colour(value) if field is FacetField.PARTY else "",
        hits=hits,
        search_url=search_url(query),
        kept_by_search_box=(argument(field, value),),
    )


def value_list(
    field: FacetField,
    results: Results,
    query: Query,
    *,
    value_url: ValueUrl,
    contains: str,
    by_name: bool,
) -> ValueList:
    """Return the list of the values of a facet that the documents of `results` have.

    query: the one that `results` answer. value_url: gives the address that a value leads to.
    contains, by_name: as for `listed_values`.
    """
    names = names_under(field, results, query)
    # A name stands under several values, and its address takes its time.
    listed_name = cache(partial(_listed, field.names_within or field, value_url=value_url))
    chosen = listed_values(field, results, names, contains=contains, by_name=by_name)
    shown = chosen[:VALUES_LISTED_MAX]
    lettered = by_name and not field.is_number and len(shown) > LETTERED_ABOVE
    groups = groupby(
        shown, key=lambda pair: _initial(sort_name(field, pair[1])) if lettered else ""
    )
    return ValueList(
        field=field,
        title=field.words.titles,
        groups=tuple(
            (
                heading,
                tuple(
                    _listed(field, c, value_url=value_url)._replace(
                        names=tuple(map(listed_name, names.get(c.value, ())))
                    )
                    for c, _ in pairs
                ),
            )
            for heading, pairs in groups
        ),
        total=labels.counted(
            sum(c.value != NO_VALUE for c, _ in chosen), field.words.noun, field.words.nouns
        ),
        by_name=by_name,
        contains=contains,
        truncated=len(shown) < len(chosen),
    )


def _listed(field: FacetField, count: FacetCount, *, value_url: ValueUrl) -> ListedValue:
    return ListedValue(
        labels.facet_value(field, count.value),
        labels.number(count.count),
        value_url(field, count.value),
        count.selected,
    )


def _initial(name: str) -> str:
    return name[:1].upper() if name[:1].isalpha() else "#"


def _facts(field: FacetField, results: Results) -> tuple[str, ...]:
    """Return short texts about a value.

    They are, for a person, the group and the constituency in the latest document, and for every
    value the years of its first and last documents.
    """
    facts: list[str] = []
    if field is FacetField.AUTHOR and results.hits:
        document = results.hits[0].document
        group = document.group.name if document.group else ""
        facts += filter(None, (group, document.constituency))
    years = results.histogram
    if years:
        first, last = years[0].start.year, years[-1].start.year
        facts.append(f"De {first} à {last}" if first != last else f"En {first}")
    return tuple(facts)
