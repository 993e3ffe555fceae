"""Days in French, as people and sites write them."""

import datetime as dt

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from search_app.mentions import DateError, dates_in, read_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er février 2024", dt.date(2024, 2, 1)),
        ("1ᵉʳ février 2024", dt.date(2024, 2, 1)),
        ("20 fevrier 2024", dt.date(2024, 2, 20)),
        ("20\u00a0FÉVRIER\u202f2024", dt.date(2024, 2, 20)),
        ("mardi 8 avril 2025", dt.date(2025, 4, 8)),
        ("11/06/2024", dt.date(2024, 6, 11)),
        ("1-6-2024", dt.date(2024, 6, 1)),
        ("2025-04-08", dt.date(2025, 4, 8)),
        ("2025-04-08T23:30:00+02:00", dt.date(2025, 4, 8)),
        ("le 29 février 2024 à 10 h 30", dt.date(2024, 2, 29)),
        ("15 août 1998", dt.date(1998, 8, 15)),
        ("3 déc. 2021", dt.date(2021, 12, 3)),
        ("", None),
        ("date inconnue", None),
        ("2024", None),
        ("mars 2024", None),
        ("fin de l'année 2026", None),
        ("2024-03", None),
    ],
)
def test_days_that_a_field_names(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    ["31 février 2024", "29/02/2023", "2024-13-01", "0 mai 2024", "20/02/24", "20 fevirer 2024"],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(DateError, match=text):
        read_date(text)


@pytest.mark.parametrize(
    "text", ["12 personnes 2024", "article 8", "en 2019", "n° 78-17", "le 8 avril", "112 mai 2024"]
)
def test_prose_without_a_full_date_has_none(text):
    assert list(dates_in(text)) == []


def test_impossible_days_in_prose_have_no_day():
    assert [found.day for found in dates_in("du 31 avril 2024 au 2 mai 2024")] == [
        None,
        dt.date(2024, 5, 2),
    ]


@given(
    day=st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)),
    form=st.sampled_from(["medium", "long", "full", "dd/MM/yyyy", "yyyy-MM-dd", "EEE d MMM yyyy"]),
)
def test_what_babel_writes_is_read_back(day, form):
    assert read_date(format_date(day, form, locale="fr")) == day
