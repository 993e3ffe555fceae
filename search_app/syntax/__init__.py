"""What does a typed query mean, and how is a query said in a French sentence?"""

from search_app.syntax.dates import FoundPeriod, find_period, parse_dates, write_dates
from search_app.syntax.dates_in_words import say_dates, say_day
from search_app.syntax.describe import as_typed, describe, describe_expr
from search_app.syntax.fields import DATE_EXAMPLES
from search_app.syntax.lexer import is_searchable
from search_app.syntax.offers import OfferedOperators, offered_operators
from search_app.syntax.parser import parse, parse_plainly
from search_app.syntax.references import question_references, references_within
from search_app.syntax.rewrite import (
    with_words_replaced,
    without_elision,
    without_field,
    without_quotation_marks,
)

__all__ = [
    "DATE_EXAMPLES",
    "FoundPeriod",
    "OfferedOperators",
    "as_typed",
    "describe",
    "describe_expr",
    "find_period",
    "is_searchable",
    "offered_operators",
    "parse",
    "parse_dates",
    "parse_plainly",
    "question_references",
    "references_within",
    "say_dates",
    "say_day",
    "with_words_replaced",
    "without_elision",
    "without_field",
    "without_quotation_marks",
    "write_dates",
]
