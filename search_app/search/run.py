"""How is one search run? Understood, asked, and asked again when no document has all the words."""

import time
from dataclasses import replace

from search_app.engine.port import Engine
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.search.relax import is_few, relaxations
from search_app.search.understand import understand


def search(engine: Engine, query: Query, *, timeout_s: float) -> Results:
    """Return one page of results.

    timeout_s: limit in seconds for everything. Filters never relax a query: the words decide over
    the whole index, so that the counts beside the filters keep their meaning.
    """
    started = time.monotonic()
    understood = understand(query)
    results = engine.search(understood, timeout_s)
    if results.unfinished or not is_few(understood.expr, results.matched):
        return results
    for expr in relaxations(understood.expr):
        left_s = timeout_s - (time.monotonic() - started)
        if left_s <= 0:
            return replace(results, unfinished=(*results.unfinished, "relaxation"))
        looser = engine.search(replace(understood, expr=expr), left_s)
        if looser.matched > results.matched:
            took_ms = (time.monotonic() - started) * 1000
            return replace(looser, relaxed=expr, took_ms=took_ms)
    return results
