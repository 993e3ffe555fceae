"""What is worked out before a generation answers? The tables that its first searches need."""

from search_app.engine.port import Searcher
from search_app.search.cards import names_of
from search_app.search.suggestion_tables import tables_of


def prepare(searcher: Searcher) -> None:
    """Work out the tables for a searcher's generation; they are kept as long as it is in use."""
    vocabulary = searcher.vocabulary
    names_of(vocabulary)
    tables_of(vocabulary)
