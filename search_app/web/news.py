"""What is new in the corpus, and from which day is the newest document of an empty period?"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from search_app.model.expr import DateRange
from search_app.model.query import Query, Sort
from search_app.model.results import Results
from search_app.web import labels
from search_app.web.links import DocumentUrl, Link, QueryUrl

# The lengths of the periods that the first page leads to.
DAYS = (7, 30)


def news_links(
    count: Callable[[DateRange], int], today: dt.date, search_url: QueryUrl
) -> tuple[Link, ...]:
    """Return a link to the documents of the last days for each of DAYS that have some.

    The periods have no end, so that who follows one of these searches is told what comes. count:
    gives the number of documents in a period.
    """
    periods = [(days, DateRange(today - dt.timedelta(days), None)) for days in DAYS]
    return tuple(
        Link(
            label=f"{days} derniers jours",
            url=search_url(Query(dates=period)),
            note=labels.number(total),
        )
        for days, period in periods
        if (total := count(period))
    )


def newest_link(
    query: Query, answer: Callable[[Query], Results], document_url: DocumentUrl
) -> Link | None:
    """Return a link, named after its day, to the newest document of a search without its period.

    None when the search has no period, or finds nothing with a day without it.
    """
    if not query.dates:
        return None
    without = replace(query, dates=None, sort=Sort.NEWEST, page=1, page_size=1)
    newest = next((hit.document for hit in answer(without).hits), None)
    if newest is None or newest.date is None:
        return None
    return Link(label=labels.day(newest.date), url=document_url(newest.id))
