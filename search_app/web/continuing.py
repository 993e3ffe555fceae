"""Where does a list go on? At an address that holds within one generation of the index.

The address of the next page has a `cursor`: the generation, and a digest of what is asked for. So
a program that follows these addresses meets each document once, or is told to begin again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain

from search_app.model.errors import OutdatedError, ParameterError
from search_app.model.query import Query
from search_app.model.results import Results, Unfinished
from search_app.web.urls import PARTIAL_PAGE, args_from_query, with_arguments

Pairs = Sequence[tuple[str, str]]
"""Names and values of parameters, in the order of an address."""
CURSOR = "cursor"
_CURSOR = re.compile(r"([0-9A-Za-z-]{1,40})\.[0-9a-f]{16}")


def cursor_of(generation: str, asked: Sequence[str]) -> str:
    """Return the cursor of a page. asked: all that decides what stands on it."""
    digest = sha256("\0".join(asked).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{generation}.{digest}"


def check_cursor(given: str, generation: str, asked: Sequence[str]) -> None:
    """Check the cursor of a request; "" is the beginning of a list.

    Raises OutdatedError when the generation of the cursor is no longer the one that answers, and
    ParameterError when it is no cursor or was given with other parameters.
    """
    if not given:
        return
    found = _CURSOR.fullmatch(given)
    if found and found.group(1) != generation:
        raise OutdatedError
    if given != cursor_of(generation, asked):
        raise ParameterError(parameter=CURSOR, found=given, accepted="next")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPages:
    """The pages of a search in JSON, and of its partial hits.

    path: of their addresses. generation: the one that answers. page_size: hits on a page when no
    `size` is given. kept: parameters that change what is said of a hit, and not which hits there
    are.
    """

    path: str
    generation: str
    page_size: int
    kept: Pairs = ()

    def check(self, cursor: str, query: Query, partial_page: int) -> None:
        """Check the cursor of a request. Raises what `check_cursor` raises."""
        check_cursor(cursor, self.generation, self._asked(query, partial_page))

    def next_urls(
        self, query: Query, partial_page: int, results: Results
    ) -> tuple[str | None, str | None]:
        """Return where the hits go on, and where the partial hits do; None at the end of each.

        Where there was no time to find them, the same page is to be asked for again.
        """
        hits_url = partial_url = None
        if Unfinished.MATCHING in results.unfinished:
            hits_url = partial_url = self._url(query, partial_page)
        elif query.page * query.page_size < results.total:
            hits_url = self._url(replace(query, page=query.page + 1), partial_page)
        if Unfinished.PARTIAL in results.unfinished:
            partial_url = self._url(query, partial_page)
        elif partial_page * query.page_size < results.partial.total:
            partial_url = self._url(query, partial_page + 1)
        return hits_url, partial_url

    def _url(self, query: Query, partial_page: int) -> str:
        cursor = cursor_of(self.generation, self._asked(query, partial_page))
        pairs = self._pairs(query, partial_page)
        return with_arguments(self.path, [*pairs, *self.kept, (CURSOR, cursor)])

    def _pairs(self, query: Query, partial_page: int) -> Pairs:
        pairs = args_from_query(query, self.page_size)
        return [*pairs, (PARTIAL_PAGE, str(partial_page))] if partial_page > 1 else pairs

    def _asked(self, query: Query, partial_page: int) -> list[str]:
        """Return all that decides which hits are on a page.

        That is the expression, too: what `date:30j` means depends on the day.
        """
        pairs = self._pairs(query, partial_page)
        return [*chain.from_iterable(pairs), repr(query.expr), str(query.page_size)]
