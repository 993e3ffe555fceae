"""Which names, as documents bear them, stand under a value of a facet, and how is one chosen?"""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from search_app.authority import stable_values
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query
from search_app.model.results import FacetCount, Results
from search_app.web import labels
from search_app.web.links import QueryUrl

# How many names are shown under a value in the form of filters; a link leads to the others.
NAMES_SHOWN = 6


class NameRow(NamedTuple):
    """A name under a value in the form of filters.

    value: of the button that asks for it. total: its number of documents ("1 204").
    undo_url: the address of the search without it, when it is asked for or excluded, else "".
    """

    value: str
    label: str
    total: str
    undo_url: str


class NamesView(NamedTuple):
    """The names under one value, which a reader can open.

    id: of the element. name: of their buttons. total: "3 noms publiés". is_open: one is asked for.
    more: there are others than these rows.
    """

    id: str
    name: str
    total: str
    rows: tuple[NameRow, ...]
    is_open: bool
    more: bool


def names_under(
    field: FacetField, results: Results, query: Query
) -> Mapping[str, tuple[FacetCount, ...]]:
    """Return the names that belong to each value of a facet, the most frequent one first.

    Their numbers are those of the results, which is what each gives as one more filter. Where the
    query chooses values of the facet, others have no names here: as filters they would find next to
    nothing. Nor has a value with a single name, which would find the same documents, unless the
    query names it.
    """
    inner = field.names_within
    if inner is None:
        return {}
    chosen = query.selected(field)
    named = {*query.selected(inner), *query.unwanted(inner)}
    return {
        value: counts
        for value, counts in names_by_value(inner, results).items()
        if (len(counts) > 1 or counts[0].value in named) and (not chosen or value in chosen)
    }


def names_by_value(inner: FacetField, results: Results) -> Mapping[str, tuple[FacetCount, ...]]:
    """Return the names of the documents found, by the values that they belong to.

    inner: a facet within another, whose values are the names.
    """
    found: dict[str, tuple[FacetCount, ...]] = {}
    for count in results.facets.get(inner, ()):
        for value in stable_values(inner, count.value) if count.value != NO_VALUE else ():
            found[value] = (*found.get(value, ()), count)
    return found


def names_view(
    field: FacetField,
    value: str,
    counts: tuple[FacetCount, ...],
    query: Query,
    search_url: QueryUrl,
) -> NamesView | None:
    """Return what the form of filters shows under `value`, None without a name.

    counts: the names under it, as `names_under` gives them.
    """
    inner = field.names_within
    if inner is None or not counts:
        return None
    unwanted = query.unwanted(inner)
    named = {*query.selected(inner), *unwanted}
    shown = counts[:NAMES_SHOWN] + tuple(c for c in counts[NAMES_SHOWN:] if c.value in named)

    def row(count: FacetCount) -> NameRow:
        label = labels.facet_value(inner, count.value)
        undo = ""
        if count.value in unwanted:
            label, undo = f"Sauf {label}", search_url(query.excluding(inner, count.value))
        elif count.selected:
            undo = search_url(query.toggled(inner, count.value))
        return NameRow(count.value, label, labels.number(count.count), undo)

    return NamesView(
        id=f"{inner.parameter}-{quote(value, safe='')}",
        name=inner.parameter,
        total=labels.counted(len(counts), "nom publié", "noms publiés"),
        rows=tuple(map(row, shown)),
        is_open=any(count.value in named for count in counts),
        more=len(shown) < len(counts),
    )
