"""What does a typed query mean, and how is a query said in a French sentence?"""

from search_app.syntax.dates import FoundPeriod, find_period, parse_dates, write_dates
from search_app.syntax.describe import describe, say_dates, say_day
from search_app.syntax.fields import DATE_EXAMPLES
from search_app.syntax.offers import OfferedOperators, offered_operators
from search_app.syntax.parser import parse, parse_plainly
from search_app.syntax.references import question_references

__all__ = [
    "DATE_EXAMPLES",
    "FoundPeriod",
    "OfferedOperators",
    "describe",
    "find_period",
    "offered_operators",
    "parse",
    "parse_dates",
    "parse_plainly",
    "question_references",
    "say_dates",
    "say_day",
    "write_dates",
]
