"""Which words carry no meaning of their own? They keep their position and lose their term."""

from importlib.resources import files

_LINES = files("search_app.french").joinpath("stopwords.txt").read_text("utf-8").splitlines()
STOP_WORDS = frozenset(word for line in _LINES for word in line.partition("#")[0].split())
