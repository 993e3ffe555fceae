"""What does a page say of the names that a group or a ministry has had, and of a group's days?"""

from typing import NamedTuple

from search_app.authority import GroupPeriod, NameAtDate, group_on, group_periods
from search_app.model.document import Chamber, Document
from search_app.model.facet import FacetField
from search_app.model.plain import plain
from search_app.model.results import Results
from search_app.web import labels
from search_app.web.links import ValueUrl
from search_app.web.published_names import names_by_value
from search_app.web.typography import typeset


class NameInLineage(NamedTuple):
    """One of the names of a group or a ministry.

    url, total: the documents that bear the name, and how many there are; both "" for none.
    periods: when a group was called so ("16e législature, du 28 juin 2022 au 9 juin 2024").
    colour: the last one that the Assemblée gave a group of this name ("#35495e"), or "".
    """

    label: str
    url: str
    total: str
    periods: tuple[str, ...] = ()
    colour: str = ""


def lineage_of(
    inner: FacetField, value: str, results: Results, value_url: ValueUrl
) -> tuple[NameInLineage, ...]:
    """Return the names of a value: those of a group in the order of time, others by frequency.

    inner: the facet of these names. A single name whose days are not known says nothing, and ()
    stands for it.
    """
    counts = names_by_value(inner, results).get(value, ())
    periods = group_periods(value) if inner is FacetField.PARTY_NAME else ()
    written = {plain(typeset(c.value)): c for c in counts}
    dated: dict[str, list[GroupPeriod]] = {}
    for period in periods:
        dated.setdefault(plain(typeset(period.name)), []).append(period)
    names = []
    for key in (*dated, *(key for key in written if key not in dated)):
        count, called = written.get(key), dated.get(key, [])
        names.append(
            NameInLineage(
                typeset(count.value if count else called[0].name),
                value_url(inner, count.value) if count else "",
                labels.number(count.count) if count else "",
                tuple(map(period_words, called)),
                next((one.colour for one in reversed(called) if one.colour), ""),
            )
        )
    return tuple(names) if len(names) > 1 or dated else ()


def period_words(period: GroupPeriod) -> str:
    """Return "16e législature, du 28 juin 2022 au 9 juin 2024"."""
    legislature = labels.facet_value(FacetField.LEGISLATURE, period.legislature)
    return f"{legislature}, {days(period)}"


def days(period: GroupPeriod) -> str:
    """Return "du 28 juin 2022 au 9 juin 2024", or "depuis le 18 juillet 2024"."""
    first = labels.day(period.first_day)
    if period.last_day is None:
        return f"depuis le {first}"
    return f"du {first} au {labels.day(period.last_day)}"


def group_of(document: Document) -> NameAtDate | None:
    """Return what the authority knows of the group of a question on its day, or None.

    Groups of the Sénat may be called as those of the Assemblée, and are others.
    """
    if not (document.group and document.date) or document.chamber is Chamber.SENAT:
        return None
    return group_on(document.group.name, document.date)


def group_words(found: NameAtDate) -> tuple[str, ...]:
    """Return the days of a group, and the names of the lineage before and after its own."""
    before = f"auparavant\u00a0: {typeset(found.before)}" if found.before else ""
    after = f"ensuite\u00a0: {typeset(found.after)}" if found.after else ""
    return tuple(filter(None, (days(found.period), before, after)))


def group_colour(value: str) -> str:
    """Return the last colour that the Assemblée gave a group of a lineage, or ""."""
    return next((one.colour for one in reversed(group_periods(value)) if one.colour), "")


def lineage_words(value: str) -> tuple[tuple[str, ...], str]:
    """Return what a card says of a group, and the group's colour or "".

    It says the last name with its days, and the names before it, the latest of these first.
    """
    periods = group_periods(value)
    if not periods:
        return (), ""
    last = periods[-1]
    earlier = dict.fromkeys(typeset(p.name) for p in reversed(periods[:-1]) if p.name != last.name)
    said = [f"{typeset(last.name)}, {days(last)}"]
    if earlier:
        said.append("auparavant\u00a0: " + "\u202f; ".join(earlier))
    return tuple(said), group_colour(value)
