"""What do the pages of a deputy, a group, a ministry, a topic … say, and those that list them?"""

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.plain import plain
from search_app.model.query import Query
from search_app.model.results import FacetCount, Results
from search_app.web import labels
from search_app.web.facets import in_page_order, ordered_counts, value_links
from search_app.web.histogram import HistogramView, histogram_view
from search_app.web.hits import HitView
from search_app.web.links import Link, QueryUrl, ValueUrl
from search_app.web.urls import argument

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
LETTERED_ABOVE = 12
VALUES_LISTED_MAX = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedFacet:
    """The first values of another facet inside one value: the topics of a deputy."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuePage:
    """The page of one value of a facet, such as a deputy.

    kind: the title of the facet ("Auteur"). index: the link to the list of all its values.
    total: "1 204 documents". facts: short texts about the value ("De 2017 à 2024").
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
    hits: tuple[HitView, ...]
    search_url: str
    kept_by_search_box: tuple[tuple[str, str], ...]


class ListedValue(NamedTuple):
    label: str
    total: str
    url: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueList:
    """groups: (heading, values) in order; the heading is a letter, or "" where there is no need."""

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
    """Describe the documents of one value.

    query: asks for them. search_url: gives the address of a search.
    """
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
            if other is not field and _says_something(results, other)
        ),
        hits=hits,
        search_url=search_url(query),
        kept_by_search_box=(argument(field, value),),
    )


def value_list(
    field: FacetField,
    results: Results,
    *,
    value_url: ValueUrl,
    contains: str,
    by_name: bool,
) -> ValueList:
    """List the values of a facet whose label contains the words of `contains`."""
    wanted = plain(contains).split()
    chosen = [
        (c, label)
        for c in ordered_counts(results, field)
        if (label := labels.facet_value(field, c.value))
        and all(part in plain(label) for part in wanted)
    ]
    if by_name:
        chosen.sort(key=lambda pair: (pair[0].value == NO_VALUE, sort_name(field, pair[1])))
    shown = chosen[:VALUES_LISTED_MAX]
    lettered = by_name and not field.is_number and len(shown) > LETTERED_ABOVE
    groups = groupby(
        shown, key=lambda pair: _initial(sort_name(field, pair[1])) if lettered else ""
    )
    return ValueList(
        field=field,
        title=field.words.titles,
        groups=tuple(
            (heading, tuple(_listed(field, c, label, value_url) for c, label in pairs))
            for heading, pairs in groups
        ),
        total=labels.counted(sum(c.value != NO_VALUE for c, _ in chosen), field.words.noun),
        by_name=by_name,
        contains=contains,
        truncated=len(shown) < len(chosen),
    )


def sort_name(field: FacetField, label: str) -> str:
    """Return what a value is sorted under: a person under what follows the first name."""
    words = plain(label).split()
    if field is FacetField.AUTHOR and words and words[0] in {"m.", "mme", "mlle"}:
        words = words[2:] + words[1:2]
    return " ".join(words)


def _listed(field: FacetField, count: FacetCount, label: str, value_url: ValueUrl) -> ListedValue:
    return ListedValue(
        label, labels.number(count.count), value_url(field, count.value), count.selected
    )


def _initial(name: str) -> str:
    return name[:1].upper() if name[:1].isalpha() else "#"


def _says_something(results: Results, field: FacetField) -> bool:
    return any(count.value != NO_VALUE for count in results.facets[field])


def _facts(field: FacetField, results: Results) -> tuple[str, ...]:
    """Say what the last document says of a person, and from when to when there are documents."""
    facts: list[str] = []
    if field is FacetField.AUTHOR and results.hits:
        document = results.hits[0].document
        group = document.group.name if document.group else ""
        facts += filter(None, (group, document.constituency))
    bars = results.histogram
    if bars:
        first, last = bars[0].start.year, bars[-1].start.year
        facts.append(f"De {first} à {last}" if first != last else f"En {first}")
    return tuple(facts)
