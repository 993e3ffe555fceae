"""How long does the first search of a process take, and how long do the next ones?

Its first argument is the module that serves the site, and with it the engine; the second is an
index. The arguments of searches come as a list in JSON on standard input. The answer is three times
in milliseconds: of opening and preparing the index, of the first search, and the median of the next
ones.
"""

import json
import sys
import time
from datetime import date
from importlib import import_module
from statistics import median
from urllib.parse import parse_qs

from benchmarks.peers.port import TOP
from search_app.search import search
from search_app.settings import load
from search_app.web.asking import as_listed
from search_app.web.opening import OpenedEngine
from search_app.web.urls import query_from_args

_TIMEOUT_S = 60.0


def main() -> None:
    serving, index = sys.argv[1:]
    import_module(serving)
    asked = [parse_qs(arguments.removeprefix("?")) for arguments in json.load(sys.stdin)]
    settings = load(options={"index": index}).settings
    today = date.today()  # noqa: DTZ011 - no search names a day
    read = (query_from_args(one, page_size=TOP, today=today, lenient=True)[0] for one in asked)
    queries = list(map(as_listed, read))
    taken = []
    started = time.perf_counter()
    engine = OpenedEngine(settings).get()
    opened = time.perf_counter()
    opening_ms, started = (opened - started) * 1000, opened
    for query in queries:
        with engine.searcher() as searcher:
            search(searcher, query, timeout_s=_TIMEOUT_S)
        now = time.perf_counter()
        taken.append((now - started) * 1000)
        started = now
    print(json.dumps([opening_ms, taken[0], median(taken[1:])]))


if __name__ == "__main__":
    main()
