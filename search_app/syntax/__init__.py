"""What a user types -> Expr, and a Query -> a French sentence."""

from search_app.syntax.describe import describe, say_day
from search_app.syntax.parser import parse, parse_plainly

__all__ = ["describe", "parse", "parse_plainly", "say_day"]
