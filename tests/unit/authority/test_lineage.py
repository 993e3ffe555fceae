"""When was a group called so, what was it called before and after, and whose name is it?"""

import datetime as dt
from itertools import pairwise

import pytest

from search_app.authority import (
    group_name,
    group_on,
    group_periods,
    legislature_at,
    lookup,
    ministry_name,
    stable_values,
)
from search_app.model.facet import FacetField

DAY = dt.date


@pytest.mark.parametrize(
    ("name", "day", "days", "neighbours"),
    [
        (
            "Nouvelle Gauche",
            DAY(2018, 3, 1),
            (DAY(2017, 6, 27), DAY(2018, 9, 11)),
            ("Socialiste, écologiste et républicain", "Socialistes et apparentés"),
        ),
        # The same name in three legislatures is no change, and what ended long before no neighbour.
        (
            "Les Républicains",
            DAY(2019, 1, 1),
            (DAY(2017, 6, 27), DAY(2022, 6, 21)),
            ("Union pour un Mouvement Populaire", "Droite Républicaine"),
        ),
        (
            "Union pour un Mouvement Populaire",
            DAY(2010, 1, 1),
            (DAY(2007, 6, 26), DAY(2012, 6, 19)),
            ("", "Les Républicains"),
        ),
        ("RASSEMBLEMENT NATIONAL", DAY(2025, 1, 1), (DAY(2024, 7, 18), None), ("", "")),
    ],
)
def test_a_name_on_a_day_has_days_and_neighbours(name, day, days, neighbours):
    found = group_on(name, day)
    assert found is not None
    assert (found.period.first_day, found.period.last_day) == days
    assert (found.before, found.after) == neighbours


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Nouvelle Gauche", DAY(2018, 9, 12)),
        ("Nouvelle Gauche", DAY(2017, 6, 26)),
        ("Groupe inconnu", DAY(2018, 3, 1)),
        ("", DAY(2018, 3, 1)),
    ],
)
def test_a_name_that_no_group_had_on_the_day_tells_nothing(name, day):
    assert group_on(name, day) is None


def test_a_lineage_is_in_the_order_of_time():
    names = [one.name for one in group_periods("SOC")]
    assert names[:2] == ["Socialiste", "Socialiste, radical, citoyen et divers gauche"]
    assert names[-1] == "Socialistes et apparentés"
    assert group_periods("inconnu") == ()


def test_periods_are_of_known_groups_and_inside_their_legislature():
    for row in lookup.rows_of(lookup.GROUP_PERIODS):
        named = group_name(row["name"])
        assert named.known, row
        (value,) = named.values
        (one,) = [
            p
            for p in group_periods(value)
            if (p.name, p.first_day.isoformat()) == (row["name"], row["first_day"])
        ]
        assert legislature_at(one.first_day) == one.legislature, row
        assert one.last_day is None or one.first_day < one.last_day, row
        assert not one.colour or int(one.colour.removeprefix("#"), 16) < 1 << 24, row


def test_one_name_at_a_time_in_a_lineage():
    values = {group_name(row["name"]).values[0] for row in lookup.rows_of(lookup.GROUP_PERIODS)}
    overlapping = {
        value
        for value in values
        for one, next_one in pairwise(group_periods(value))
        if one.has(next_one.first_day)
    }
    # For seven weeks of 2012 and 2013 the group of the UMP was split in two.
    assert overlapping == {"LR"}


def test_a_published_name_belongs_to_what_the_documents_that_bear_it_have():
    for row in lookup.rows_of("ministries.csv"):
        assert stable_values(FacetField.MINISTRY_NAME, row["name"]) == (
            ministry_name(row["name"]).values
        )
    assert stable_values(FacetField.PARTY_NAME, "Nouvelle Gauche") == ("SOC",)
    assert stable_values(FacetField.PARTY_NAME, "Nouveau groupe") == ("Nouveau groupe",)
