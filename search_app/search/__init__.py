"""A Query understood and run. Engine-neutral: adapters only execute."""

from search_app.search.run import search

__all__ = ["search"]
