"""Which words are the names of towns? A word that is one is not corrected."""

from functools import cache

from search_app import beside_bytecode
from search_app.authority.keys import name_key
from search_app.authority.lookup import DATA, TOWNS, rows_of
from search_app.code_digest import module_code, package_version

_KEPT = "towns.json"


@cache
def towns() -> frozenset[str]:
    """Return the words of the names of prefectures, sub-prefectures and larger towns, as keys.

    They are kept: the first search would wait 5 ms for their keys.
    """
    code = map(module_code, (__name__, name_key.__module__, rows_of.__module__))
    decisive: list[str | bytes] = [package_version("unidecode"), *code]
    decisive.append((DATA / TOWNS).read_bytes())
    return frozenset(beside_bytecode.made(_KEPT, decisive, _words))


def _words() -> list[str]:
    return sorted({word for row in rows_of(TOWNS) for word in name_key(row["name"]).split()})
