"""A Query understood and run. Engine-neutral: adapters only execute."""

from search_app.search.pipeline import search
from search_app.search.prepare import prepare
from search_app.search.suggest import suggestions

__all__ = ["prepare", "search", "suggestions"]
