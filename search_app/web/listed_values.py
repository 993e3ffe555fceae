"""Which values of a facet does a list have, and in which order?"""

from collections.abc import Mapping

from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.plain import plain
from search_app.model.results import FacetCount, Results
from search_app.web import labels
from search_app.web.facets import ordered_counts


def listed_values(
    field: FacetField,
    results: Results,
    names: Mapping[str, tuple[FacetCount, ...]],
    *,
    contains: str,
    by_name: bool,
) -> list[tuple[FacetCount, str]]:
    """Return the values of a facet that the documents of `results` have, each with its label.

    names: those that stand under each value. contains: only values are listed whose labels, with
    the names under them, contain each word of it, whatever its case and accents. by_name: in
    alphabetical order.
    """
    wanted = plain(contains).split()
    chosen = [
        (count, label)
        for count in ordered_counts(results, field)
        if (label := labels.facet_value(field, count.value))
        and all(part in plain(_with_names(label, names.get(count.value, ()))) for part in wanted)
    ]
    if by_name:
        chosen.sort(key=lambda pair: (pair[0].value == NO_VALUE, sort_name(field, pair[1])))
    return chosen


def sort_name(field: FacetField, label: str) -> str:
    """Return the text that a value is sorted by; that of a person begins after the first name."""
    words = plain(label).split()
    if field is FacetField.AUTHOR and words and words[0] in {"m.", "mme", "mlle"}:
        words = words[2:] + words[1:2]
    return " ".join(words)


def _with_names(label: str, names: tuple[FacetCount, ...]) -> str:
    return " ".join((label, *(name.value for name in names)))
