"""Which words are the names of towns? A word that is one is not corrected."""

from functools import cache

from search_app import beside_bytecode
from search_app.authority.keys import name_key
from search_app.authority.lookup import DATA, TOWNS, rows_of
from search_app.code_digest import module_code

_KEPT = "towns.json"


@cache
def towns() -> frozenset[str]:
    """Return the words of the names of prefectures, sub-prefectures and larger towns, as keys.

    They are kept: the first search would wait 5 ms for their keys.
    """
    decisive = (DATA / TOWNS).read_bytes(), module_code(__name__), module_code(name_key.__module__)
    return frozenset(beside_bytecode.made(_KEPT, decisive, _words))


def _words() -> list[str]:
    return sorted({word for row in rows_of(TOWNS) for word in name_key(row["name"]).split()})
