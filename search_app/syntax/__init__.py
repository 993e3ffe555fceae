"""What does a typed query mean, and how is a query said in a French sentence?"""

from search_app.syntax.describe import as_typed, describe, say_dates, say_day
from search_app.syntax.fields import parse_dates, write_dates
from search_app.syntax.parser import parse, parse_plainly

__all__ = [
    "as_typed",
    "describe",
    "parse",
    "parse_dates",
    "parse_plainly",
    "say_dates",
    "say_day",
    "write_dates",
]
