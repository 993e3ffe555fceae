"""Which other reading of the words typed does the page of a search offer? Operators, a period."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from search_app.model.query import Query
from search_app.syntax import FoundPeriod, find_period, offered_operators
from search_app.web.links import Link, QueryUrl

# A period is not taken out of a quotation, nor away from a field or an operator.
_SIGNS = re.compile(r'[:*~()"«»“”„]|(?:^|\s)-\S|\b(?:ET|OU|SAUF|AND|OR|NOT)\b')


def offers(query: Query, today: dt.date, search_url: QueryUrl) -> tuple[Link, ...]:
    """Return links to other readings of the text; their notes say how it was read.

    search_url: gives the address of a query. The links keep the filters.
    """
    found = None if _SIGNS.search(query.text) else find_period(query.text, today)
    return (*_operators(query, found, today, search_url), *_period(query, found, search_url))


def _operators(
    query: Query, found: FoundPeriod | None, today: dt.date, search_url: QueryUrl
) -> Iterator[Link]:
    """Yield the link to the query with operators, if its small words are not those of a period."""
    offered = offered_operators(query.text, today)
    if offered and not (found and set(offered.words) <= set(found.written.split())):
        read = " et ".join(f"«\u00a0{word}\u00a0»" for word in offered.words)
        is_one = len(offered.words) == 1
        yield Link(
            label=f"Chercher plutôt «\u00a0{offered.text}\u00a0»",
            url=search_url(replace(query, text=offered.text, page=1)),
            note=f"{read} {'est lu comme un mot' if is_one else 'sont lus comme des mots'}.",
        )


def _period(query: Query, found: FoundPeriod | None, search_url: QueryUrl) -> Iterator[Link]:
    if found and found.dates != query.dates:
        rest = f"Chercher plutôt «\u00a0{found.rest}\u00a0» dans les" if found.rest else "Voir les"
        yield Link(
            label=f"{rest} documents de cette période",
            url=search_url(replace(query, text=found.rest, dates=found.dates, page=1)),
            note=f"«\u00a0{found.written}\u00a0» est cherché dans les textes.",
        )
