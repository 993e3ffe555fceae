"""On which day does an element say that something was published or happened?

Days are written in two ways, 26/10/2022 and 2022-10-26, in every legislature, and files of
different years name the same day by different keys.
"""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from search_app.ingest.json_questions.values import first_object, text
from search_app.mentions import read_date

JO_DATES = ("dateJO",)


def written_day(found: Any, names: Sequence[str] = JO_DATES) -> str:
    """Return the day of an element as written, "" when it has none.

    It stands in the element's `infoJO`, else under the first of `names` that is there, or is all
    that the element holds.
    """
    fields = first_object(found)
    journal = first_object(fields, "infoJO")
    written = [text(journal.get("dateJO")), *(text(fields.get(name)) for name in names)]
    return next(filter(None, written), "" if fields else text(found))


@lru_cache(maxsize=10_000)
def read_day(written: str) -> dt.date | None:
    """Return the day, None for "". Raises DateError when no calendar has it."""
    return read_date(written) if written else None
