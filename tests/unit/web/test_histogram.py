"""The bars: one for each period with documents, each a link that narrows, a way back up."""

import datetime as dt
import html
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from loop_engine import ARTICLE, QUESTION, LoopEngine

from search_app.model.expr import DateRange
from search_app.model.query import HistogramUnit, Query
from search_app.model.results import DateBucket, Results
from search_app.web.histogram import HEIGHT, SLOTS_MAX, histogram_view, unit_for

BAR = re.compile(r'<a href="([^"]+)"><title>([^<]+)</title>')


@pytest.fixture
def dated(engine: LoopEngine) -> LoopEngine:
    days = (dt.date(2021, 5, 1), dt.date(2021, 5, 20), dt.date(2021, 7, 2), dt.date(2023, 1, 1))
    engine.documents = (
        *(replace(QUESTION, id=f"q{n}", date=day) for n, day in enumerate(days)),
        replace(ARTICLE, date=None),
    )
    return engine


def bars(client: FlaskClient, url: str) -> list[tuple[str, str]]:
    text = client.get(url).text
    return [(html.unescape(u), html.unescape(said)) for u, said in BAR.findall(text)]


def test_year_month_day(client: FlaskClient, dated: LoopEngine):
    assert bars(client, "/search?q=cloud") == [
        ("/search?q=cloud&date=2021", "2021\u00a0: 3\u00a0documents"),
        ("/search?q=cloud&date=2023", "2023\u00a0: 1\u00a0document"),
    ]
    assert bars(client, "/search?date=2021") == [
        ("/search?date=2021-05", "mai 2021\u00a0: 2\u00a0documents"),
        ("/search?date=2021-07", "juillet 2021\u00a0: 1\u00a0document"),
    ]
    assert bars(client, "/search?date=2021-05") == [
        ("/search?date=2021-05-01", "1er mai 2021\u00a0: 1\u00a0document"),
        ("/search?date=2021-05-20", "20 mai 2021\u00a0: 1\u00a0document"),
    ]


def test_the_days_of_a_month_are_written_under_it_whatever_has_bars(
    client: FlaskClient, dated: LoopEngine
):
    text = client.get("/search?date=2021-05").text
    assert re.findall(r"y=72>([0-9]+)<", text) == ["1", "6", "11", "16", "21", "26", "31"]


def test_each_step_leads_back_up(client: FlaskClient, dated: LoopEngine):
    text = client.get("/search?date=2021-05-20").text.partition('class="periods"')[2]
    assert re.findall(r'href="([^"]+)" data-live>([^<]+)<', text.partition("</ul>")[0]) == [
        ("/search", "Toutes les dates"),
        ("/search?date=2021", "2021"),
        ("/search?date=2021-05", "mai 2021"),
    ]
    assert 'class="periods"' not in client.get("/search").text


def test_the_table_says_the_same(client: FlaskClient, dated: LoopEngine):
    table = client.get("/search").text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert re.findall(r'<th scope="row">(\w+)</th><td>(\d+)\W', table) == [
        ("2021", "3"),
        ("2023", "1"),
    ]


def test_documents_without_a_date_are_counted_apart(client: FlaskClient, dated: LoopEngine):
    assert "Sans date\u00a0: 1\u00a0document<" in client.get("/search").text
    assert "Sans date" not in client.get("/search?date=2021").text


days = st.dates(dt.date(1700, 1, 1), dt.date(2100, 1, 1))


@given(
    unit=st.sampled_from(list(HistogramUnit)),
    counts=st.dictionaries(days, st.integers(1, 10**6), max_size=90),
)
def test_every_bar_fits_and_no_document_is_lost(unit: HistogramUnit, counts: dict[dt.date, int]):
    starts: dict[dt.date, int] = {}
    first = min(counts, default=dt.date(2000, 1, 1))
    for day, count in counts.items():
        match unit:
            case HistogramUnit.YEAR:
                start = dt.date(day.year, 1, 1)
            case HistogramUnit.MONTH:
                start = dt.date(first.year, day.month, 1)
            case HistogramUnit.DAY:
                start = dt.date(first.year, first.month, min(day.day, 28))
        starts[start] = starts.get(start, 0) + count
    results = Results(
        hits=(),
        total=sum(starts.values()),
        matched=0,
        facets={},
        generation="",
        histogram=tuple(DateBucket(s, starts[s]) for s in sorted(starts)),
        undated=0,
    )
    view = histogram_view(results, Query(histogram=unit), search_url=lambda query: str(query.dates))
    assert len(view.bars) == min(len(starts), SLOTS_MAX)
    for bar in view.bars:
        assert 0 < bar.height <= HEIGHT
        assert bar.y + bar.height == HEIGHT
        assert float(bar.x.rstrip("%")) + float(bar.width.rstrip("%")) <= 100.5
    assert len({bar.url for bar in view.bars}) == len(view.bars)


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        (None, None, "year"),
        ("2021-01-01", None, "year"),
        ("2021-01-01", "2022-01-01", "year"),
        ("2021-01-01", "2021-12-31", "month"),
        ("2021-03-04", "2021-04-05", "month"),
        ("2021-03-04", "2021-03-05", "day"),
    ],
)
def test_the_unit_follows_the_dates(first: str | None, last: str | None, unit: str):
    ends = [dt.date.fromisoformat(day) if day else None for day in (first, last)]
    assert unit_for(DateRange(*ends)).value == unit
