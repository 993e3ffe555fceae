"""Periods as people write them: every form of a day, a month and a year, and what lies between."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from search_app.model.errors import FieldValueError
from search_app.model.expr import And, DateRange, Expr, Word
from search_app.syntax import find_period, parse, parse_dates, say_dates, say_day, write_dates

TODAY = date(2024, 3, 31)
days = st.dates(date(1000, 1, 1), date(9998, 12, 31))


def read(text: str) -> str:
    dates = parse_dates(text, TODAY)
    return write_dates(dates) if dates else ""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("décembre 2019", "2019-12"),
        ("Decembre 2019", "2019-12"),
        ("déc. 2019", "2019-12"),
        ("en août 2019", "2019-08"),
        ("12/2019", "2019-12"),
        ("2019-12", "2019-12"),
        ("1er décembre 2019", "2019-12-01"),
        ("le mardi 26 juillet 2022", "2022-07-26"),
        ("26/07/2022", "2022-07-26"),
        ("2019-2020", "2019..2020"),
        ("2019 – 2020", "2019..2020"),
        ("2019/2020", "2019..2020"),
        ("depuis 2020", "2020.."),
        ("à partir d’avril 2021", "2021-04-01.."),
        ("dès le 3 mai 2021", "2021-05-03.."),
        ("après mai 2021", "2021-06-01.."),
        ("avant mai 2021", "..2021-04-30"),
        ("jusqu’en mai 2021", "..2021-05-31"),
        ("jusqu'au 3 mai 2021", "..2021-05-03"),
        ("entre 2019 et 2021", "2019..2021"),
        ("entre mars et mai 2020", "2020-03-01..2020-05-31"),
        ("du 3 au 10 mai 2021", "2021-05-03..2021-05-10"),
        ("de décembre 2020 à janvier 2021", "2020-12-01..2021-01-31"),
        ("mars 2020..mai 2020", "2020-03-01..2020-05-31"),
        ("les 6 derniers mois", "2023-09-30..2024-03-31"),
        ("depuis 2 ans", "2022-03-31..2024-03-31"),
    ],
)
def test_periods(text: str, written: str) -> None:
    assert read(text) == written


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "mai", "décembre", "13/2019", "32 mai 2020", "hier", "1er 2020", "2020 mars"),
        *("entre 2021 et 2019", "mars et mai 2020", "entre mars 2020", "2019-774"),
        *("après 9999", "avant 0001", "9" * 5000, "entre " * 400 + "et 2020"),
    ],
)
def test_what_names_no_period(text: str) -> None:
    assert parse_dates(text, TODAY) is None


@given(days)
def test_a_day_in_every_form(day: date) -> None:
    year = f"{day.year:04}"
    for text in (
        day.isoformat(),
        f"{day:%d/%m/}{year}",
        f"le {say_day(day)}",
        say_day(day).upper(),
    ):
        assert parse_dates(text, TODAY) == DateRange(day, day)
    for width in ("MMMM", "MMM"):
        month = parse_dates(f"{format_date(day, width, locale='fr')} {year}", TODAY)
        assert month
        assert month == parse_dates(f"{day.month:02}/{year}", TODAY)
        assert month.first == day.replace(day=1)
        assert month.last
        assert (month.last + timedelta(days=1)).day == 1


@given(days, days)
def test_between_before_and_after(a: date, b: date) -> None:
    first, last = sorted((a, b))
    from_to = DateRange(first, last)
    for text in (
        f"entre le {say_day(first)} et le {say_day(last)}",
        f"du {say_day(first)} au {say_day(last)}",
        f"{first:%d/%m/}{first.year:04} - {last:%d/%m/}{last.year:04}",
    ):
        assert parse_dates(text, TODAY) == from_to
    before, since = parse_dates(f"avant {first}", TODAY), parse_dates(f"depuis {first}", TODAY)
    assert since == DateRange(first, None)
    assert before == DateRange(None, first - timedelta(days=1))


@given(st.none() | days, st.none() | days)
def test_what_is_written_is_read(a: date | None, b: date | None) -> None:
    first, last = sorted((a, b)) if a and b else (a, b)
    if first or last:
        for text in (write_dates(DateRange(first, last)), say_dates(DateRange(first, last))):
            assert parse_dates(text, TODAY) == DateRange(first, last)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2019", "en 2019"),
        ("décembre 2019", "en décembre 2019"),
        ("12/2019", "en décembre 2019"),
        ("1er décembre 2019", "le 1er décembre 2019"),
        ("depuis 2020", "depuis 2020"),
        ("depuis mars 2020", "depuis mars 2020"),
        ("après le 11 mars 2020", "depuis le 12 mars 2020"),
        ("avant 2021", "avant 2021"),
        ("avant mai 2021", "avant mai 2021"),
        ("jusqu'au 3 mai 2021", "jusqu’au 3 mai 2021"),
        ("jusqu'en 9999", "jusqu’au 31 décembre 9999"),
        ("2019-2020", "entre 2019 et 2020"),
        ("entre mars 2020 et mai 2021", "entre mars 2020 et mai 2021"),
        ("de mars à mai 2020", "entre mars et mai 2020"),
        ("du 3 au 10 mai 2021", "entre le 3 et le 10 mai 2021"),
        ("du 28 avril au 1er mai 2021", "entre le 28 avril et le 1er mai 2021"),
        ("du 12 mars 2020 au 31 mai 2021", "entre le 12 mars 2020 et le 31 mai 2021"),
    ],
)
def test_days_are_said_as_people_say_them(typed: str, said: str) -> None:
    dates = parse_dates(typed, TODAY)
    assert dates
    assert say_dates(dates) == said


@given(st.text() | st.text("0123456789/-. demaiuntrjsq'àé"))
def test_any_text_is_read(text: str) -> None:
    dates = parse_dates(text, TODAY)
    if dates and dates.first and dates.last:
        assert dates.first <= dates.last


MAY = DateRange(date(2020, 5, 1), date(2020, 5, 31))


@pytest.mark.parametrize(
    ("text", "expr"),
    [
        ("date:mai 2020", MAY),
        ('date:"mai 2020"', MAY),
        ("date : mai 2020", MAY),
        ("(date:05/2020)", MAY),
        ("date:2020 mars", And((DateRange(date(2020, 1, 1), date(2020, 12, 31)), Word("mars")), in_order=True)),
        ("date:mai 2020 masques", And((MAY, Word("masques")), in_order=True)),
        ("date:2019 - 2020", DateRange(date(2019, 1, 1), date(2020, 12, 31))),
        ("date:entre mars et mai 2020", DateRange(date(2020, 3, 1), date(2020, 5, 31))),
        ("date:depuis 2020 OU masques", parse("masques OU date:2020..", today=TODAY)),
    ],
)  # fmt: skip
def test_the_field_takes_the_longest_period(text: str, expr: Expr) -> None:
    found = parse(text, today=TODAY)
    assert found == expr or {*getattr(found, "children", ())} == {*getattr(expr, "children", ())}


def test_the_error_says_what_to_write() -> None:
    with pytest.raises(FieldValueError) as caught:
        parse("masques date:décembr 2019", today=TODAY)
    assert (caught.value.position, caught.value.found) == (13, "décembr")
    for example in caught.value.accepted:
        assert parse_dates(example, TODAY), example


@pytest.mark.parametrize(
    ("text", "written", "rest"),
    [
        ("juillet 2022", "juillet 2022", ""),
        ("masques entre mars et mai 2020 à l’hôpital", "entre mars et mai 2020", "masques à l’hôpital"),
        ("fermeture depuis 2020", "depuis 2020", "fermeture"),
        ("26/07/2022", "26/07/2022", ""),
        ("décret du 26 juillet 2022", "du 26 juillet 2022", "décret"),
        ("élections d’avril 2022 en Savoie", "d’avril 2022", "élections en Savoie"),
        ("vendanges de 09/2022", "de 09/2022", "vendanges"),
        ("vendanges en 2021-2022", "en 2021-2022", "vendanges"),
    ],
)  # fmt: skip
def test_a_period_is_found_among_words(text: str, written: str, rest: str) -> None:
    found = find_period(text, TODAY)
    assert found
    assert (found.written, found.rest) == (written, rest)
    assert found.dates == parse_dates(written, TODAY)


@pytest.mark.parametrize(
    "text", ["plan 2030", "loi de 2005", "loi 2019-12", "délai de 6 mois", "le 3 mai", "49.3"]
)
def test_no_period_is_found_where_none_is_named(text: str) -> None:
    assert find_period(text, TODAY) is None
