"""The query language: every text is either understood or refused with a name and a position."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.model.errors import (
    FieldValueError,
    QueryError,
    QueryTooComplexError,
    UnbalancedParenthesisError,
    UnbalancedQuoteError,
    WildcardError,
)
from search_app.model.expr import DateRange, Expr, MatchAll, Phrase, Prefix, Scope, Word
from search_app.model.facet import FacetField
from search_app.model.query import Query, Sort, normalised_filters
from search_app.syntax import describe, parse, parse_dates, parse_plainly

TODAY = date(2024, 3, 31)
SIGNS = 'santé|a*|hub~|"|«|»|(|)|ET|OU|SAUF|-|titre:|date:|2020..|~2|*| | |de|foo:|\x00|15463|!!|…'
pieces = st.lists(st.sampled_from(SIGNS.split("|"))).map("".join)
typed = pieces | st.text()


def raw(field: FacetField, value: str) -> str:
    return value


@given(typed)
def test_understood_or_refused_with_a_position(text: str) -> None:
    try:
        expr = parse(text, today=TODAY)
    except QueryError as error:
        slip = error
    else:
        assert describe(Query(text=text, expr=expr), raw).endswith(".")
        return
    assert 0 <= slip.position <= len(text)
    assert slip.found in text


@given(typed)
def test_the_plain_reading_never_fails(text: str) -> None:
    assert describe(Query(expr=parse_plainly(text)), raw)


@pytest.mark.parametrize(
    ("text", "error", "position"),
    [
        ("x" * 10_000, QueryTooComplexError, 4000),
        (" OU ".join(f"w{n}" for n in range(300)), QueryTooComplexError, 1490),
        ("(" * 500 + "a" + ")" * 500, QueryTooComplexError, 40),
        ("-" * 0 + "SAUF " * 60 + "a", QueryTooComplexError, 200),
        ('santé "a b', UnbalancedQuoteError, 6),
        ("santé )", UnbalancedParenthesisError, 6),
        ("*", WildcardError, 0),
        ('santé "le d*"', WildcardError, 11),
        ("date:2020-13", FieldValueError, 5),
    ],
)
def test_limits_and_slips(text: str, error: type[QueryError], position: int) -> None:
    with pytest.raises(error) as caught:
        parse(text, today=TODAY)
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("text", "expr"),
    [
        ("sous-trait*", Prefix("sous-trait")),
        ("cafe\u0301*", Prefix("cafe\u0301")),
        ('"données de sant*"', Phrase("données de sant", is_begun=True)),
        ("« données sant* »~2", Phrase("données sant", 2, is_begun=True)),
        ('titre:"hôp*"', Phrase("hôp", 0, Scope.TITLE, is_begun=True)),
        ('"R*. 123-4"', Phrase("R*. 123-4")),
        ('"Canal *"', Phrase("Canal *")),
    ],
)
def test_words_that_are_only_begun(text: str, expr: Expr) -> None:
    assert parse(text, today=TODAY) == expr


@pytest.mark.parametrize("blank", ["", "  ", "\n\t"])
def test_blank_means_everything(blank: str) -> None:
    assert parse(blank, today=TODAY) == MatchAll()


@given(st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)))
def test_date_ranges(a: date, b: date) -> None:
    first, last = sorted((a, b))
    assert parse(f"date:{first}..{last}", today=TODAY) == DateRange(first, last)
    assert parse(f"date:{first:%d/%m/}{first.year:04}", today=TODAY) == DateRange(first, first)


@given(st.integers(0, 9999), st.dates(date(1970, 1, 1), date(2100, 12, 31)))
def test_relative_dates_end_today(count: int, today: date) -> None:
    for unit in ("j", "semaines", "mois", "ans"):
        found = parse(f"date:{count}{unit}", today=today)
        assert isinstance(found, DateRange)
        assert found.last == today
        assert found.first is None or found.first <= today
    assert parse(f"date:{count}j", today=today) == DateRange(today - timedelta(days=count), today)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *(("depuis une semaine", 7), ("7 derniers jours", 7), ("les 30 derniers jours", 30)),
        *(("deux semaines", 14), ("au cours des 3 jours derniers", 3), ("ces dix jours", None)),
    ],
)
def test_recent_days_are_said_as_people_say_them(text: str, days: int | None) -> None:
    wanted = days and DateRange(TODAY - timedelta(days=days), TODAY)
    assert parse_dates(text, TODAY) == wanted


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Tous les documents."),
        ("santé SAUF cloud", "Documents avec «\u00a0santé\u00a0», sans «\u00a0cloud\u00a0»."),
        (
            "a b c -d -e",
            (
                "Documents avec «\u00a0a\u00a0», «\u00a0b\u00a0» et «\u00a0c\u00a0», "
                "sans «\u00a0d\u00a0» ni «\u00a0e\u00a0»."
            ),
        ),
        ("-cloud", "Documents sans «\u00a0cloud\u00a0»."),
        ("numero:15463", "Documents avec le numéro 15463."),
        ("date:2021-05-01", "Tous les documents\u202f; le 1er mai 2021."),
        ("date:2019-12", "Tous les documents\u202f; en décembre 2019."),
        ('date:"depuis avril 2020"', "Tous les documents\u202f; depuis avril 2020."),
        ('date:"depuis le 2 mars 2020"', "Tous les documents\u202f; depuis le 2 mars 2020."),
        ("date:2020..", "Tous les documents\u202f; depuis 2020."),
        (
            '"données de sant*"',
            "Documents avec une expression qui commence par «\u00a0données de sant…\u00a0».",
        ),
        (
            '"a b"~2 (c OU d)',
            (
                "Documents avec les mots «\u00a0a b\u00a0», à 2 mots d’écart au plus "
                "et («\u00a0c\u00a0» ou «\u00a0d\u00a0»)."
            ),
        ),
    ],
)
def test_sentences(text: str, sentence: str) -> None:
    assert describe(Query(text=text, expr=parse(text, today=TODAY)), raw) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("QE 331", "Question écrite n°\u00a0331."),
        ("16-331QE", "Question écrite n°\u00a0331 (16e législature)."),
        (
            "15-331QE 16-332QE",
            "Documents avec la question écrite n°\u00a0331 (15e législature) ou la question écrite n°\u00a0332 (16e législature).",
        ),
        ("numero:331 auteur:x", "Documents avec le numéro 331 et «\u00a0x\u00a0» dans le nom de l’auteur."),
    ],
)  # fmt: skip
def test_a_question_is_named_as_people_cite_it(text: str, sentence: str) -> None:
    labels = {"QE": "Question écrite", "15": "15e législature", "16": "16e législature"}

    def label(_: FacetField, value: str) -> str:
        return labels[value]

    assert describe(Query(text=text, expr=parse(text, today=TODAY)), label) == sentence


def test_sentence_names_filters_and_order() -> None:
    query = Query(
        filters=normalised_filters({FacetField.PARTY: ["RN", "LR"]}),
        sort=Sort.OLDEST,
    )
    wanted = "Tous les documents\u202f; groupe\u00a0: LR ou RN, du plus ancien au plus récent."
    assert describe(query, raw) == wanted


def test_a_word_of_very_many_parts_is_read_as_a_quotation() -> None:
    assert parse("-".join("ab" * 6), today=TODAY) == Word("-".join("ab" * 6))
    assert parse("-".join("ab" * 900), today=TODAY) == Phrase("-".join("ab" * 900))
