"""Which search does an address ask for, and which address asks for a search? Exact inverses.

Knows the parameters alone: no request, no route. Parameters and what is accepted:

- `q`: the text of the query, read by `syntax`; control characters are removed.
- `legislature`, `party`, `ministry`, `topic`, `type`, `status`, `year`: values of a facet,
  repeatable, at most 50 different ones of at most 200 characters each; an unknown value is kept.
- `correction`, `expansion`: 0 searches the words as typed, without other spellings or names.
- `sort`: relevance, newest or oldest. `page`: 1 to 999999999.

An empty parameter counts as absent; of a repeated `q`, `sort` or `page` the first one that is not
empty counts; other parameters are passed over.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlencode

from search_app.model.errors import ParameterError, QueryError, QueryTooComplexError
from search_app.model.expr import Expr, MatchAll
from search_app.model.facet import FacetField
from search_app.model.query import Query, Sort, normalised_filters
from search_app.syntax import parse, parse_plainly
from search_app.web.limits import FACET_VALUE_CHARACTERS_MAX, FACET_VALUES_MAX, PAGE_MAX
from search_app.web.notices import Notice, notice_of

OFF = "0"
PAGE = re.compile(r"[0-9]{1,9}")

Args = Mapping[str, Sequence[str]]
T = TypeVar("T")


def query_from_args(
    args: Args, *, page_size: int, today: dt.date, lenient: bool
) -> tuple[Query, tuple[Notice, ...]]:
    """Read the decoded parameters of an address; `today` anchors relative dates.

    Strict, raises QueryError or ParameterError at the first slip. Lenient, never raises: a wrong
    page is 1, a wrong sort is relevance, surplus facet values are dropped, a wrong query is
    searched as plain words; each slip is told by a Notice.
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

    def chosen(field: FacetField) -> list[str]:
        values = _values(args, field)
        return read(lambda: _checked(values, field), lambda _: _acceptable(values))

    typed = " ".join(filter(None, (_cleaned(part) for part in _first(args, "q").split())))
    text, expr = read(lambda: _understood(typed, today), lambda error: _plain(typed, error))
    query = Query(
        text=text,
        expr=expr,
        filters=normalised_filters({field: chosen(field) for field in FacetField}),
        sort=read(lambda: _sort(_first(args, "sort")), lambda _: Sort.RELEVANCE),
        page=read(lambda: _page(_first(args, "page")), lambda _: 1),
        page_size=page_size,
        corrected=_first(args, "correction") != OFF,
        expanded=_first(args, "expansion") != OFF,
    )
    return query, tuple(slips)


def args_from_query(query: Query) -> list[tuple[str, str]]:
    """Return the canonical parameters, in one order, defaults left out.

    Relevance is the default sort; for a query without words it means newest first.
    """
    pairs = [("q", query.text)] if query.text else []
    pairs += [(field.parameter, v) for field, values in query.filters for v in values]
    if query.sort is not Sort.RELEVANCE:
        pairs.append(("sort", query.sort.value))
    if not query.corrected:
        pairs.append(("correction", OFF))
    if not query.expanded:
        pairs.append(("expansion", OFF))
    if query.page > 1:
        pairs.append(("page", str(query.page)))
    return pairs


def address(path: str, query: Query) -> str:
    """Return the address at `path` ("/search") that asks for `query`."""
    pairs = "&".join(_encoded(name, value) for name, value in args_from_query(query))
    return f"{path}?{pairs}" if pairs else path


@lru_cache(maxsize=4096)
def _encoded(name: str, value: str) -> str:
    """One parameter, encoded once: a page repeats each of them in hundreds of links."""
    return urlencode([(name, value)])


def _first(args: Args, name: str) -> str:
    return next((value for value in args.get(name, ()) if value.strip()), "")


def _cleaned(text: str) -> str:
    """Text without what no one types: control characters and halves of a surrogate pair."""
    return "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cs"})


def _understood(text: str, today: dt.date) -> tuple[str, Expr]:
    return text, parse(text, today=today) if text else MatchAll()


def _plain(text: str, error: Exception) -> tuple[str, Expr]:
    if isinstance(error, QueryTooComplexError) and error.what == "characters":
        # The page repeats the text in each of its links: what is not read is not carried along.
        text = text[: error.limit].rstrip()
    return text, parse_plainly(text)


def _values(args: Args, field: FacetField) -> list[str]:
    """Different values of a facet, in the order given."""
    values = (_cleaned(value) for value in args.get(field.parameter, ()))
    return list(dict.fromkeys(value for value in values if value.strip()))


def _acceptable(values: list[str]) -> list[str]:
    return [v for v in values if len(v) <= FACET_VALUE_CHARACTERS_MAX][:FACET_VALUES_MAX]


def _checked(values: list[str], field: FacetField) -> list[str]:
    if _acceptable(values) != values:
        too_many = len(values) > FACET_VALUES_MAX
        raise ParameterError(
            parameter=field.parameter,
            found=f"{len(values)} values" if too_many else max(values, key=len),
            accepted=f"{FACET_VALUES_MAX} values of {FACET_VALUE_CHARACTERS_MAX} characters",
        )
    return values


def _sort(value: str) -> Sort:
    if value and value not in {sort.value for sort in Sort}:
        raise ParameterError(
            parameter="sort", found=value, accepted=", ".join(sort.value for sort in Sort)
        )
    return Sort(value) if value else Sort.RELEVANCE


def _page(value: str) -> int:
    if not value:
        return 1
    if not PAGE.fullmatch(value) or int(value) < 1:
        raise ParameterError(parameter="page", found=value, accepted=f"1-{PAGE_MAX}")
    return int(value)
