"""Which search do the parameters of an address ask for, and which parameters ask for a search?

`query_from_args` and `args_from_query` are inverses. The parameters, and what they accept:

- `q`: the text of the query, read by `syntax`, without control characters; it may have no letter.
- The parameter of each facet (`party`, `topic` …): a value of it. It can be repeated, with at most
  100 different values of at most 200 characters each; a value that no document has is kept.
- `none`: the parameter of a facet in which a document has no value; it can be repeated.
- `not_party` …, `not_none`: the same, excluded. What is both asked for and excluded is excluded.
- `ids`: ids of documents, with commas between them; only these are searched (see `chosen`).
- `date`: days as the field `date:` of the query language takes them ("2023", "avant mai 2021").
- `correction`, `expansion`: with 0, the search does without corrections, without other names.
- `sort`: relevance (the default, meaning newest for a query without words), or another `Sort`.
- `size`: 10, 20, 50 or 100 hits. `page`: 1 to 999999999.
- `partial_page`: the page of the documents that have some of the words only, 1 to 999999999. It is
  no part of a Query (`partial_page_from_args`): whatever else changes, it is the first one again.

An empty parameter counts as absent. When `q`, `ids`, `date`, `sort`, `size` or a page is repeated,
the first one that is not empty counts. Other parameters are ignored.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import TypeVar
from urllib.parse import urlencode

from search_app.model.errors import ParameterError, QueryError, QueryTooComplexError
from search_app.model.expr import DateRange, Expr, MatchAll
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import PAGE_SIZE, TERMS_MAX, Filters, Query, Sort, normalised_filters
from search_app.syntax import (
    DATE_EXAMPLES,
    is_searchable,
    parse,
    parse_dates,
    parse_plainly,
    write_dates,
)
from search_app.web.arguments import Args, cleaned, first_value, values_of
from search_app.web.chosen import CHOSEN, CHOSEN_MAX, first_ids, ids_of, in_address
from search_app.web.notices import Notice, notice_of
from search_app.web.parameter_limits import (
    FACET_VALUE_CHARACTERS_MAX,
    FACET_VALUES_MAX,
    PAGE_MAX,
    PAGE_SIZES,
)

OFF = "0"
# The number of a result page, or the rank of a hit.
PAGE_OR_RANK = re.compile(r"[0-9]{1,9}")
PARTIAL_PAGE = "partial_page"
# Names the facets in which a document has no value.
NO_VALUE_PARAMETER = "none"
# Before the name of a parameter that excludes what it names.
EXCLUDED_PREFIX = "not_"
_FIELD_BY_PARAMETER = {field.parameter: field for field in FacetField}

T = TypeVar("T")


def query_from_args(
    args: Args, *, page_size: int, today: dt.date, lenient: bool, terms_max: int = TERMS_MAX
) -> tuple[Query, tuple[Notice, ...]]:
    """Return the query that the parameters of an address ask for, and notices of its mistakes.

    args: the values of each parameter, decoded. page_size: hits on a page when no `size` is given.
    today: the day that relative dates are counted from. terms_max: as `parse` takes it.

    lenient: never raise, but return a notice of each mistake: a wrong page is read as 1, a wrong
    order as relevance, surplus facet values are dropped, and a query that cannot be parsed is
    searched as plain words. When not lenient, raises QueryError or ParameterError at the first
    mistake, and there are no notices.
    """
    slips: list[Notice] = []

    def read(reading: Callable[[], T], fallback: Callable[[Exception], T]) -> T:
        try:
            return reading()
        except (ParameterError, QueryError) as error:
            if not lenient:
                raise
            slips.append(notice_of(error))
            return fallback(error)

    def chosen(prefix: str) -> Filters:
        """Return the filters of the parameters whose names begin with `prefix`."""
        filters = {}
        for name, field in _FIELD_BY_PARAMETER.items():
            values = values_of(args, prefix + name)
            filters[field] = read(partial(_checked, values, name), partial(_acceptable, values))
        named = values_of(args, prefix + NO_VALUE_PARAMETER)
        for name in read(
            partial(_known_facets, named), lambda _: [n for n in named if n in _FIELD_BY_PARAMETER]
        ):
            filters[_FIELD_BY_PARAMETER[name]].append(NO_VALUE)
        return normalised_filters(filters)

    typed = " ".join(filter(None, (cleaned(part) for part in first_value(args, "q").split())))
    text, expr = read(partial(_parsed, typed, today, terms_max), partial(_parsed_plainly, typed))
    ids = cleaned(first_value(args, CHOSEN))
    query = Query(
        text=text,
        expr=expr,
        filters=chosen(""),
        excluded=chosen(EXCLUDED_PREFIX),
        ids=read(lambda: ids_of(ids), lambda _: first_ids(ids, CHOSEN_MAX)),
        dates=read(lambda: _dates(first_value(args, "date"), today), lambda _: None),
        sort=read(lambda: _sort(first_value(args, "sort")), lambda _: Sort.RELEVANCE),
        page=read(lambda: page_from_args(args), lambda _: 1),
        page_size=read(lambda: _size(first_value(args, "size"), page_size), lambda _: page_size),
        corrected=first_value(args, "correction") != OFF,
        expanded=first_value(args, "expansion") != OFF,
    )
    return query, tuple(slips)


def partial_page_from_args(args: Args, *, lenient: bool) -> tuple[int, tuple[Notice, ...]]:
    """Return the page of partial hits that an address asks for, from 1, and notices of mistakes.

    args, lenient: as for `query_from_args`. When not lenient, raises ParameterError.
    """
    try:
        return page_from_args(args, PARTIAL_PAGE), ()
    except ParameterError as error:
        if not lenient:
            raise
        return 1, (notice_of(error),)


def args_from_query(query: Query, page_size: int = PAGE_SIZE) -> list[tuple[str, str]]:
    """Return the parameters that ask for a query, as (name, value) pairs, defaults left out.

    The pairs are in the order of the list above. page_size: hits on a page when no `size` is given.
    """
    pairs = [("q", query.text)] if query.text else []
    for prefix, chosen in (("", query.filters), (EXCLUDED_PREFIX, query.excluded)):
        pairs += [argument(field, v, prefix) for field, values in chosen for v in values]
    if query.ids:
        pairs.append((CHOSEN, in_address(query.ids)))
    if query.dates:
        pairs.append(("date", write_dates(query.dates)))
    if not query.corrected:
        pairs.append(("correction", OFF))
    if not query.expanded:
        pairs.append(("expansion", OFF))
    if query.sort is not Sort.RELEVANCE:
        pairs.append(("sort", query.sort.value))
    if query.page_size != page_size:
        pairs.append(("size", str(query.page_size)))
    if query.page > 1:
        pairs.append(("page", str(query.page)))
    return pairs


def argument(field: FacetField, value: str, prefix: str = "") -> tuple[str, str]:
    """Return name and value of the parameter that asks for one facet value, or excludes it.

    prefix: "" to ask for it, EXCLUDED_PREFIX to exclude it.
    """
    if value == NO_VALUE:
        return prefix + NO_VALUE_PARAMETER, field.parameter
    return prefix + field.parameter, value


def address(path: str, query: Query, page_size: int = PAGE_SIZE) -> str:
    """Return the address at `path` ("/search") that asks for `query`."""
    return with_arguments(path, args_from_query(query, page_size))


def with_arguments(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return the address made of a path and parameters; the path alone when there are none."""
    arguments = "&".join(_encoded(name, value) for name, value in pairs)
    return f"{path}?{arguments}" if arguments else path


