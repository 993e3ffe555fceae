"""A Query understood and run. Engine-neutral: adapters only execute."""

from search_app.search.pipeline import search
from search_app.search.relax import with_any_word
from search_app.search.suggest import suggestions
from search_app.search.understand import understand

__all__ = ["search", "suggestions", "understand", "with_any_word"]
