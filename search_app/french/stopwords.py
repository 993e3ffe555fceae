"""Which words carry little meaning of their own?

Stop words have a position in a text and no stemmed term. Light words (« combien », « faut ») are
indexed like any other word; they are dropped from a query that has enough other words.
"""

from importlib.resources import files


def _listed(name: str) -> frozenset[str]:
    lines = files("search_app.french").joinpath(name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


STOP_WORDS = _listed("stopwords.txt")
LIGHT_WORDS = _listed("lightwords.txt")
