"""Which words carry little meaning of their own?

Stop words keep their position and lose their term. Light words are indexed; a question loses them.
"""

from importlib.resources import files


def _listed(name: str) -> frozenset[str]:
    lines = files("search_app.french").joinpath(name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


STOP_WORDS = _listed("stopwords.txt")
LIGHT_WORDS = _listed("lightwords.txt")
