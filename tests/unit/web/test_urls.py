"""Addresses and queries are exact inverses; every slip has a defined reading."""

import datetime as dt
import json
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search_app.model.errors import ParameterError, QueryError, UnbalancedQuoteError
from search_app.model.expr import DateRange, MatchAll
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query, Sort
from search_app.syntax import parse, parse_plainly
from search_app.web.parameter_limits import PAGE_SIZES
from search_app.web.urls import address, args_from_query, query_from_args

TODAY = dt.date(2024, 5, 17)
GOLDEN = Path(__file__).parents[2] / "golden" / "urls.json"

words = st.lists(st.text(alphabet="abcéœ’0123", min_size=1, max_size=8), max_size=4).map(" ".join)
typed = st.one_of(words.filter(lambda t: any(c.isalnum() for c in t)), st.just('"un cloud" -x'))
values = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20).filter(
    lambda value: value.strip()
)
days = st.one_of(st.none(), st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
periods = st.tuples(days, days).map(
    lambda ends: DateRange(*(sorted(ends) if all(ends) else ends))  # type: ignore[type-var]
)
filters = st.dictionaries(
    st.sampled_from(list(FacetField)),
    st.lists(st.one_of(values, st.just(NO_VALUE)), max_size=4).map(tuple),
).map(lambda chosen: tuple(chosen.items()))
document_ids = st.one_of(
    st.from_regex(r"QANR5L1[4-7](QE|QG|QOSD)[1-9][0-9]{0,5}", fullmatch=True),
    st.from_regex(r"[a-z][a-z0-9-]{3,40}", fullmatch=True),
)
queries = st.builds(
    lambda text, filters, excluded, ids, dates, sort, size, page: Query(
        text=text,
        expr=parse(text, today=TODAY) if text else MatchAll(),
        filters=filters,
        excluded=excluded,
        ids=ids,
        dates=dates,
        sort=sort,
        page_size=size,
        page=page,
    ),
    st.one_of(st.just(""), typed),
    filters,
    filters,
    st.lists(document_ids, max_size=4, unique=True).map(tuple),
    st.one_of(st.none(), periods),
    st.sampled_from(list(Sort)),
    st.sampled_from(PAGE_SIZES),
    st.integers(1, 999_999_999),
)


def read(query_string: str, *, lenient: bool = False):
    args = parse_qs(query_string, keep_blank_values=True)
    return query_from_args(args, page_size=20, today=TODAY, lenient=lenient)


@given(query=queries, lenient=st.booleans())
@example(
    query=Query(filters=((FacetField.TOPIC, ("a&b=c", "d+e f", "%41", "«\u00a0x\u00a0»")),)),
    lenient=False,
)
def test_an_address_asks_for_the_query_that_made_it(*, query: Query, lenient: bool):
    path, _, query_string = address("/search", query).partition("?")
    assert path == "/search"
    assert read(query_string, lenient=lenient) == (query, ())


@given(queries, st.randoms())
def test_the_order_of_parameters_does_not_matter(query: Query, random):
    pairs = args_from_query(query)
    random.shuffle(pairs)
    assert read(urlencode(pairs))[0] == query


@given(
    st.dictionaries(
        st.sampled_from(
            [
                *("q", "page", "sort", "size", "date", "legislature", "year", "none", "x"),
                *("not_author", "not_none"),
            ]
        ),
        st.lists(st.text(max_size=30), max_size=3),
    )
)
@example({"q": ['" ( ET -'], "page": ["²"], "sort": ["\x00"], "year": ["\ud800"]})
def test_a_lenient_reading_never_fails_and_its_address_is_stable(args):
    query, _ = query_from_args(args, page_size=20, today=TODAY, lenient=True)
    written = address("", query)
    assert address("", read(written.removeprefix("?"), lenient=True)[0]) == written


@pytest.mark.parametrize("case", json.loads(GOLDEN.read_text("utf-8")), ids=lambda c: c["given"])
def test_golden_addresses(case):
    query, notices = read(case["given"], lenient=True)
    assert address("/search", query) == case["canonical"]
    assert [notice.code for notice in notices] == case["notices"]


@pytest.mark.parametrize("case", json.loads(GOLDEN.read_text("utf-8")), ids=lambda c: c["given"])
def test_strict_refuses_exactly_what_lenient_remarks_on(case):
    if case["notices"]:
        with pytest.raises((ParameterError, QueryError)):
            read(case["given"])
    else:
        assert address("/search", read(case["given"])[0]) == case["canonical"]


@pytest.mark.parametrize(
    ("query_string", "parameter", "found"),
    [
        ("page=0", "page", "0"),
        ("page=-1", "page", "-1"),
        ("page=x", "page", "x"),
        ("page=10000000000", "page", "10000000000"),
        ("page=%C2%B2", "page", "²"),
        ("page=%D9%A3", "page", "٣"),
        ("page=+2", "page", " 2"),
        ("sort=date", "sort", "date"),
        ("size=21", "size", "21"),
        ("date=hier", "date", "hier"),
        ("date=2023..2020", "date", "2023..2020"),
        ("ids=" + ",".join(f"16QE{n}" for n in range(201)), "ids", "201 documents"),
        ("none=x", "none", "x"),
        ("not_none=party&not_none=x", "none", "x"),
        ("&".join(f"topic=v{i}" for i in range(101)), "topic", "101 values"),
        ("party=" + "x" * 201, "party", "x" * 201),
    ],
)
def test_strict_names_the_parameter(query_string: str, parameter: str, found: str):
    with pytest.raises(ParameterError) as caught:
        read(query_string)
    assert (caught.value.parameter, caught.value.found) == (parameter, found)


def test_ids_are_short_in_an_address():
    query, _ = read("ids=16QE331,QANR5L15QG12,,16QE331,%20mon-article-5fe8e16d")
    assert query.ids == ("QANR5L16QE331", "QANR5L15QG12", "mon-article-5fe8e16d")
    assert args_from_query(query) == [("ids", "16QE331,15QG12,mon-article-5fe8e16d")]
    many = ",".join(f"16QE{n}" for n in range(500))
    query, (notice,) = read(f"ids={many}", lenient=True)
    assert query.ids == tuple(f"QANR5L16QE{n}" for n in range(200))
    assert "200" in notice.message


def test_surplus_values_are_dropped_and_said():
    query, (notice,) = read("&".join(f"topic=v{i:04}" for i in range(2000)), lenient=True)
    assert query.selected(FacetField.TOPIC) == tuple(f"v{i:04}" for i in range(100))
    assert notice.parameter == "topic"
    assert "100 valeurs" in notice.message
    assert read("&".join(["topic=a"] * 2000))[0].selected(FacetField.TOPIC) == ("a",)


def test_a_slip_is_placed_in_the_text_that_is_shown():
    query, (notice,) = read("q=++cloud%00+%09+%00+%22sant%C3%A9", lenient=True)
    assert query.text == 'cloud "santé'
    assert query.expr == parse_plainly('cloud "santé')
    assert notice.position == query.text.index('"')
    with pytest.raises(UnbalancedQuoteError):
        read("q=cloud+%22")


def test_a_text_too_long_is_cut_before_it_fills_every_link():
    query, (notice,) = read("q=" + "mot+" * 2500, lenient=True)
    assert notice.code == "query_too_complex"
    assert len(query.text) <= 4000
    assert notice.message.count("4\u202f000 caractères") == 1