@lru_cache(maxsize=4096)
def _encoded(name: str, value: str) -> str:
    """Encode one parameter; it is kept, because a page repeats it in hundreds of links."""
    return urlencode([(name, value)])


def _parsed(text: str, today: dt.date, terms_max: int) -> tuple[str, Expr]:
    has_words = is_searchable(text)
    return text, parse(text, today=today, terms_max=terms_max) if has_words else MatchAll()


def _parsed_plainly(text: str, error: Exception) -> tuple[str, Expr]:
    if isinstance(error, QueryTooComplexError) and error.what == "characters":
        # Each link of the page repeats the text, so the part that is not read is cut off.
        text = text[: error.limit].rstrip()
    return text, parse_plainly(text)


def _acceptable(values: list[str], _: Exception | None = None) -> list[str]:
    return [v for v in values if len(v) <= FACET_VALUE_CHARACTERS_MAX][:FACET_VALUES_MAX]


def _checked(values: list[str], parameter: str) -> list[str]:
    if _acceptable(values) != values:
        too_many = len(values) > FACET_VALUES_MAX
        raise ParameterError(
            parameter=parameter,
            found=f"{len(values)} values" if too_many else max(values, key=len),
            accepted=f"{FACET_VALUES_MAX} values of {FACET_VALUE_CHARACTERS_MAX} characters",
        )
    return values


def _known_facets(names: list[str]) -> list[str]:
    for name in names:
        if name not in _FIELD_BY_PARAMETER:
            raise ParameterError(
                parameter=NO_VALUE_PARAMETER, found=name, accepted=", ".join(_FIELD_BY_PARAMETER)
            )
    return names


def _dates(value: str, today: dt.date) -> DateRange | None:
    dates = parse_dates(value, today) if value else None
    if value and dates is None:
        raise ParameterError(parameter="date", found=value, accepted=", ".join(DATE_EXAMPLES))
    return dates


def _size(value: str, page_size: int) -> int:
    if not value:
        return page_size
    if value not in {str(size) for size in PAGE_SIZES}:
        accepted = ", ".join(map(str, PAGE_SIZES))
        raise ParameterError(parameter="size", found=value, accepted=accepted)
    return int(value)


def _sort(value: str) -> Sort:
    if value and value not in {sort.value for sort in Sort}:
        raise ParameterError(
            parameter="sort", found=value, accepted=", ".join(sort.value for sort in Sort)
        )
    return Sort(value) if value else Sort.RELEVANCE


def page_from_args(args: Args, parameter: str = "page") -> int:
    value = first_value(args, parameter)
    if value and (not PAGE_OR_RANK.fullmatch(value) or int(value) < 1):
        raise ParameterError(parameter=parameter, found=value, accepted=f"1-{PAGE_MAX}")
    return int(value or 1)
