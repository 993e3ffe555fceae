"""What does a typed query mean, and how is a query said in a French sentence?"""

from search_app.syntax.describe import describe, describe_expr, say_dates, say_day
from search_app.syntax.fields import parse_dates, write_dates
from search_app.syntax.lexer import is_searchable
from search_app.syntax.parser import parse, parse_plainly
from search_app.syntax.rewrite import (
    with_words_replaced,
    without_elision,
    without_quotation_marks,
)

__all__ = [
    "describe",
    "describe_expr",
    "is_searchable",
    "parse",
    "parse_dates",
    "parse_plainly",
    "say_dates",
    "say_day",
    "with_words_replaced",
    "without_elision",
    "without_quotation_marks",
    "write_dates",
]
