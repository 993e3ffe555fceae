"""The data files are sorted, say one thing of each name, and agree with one another."""

import datetime as dt
from collections import Counter, defaultdict

import pytest

from search_app.authority import (
    group_called,
    group_name,
    legislature_at,
    lookup,
    ministry_name,
    topic_name,
)
from search_app.authority.keys import field_key, ministry_key, name_key, usual_group_key


@pytest.fixture(scope="module")
def rows():
    return {path.name: lookup.rows_of(path.name) for path in lookup.DATA.glob("*.csv")}


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        ("group_periods.csv", ["name", "legislature", "first_day", "last_day", "colour"]),
        ("groups.csv", ["value", "label", "name", "abbreviations", "legislatures"]),
        ("legislatures.csv", ["number", "first_day", "last_day"]),
        ("ministries.csv", ["name", "portfolios"]),
        ("other_names.csv", ["subject", "name", "since", "until", "reason"]),
        ("portfolios.csv", ["value", "label"]),
        ("rubriques.csv", ["value", "name"]),
        ("usual_groups.csv", ["value", "name", "reason"]),
    ],
)
def test_every_cell_is_filled_and_trimmed(rows, file, columns):
    assert list(rows[file][0]) == columns
    may_be_empty = {"abbreviations", "legislatures", "last_day", "colour", "since", "until"}
    for row in rows[file]:
        assert list(row) == columns
        for column, cell in row.items():
            assert cell == " ".join(cell.split()), row
            assert cell or column in may_be_empty, row


@pytest.mark.parametrize(
    ("file", "key"),
    [
        (
            "group_periods.csv",
            lambda row: (int(row["legislature"]), row["first_day"], row["name"]),
        ),
        ("groups.csv", lambda row: (name_key(row["value"]), name_key(row["name"]))),
        ("legislatures.csv", lambda row: int(row["number"])),
        ("ministries.csv", lambda row: ministry_key(row["name"])),
        ("other_names.csv", lambda row: (row["subject"], name_key(row["name"]))),
        ("rubriques.csv", lambda row: (name_key(row["value"]), name_key(row["name"]))),
        ("usual_groups.csv", lambda row: (name_key(row["value"]), name_key(row["name"]))),
    ],
)
def test_sorted(rows, file, key):
    keys = [key(row) for row in rows[file]]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("file", "column", "key"),
    [
        ("groups.csv", "name", name_key),
        ("ministries.csv", "name", ministry_key),
        ("portfolios.csv", "value", name_key),
        ("portfolios.csv", "label", name_key),
        ("rubriques.csv", "name", name_key),
    ],
)
def test_no_name_is_listed_twice(rows, file, column, key):
    counts = Counter(key(row[column]) for row in rows[file])
    assert [name for name, count in counts.items() if count > 1] == []
    assert "" not in counts


@pytest.mark.parametrize("file", ["groups.csv", "rubriques.csv"])
def test_values_that_differ_read_differently(rows, file):
    values = {row["value"] for row in rows[file]}
    assert len({name_key(value) for value in values}) == len(values)


def test_a_group_has_one_label_and_an_abbreviation_one_group(rows):
    labels, groups = defaultdict(set), defaultdict(set)
    for row in rows["groups.csv"]:
        labels[row["value"]].add(row["label"])
        for abbreviation in filter(None, row["abbreviations"].split(";")):
            groups[name_key(abbreviation)].add(row["value"])
    assert [value for value, found in labels.items() if len(found) > 1] == []
    assert [short for short, found in groups.items() if len(found) > 1] == []


def test_a_usual_name_stands_for_one_group_and_is_needed(rows):
    declared = {row["value"] for row in rows["groups.csv"]}
    others = {usual_group_key(row["name"]) for row in rows["groups.csv"]}
    for row in rows["usual_groups.csv"]:
        assert row["value"] in declared
        assert group_called(row["name"]) == (row["value"],)
        assert usual_group_key(row["name"]) not in others, row
    for row in rows["groups.csv"]:
        assert group_called(row["name"]) == group_called(row["label"]) == (row["value"],)


def test_a_thing_has_several_names_and_a_name_is_of_one_thing(rows):
    names = rows["other_names.csv"]
    in_documents = Counter(
        row["subject"] for row in names if row["reason"] not in lookup.NOT_WRITTEN
    )
    every = Counter(row["subject"] for row in names)
    assert [subject for subject, count in every.items() if count == 1] == []
    assert in_documents.keys() == every.keys()
    counts = Counter(row["name"].casefold() for row in names)
    assert [name for name, count in counts.items() if count > 1] == []


def test_each_name_has_a_known_reason(rows):
    assert {row["reason"] for row in rows["other_names.csv"]} == {
        "full name",
        "acronym",
        "short name",
        "spelling",
        "foreign name",
        "synonym",
        "former name",
        *lookup.NOT_WRITTEN,
    }


def test_a_former_name_has_ended_and_years_follow_one_another(rows):
    for row in rows["other_names.csv"]:
        assert row["until"] or row["reason"] != "former name", row
        years = [int(year) for year in (row["since"], row["until"]) if year]
        assert years == sorted(years), row


def test_an_acronym_stands_beside_what_it_abbreviates(rows):
    reasons = defaultdict(set)
    for row in rows["other_names.csv"]:
        reasons[row["subject"]].add(row["reason"])
    for subject, found in reasons.items():
        assert found & {"full name", "synonym"} or "acronym" not in found, subject


def test_portfolios_are_declared_and_used(rows):
    declared = {row["value"] for row in rows["portfolios.csv"]}
    used = {value for row in rows["ministries.csv"] for value in row["portfolios"].split(";")}
    assert used == declared
    for row in rows["ministries.csv"]:
        values = row["portfolios"].split(";")
        assert len(values) == len(set(values)), row


def test_listed_names_and_the_rule_agree(rows):
    """A name that is in the file is never cut down to another one with other values."""
    listed = {ministry_key(row["name"]): row["portfolios"] for row in rows["ministries.csv"]}
    for row in rows["ministries.csv"]:
        assert listed.get(field_key(row["name"]), row["portfolios"]) == row["portfolios"], row


def test_a_value_is_a_name_of_itself(rows):
    for row in rows["portfolios.csv"]:
        assert ministry_name(row["value"]).values == (row["value"],)
        assert ministry_name(row["label"]).values == (row["value"],)
    for row in rows["rubriques.csv"]:
        assert topic_name(row["value"]).values == (row["value"],)
    for row in rows["groups.csv"]:
        assert group_name(row["value"]).values == (row["value"],)


def test_legislatures_follow_one_another(rows):
    found = rows["legislatures.csv"]
    assert [row["number"] for row in found] == [str(n) for n in range(1, 18)]
    days = [dt.date.fromisoformat(day) for row in found for day in list(row.values())[1:] if day]
    assert days == sorted(set(days))
    assert [row["number"] for row in found if not row["last_day"]] == ["17"]
    for row in found:
        for day in filter(None, (row["first_day"], row["last_day"])):
            assert legislature_at(dt.date.fromisoformat(day)) == row["number"]


def test_a_groups_legislatures_exist(rows):
    numbers = {row["number"] for row in rows["legislatures.csv"]}
    for row in rows["groups.csv"]:
        given = row["legislatures"].split(";") if row["legislatures"] else []
        assert numbers.issuperset(given), row
        assert given == sorted(set(given), key=int), row
