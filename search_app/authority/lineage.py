"""To which stable values does a published name belong, and when was a political group called so?

`group_periods.csv` has a line for each group that the Assemblée has constituted since 2002, as its
open data describe it: the name, the legislature, the first and the last day of the group, and the
colour that the Assemblée gives it, where it gives one.
"""

import csv
import datetime as dt
from functools import cache, lru_cache
from typing import NamedTuple

from search_app.authority.keys import name_key
from search_app.authority.lookup import DATA, GROUP_PERIODS, group_name, ministry_name
from search_app.model.facet import FacetField


class GroupPeriod(NamedTuple):
    """A political group of one legislature, and so one name in the lineage of a stable value.

    last_day: None while the group exists. colour: "#1c2efa", or "".
    """

    name: str
    legislature: str
    first_day: dt.date
    last_day: dt.date | None
    colour: str

    def has(self, day: dt.date) -> bool:
        """Tell whether the group existed on that day."""
        return self.first_day <= day <= (self.last_day or dt.date.max)


class NameAtDate(NamedTuple):
    """A group on a day. before, after: the names next to its own in the lineage, or ""."""

    period: GroupPeriod
    before: str
    after: str


@lru_cache(maxsize=8192)
def stable_values(field: FacetField, name: str) -> tuple[str, ...]:
    """Return the values of the outer facet that a published name belongs to.

    field: a facet within another. "Travail et santé" is a name within "Travail" and "Santé".
    """
    named = group_name(name) if field is FacetField.PARTY_NAME else ministry_name(name)
    return named.values


@cache
def group_periods(value: str) -> tuple[GroupPeriod, ...]:
    """Return the groups of a lineage, the first one first; () where none is known."""
    return tuple(
        sorted(
            (one for one in _periods() if value in group_name(one.name).values),
            key=lambda one: one.first_day,
        )
    )


def group_on(name: str, day: dt.date) -> NameAtDate | None:
    """Return the group that was called so on that day, with its neighbours in the lineage.

    None when no group of this name is known to have existed then.
    """
    key = name_key(name)
    for value in group_name(name).values:
        lineage = group_periods(value)
        for one in lineage:
            if name_key(one.name) == key and one.has(day):
                return NameAtDate(one, _name_before(one, lineage), _name_after(one, lineage))
    return None


def _name_before(one: GroupPeriod, lineage: tuple[GroupPeriod, ...]) -> str:
    """Return the name of the group that ended last before this one began, "" for none.

    The same name in the legislature before is no change: the next group back counts then.
    """
    ended = [(g.last_day, g) for g in lineage if g.last_day and g.last_day < one.first_day]
    if not ended:
        return ""
    before = max(ended, key=lambda pair: pair[0])[1]
    is_same = name_key(before.name) == name_key(one.name)
    return _name_before(before, lineage) if is_same else before.name


def _name_after(one: GroupPeriod, lineage: tuple[GroupPeriod, ...]) -> str:
    """Return the name of the group that began first after this one ended, as `_name_before`."""
    begun = [group for group in lineage if one.last_day and group.first_day > one.last_day]
    if not begun:
        return ""
    after = min(begun, key=lambda group: group.first_day)
    is_same = name_key(after.name) == name_key(one.name)
    return _name_after(after, lineage) if is_same else after.name


@cache
def _periods() -> tuple[GroupPeriod, ...]:
    with (DATA / GROUP_PERIODS).open(encoding="utf-8", newline="") as lines:
        return tuple(
            GroupPeriod(
                row["name"],
                row["legislature"],
                dt.date.fromisoformat(row["first_day"]),
                dt.date.fromisoformat(row["last_day"]) if row["last_day"] else None,
                row["colour"],
            )
            for row in csv.DictReader(lines)
        )
