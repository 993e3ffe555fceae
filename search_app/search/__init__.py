"""How is a query understood and run, and what may a reader be about to type?

Nothing here knows an engine: an engine only executes what this room asks of it.
"""

from search_app.search.cards import Named, NamedValue, named_by
from search_app.search.pipeline import answer_times, scan, search
from search_app.search.prepare import prepare
from search_app.search.suggest import suggestions

__all__ = [
    "Named",
    "NamedValue",
    "answer_times",
    "named_by",
    "prepare",
    "scan",
    "search",
    "suggestions",
]
