"""What does a typed query mean, and how is a query said in a French sentence?"""

from search_app.syntax.dates import FoundPeriod, find_period, parse_dates, write_dates
from search_app.syntax.describe import describe, say_dates, say_day
from search_app.syntax.fields import DATE_EXAMPLES
from search_app.syntax.parser import parse, parse_plainly

__all__ = [
    "DATE_EXAMPLES",
    "FoundPeriod",
    "describe",
    "find_period",
    "parse",
    "parse_dates",
    "parse_plainly",
    "say_dates",
    "say_day",
    "write_dates",
]
