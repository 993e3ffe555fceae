"""Which addresses show several searches over time, side by side?"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import NamedTuple

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from search_app.french import words
from search_app.model.expr import DateRange, MatchAll
from search_app.model.facet import FacetField
from search_app.model.query import HistogramUnit, Query, Sort
from search_app.model.results import DateBucket
from search_app.search import scan
from search_app.search.distinctive import distinctive_words
from search_app.web import labels
from search_app.web.answer_types.figures import Trends
from search_app.web.arguments import values_of
from search_app.web.asking import answer, query_url, searcher, settings, timeout_s, today
from search_app.web.described import Parameter, described
from search_app.web.lanes import enter_dear_lane
from search_app.web.links import QueryUrl
from search_app.web.page_names import asked as name_of
from search_app.web.parameters import FILTERS, WORDS_AS_TYPED, Q
from search_app.web.places import asked_arguments, url_for
from search_app.web.table_file import table_file
from search_app.web.trends_menu import VALUES_MAX, Choice, choices, ways
from search_app.web.trends_page import (
    SERIES_MAX,
    TEXTS_MAX,
    Series,
    table_cells,
    trends_as_json,
    trends_page,
)
from search_app.web.trends_whole import whole_of
from search_app.web.urls import args_from_query, query_from_args, with_arguments

trending = Blueprint("trending", __name__)
TEXTS = replace(Q, values_max=TEXTS_MAX)
SIDES = (
    Parameter(
        name="compare",
        description="filtre dont les valeurs choisies sont comparées, à la place des textes",
        schema={"type": "string", "enum": [field.parameter for field in FacetField]},
    ),
    Parameter(
        name="unit",
        description="périodes\u00a0; sans lui, des mois sur peu d’années, sinon des années",
        schema={"type": "string", "enum": ["year", "month"]},
    ),
)
# How many documents of each series are read for its words, and how many words are shown.
WORDS_READ = 100
WORDS_SHOWN = 12
# Years are drawn unless the dates asked for are no more than so many.
YEARS_BY_MONTH_MAX = 3


class Asked(NamedTuple):
    """What an address asks to compare.

    queries: one for each series. field: the facet whose values they are, None for texts; with no
    value chosen, the one series is that of all. others: the search that all have in common. cut:
    some were left out, because they are too many.
    """

    queries: tuple[Query, ...]
    field: FacetField | None
    others: Query
    cut: bool

    @property
    def unit(self) -> HistogramUnit:
        given = request.args.get("unit")
        if given in {HistogramUnit.MONTH, HistogramUnit.YEAR}:
            return HistogramUnit(given)
        return _usual_unit(self.others.dates)


@trending.get("/trends")
def html() -> ResponseReturnValue:
    asked = _asked(lenient=True)
    series = _series(asked)
    is_share = request.args.get("measure") == "share"
    page = trends_page(
        series,
        asked.unit,
        is_share=is_share,
        words=_words(asked) if asked.field and len(series) > 1 else [()] * len(series),
    )
    others = replace(asked.others, text="", expr=MatchAll())
    others = others.without(asked.field) if asked.field else others
    return render_template(
        "trends.html",
        page=page,
        field=asked.field,
        ways=ways(asked.others if asked.field else asked.queries[0], asked.field, _trends_url()),
        choices=_choices(asked),
        choices_max=VALUES_MAX,
        texts=[query.text for query in asked.queries] if asked.field is None else [],
        texts_max=TEXTS_MAX,
        cut=asked.cut,
        kept=args_from_query(others, settings().page_size_hits),
        unit=asked.unit.value,
        text=asked.others.text,
        others=name_of(others),
        arguments=asked_arguments(),
        unfiltered=with_arguments(
            url_for("trending.html"), [("q", query.text) for query in asked.queries if query.text]
        ),
    )


def _trends_url() -> QueryUrl:
    return query_url("trending.html")


def _choices(asked: Asked) -> tuple[Choice, ...]:
    if asked.field is None:
        return ()
    common = replace(asked.others.without(asked.field), page=1, page_size=1)
    return choices(answer(common), asked.field, asked.others.selected(asked.field))


@trending.get("/trends.json")
@described(
    "Des recherches côte à côte dans le temps", Trends, (TEXTS, *FILTERS, *WORDS_AS_TYPED, *SIDES)
)
def json() -> ResponseReturnValue:
    asked = _asked(lenient=False)
    series = _series(asked)
    return jsonify(trends_as_json(searcher().generation.id, series, asked.unit))


@trending.get("/trends.csv")
def csv() -> ResponseReturnValue:
    asked = _asked(lenient=False)
    series = _series(asked)
    titles = [f"{one.label}{part}" for one in series for part in ("", "\u00a0: part")]
    return table_file("tendances", ["Période", *titles], table_cells(series, asked.unit))


def _asked(*, lenient: bool) -> Asked:
    """Return what the address asks for. When not lenient, raises what `query_from_args` raises."""
    args = request.args.to_dict(flat=False)
    texts = values_of(args, "q")

    def query_of(text: str) -> Query:
        query, _ = query_from_args(
            {**args, "q": [text], "page": []},
            page_size=settings().page_size_hits,
            today=today(),
            lenient=lenient,
            terms_max=settings().query_terms_max,
        )
        return query

    first = query_of(texts[0] if texts else "")
    enter_dear_lane()
    name = request.args.get("compare")
    field = next((field for field in FacetField if field.parameter == name), None)
    if field is not None and ((values := first.selected(field)) or len(texts) <= 1):
        queries = [first.without(field).toggled(field, value) for value in values[:SERIES_MAX]]
        return Asked(tuple(queries) or (first,), field, first, len(values) > SERIES_MAX)
    queries = [first, *map(query_of, texts[1:TEXTS_MAX])]
    others = replace(first, text="", expr=MatchAll(), passage=())
    return Asked(tuple(queries), None, others, len(texts) > TEXTS_MAX)


def _series(asked: Asked) -> list[Series]:
    search_url, unit = query_url(), asked.unit
    # Several series may be parts of one search.
    answered = cache(answer)
    made = []
    for query in asked.queries:
        found = answered(replace(query, histogram=unit, page_size=1))
        made.append(
            Series(
                label=_label(query, asked.field),
                url=search_url(query),
                total=found.total,
                counts=_counts(found.histogram),
                all_counts=_counts(
                    answered(replace(whole_of(query, asked.field), histogram=unit)).histogram
                ),
            )
        )
    return made


def _label(query: Query, field: FacetField | None) -> str:
    if field is None or not query.selected(field):
        return query.text or "Tous les documents"
    return labels.facet_value(field, query.selected(field)[0])


def _counts(buckets: Sequence[DateBucket]) -> dict[dt.date, int]:
    return {bucket.start: bucket.count for bucket in buckets}


def _words(asked: Asked) -> list[tuple[str, ...]]:
    """Return for each series the words that its latest documents have more than the others have."""
    groups = [
        islice(
            scan(
                searcher(),
                replace(query, sort=Sort.NEWEST),
                timeout_s=timeout_s(),
                expansions_max=settings().query_expansions_max,
            )[1],
            WORDS_READ,
        )
        for query in asked.queries
    ]
    found = distinctive_words(groups, frozenset(words(asked.others.text)), WORDS_SHOWN)
    return [tuple(map(searcher().written, listed)) for listed in found]


def _usual_unit(dates: DateRange | None) -> HistogramUnit:
    if not dates or not dates.first or not dates.last:
        return HistogramUnit.YEAR
    years = dates.last.year - dates.first.year + 1
    return HistogramUnit.MONTH if years <= YEARS_BY_MONTH_MAX else HistogramUnit.YEAR
