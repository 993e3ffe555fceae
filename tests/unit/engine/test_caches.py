"""The uses of caches are told once, under the names of the caches, as long as these live."""

import gc
from collections import Counter
from collections.abc import Callable

import pytest

from search_app.caches import kept, new_uses

Told = Callable[[], dict[str, tuple[int, int]]]


@pytest.fixture
def told() -> Told:
    """Reads what is new of the caches of these tests."""

    def read() -> dict[str, tuple[int, int]]:
        hits, misses = Counter[str](), Counter[str]()
        for name, uses in new_uses():
            hits[name] += uses.hits
            misses[name] += uses.misses
        return {name: (hits[name], misses[name]) for name in hits if name.startswith("of a test")}

    gc.collect()
    read()
    return read


def test_uses_are_told_once_and_added_up_by_name(told: Told) -> None:
    first, second = (kept("of a test", 8, lambda n: n) for _ in range(2))
    for n in (1, 1, 2, 1):
        first(n)
    second(1)
    assert told() == {"of a test": (2, 3)}
    first(2)
    assert told() == {"of a test": (1, 0)}
    assert told() == {"of a test": (0, 0)}


def test_a_cache_that_is_gone_is_not_told_of(told: Told) -> None:
    cache = kept("of a test, gone", 8, lambda n: n)
    cache(1)
    del cache
    gc.collect()
    assert told() == {}
