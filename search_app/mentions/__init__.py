"""Which days, laws and European acts does a French text mention?"""

from search_app.mentions.dates import (
    DateError,
    FoundDate,
    dates_in,
    day_of_name,
    read_date,
    with_century,
)
from search_app.mentions.laws import laws_cited, laws_of

__all__ = [
    "DateError",
    "FoundDate",
    "dates_in",
    "day_of_name",
    "laws_cited",
    "laws_of",
    "read_date",
    "with_century",
]
