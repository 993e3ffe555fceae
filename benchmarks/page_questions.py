"""Which pages of hits do readers ask for? Searches drawn with a seed from the documents' own words.

Every search is drawn once, so that no engine has the answer from the one before. The shares of the
kinds were chosen by hand; there are no searches of real readers to take them from.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.peers.port import FACETS, Record
from search_app.french import analyze, fold, tokenize

# How many of a hundred searches are of each kind.
SHARES = {
    "one word": 20,
    "several words": 30,
    "words in a row": 12,
    "phrase": 10,
    "filter": 15,
    "sorted by date": 8,
    "no word": 5,
}
_SHORTEST = 3
# How many of ten searches are typed without accents.
_WITHOUT_ACCENTS = 3
_VALUES_EACH = 12
_TEXTS_KEPT = 3_000
_TRIES = 200_000


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """A page of hits. parameters: those of its address, as (name, value)."""

    kind: str
    parameters: tuple[tuple[str, str], ...]

    @property
    def arguments(self) -> str:
        return f"?{urlencode(self.parameters)}"


class Drawer:
    """Draws searches for the records of a file, one a line. The same seed gives the same."""

    def __init__(self, records: Path, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - no secret
        with records.open(encoding="utf-8") as lines:
            found: list[Record] = [json.loads(line) for line in lines]
        held = [(name, v) for one in found for name in FACETS for v in one["facets"][name]]
        counted = Counter(held).most_common()
        self._values = {
            name: [value for (facet, value), _ in counted if facet == name][:_VALUES_EACH]
            for name in FACETS
        }
        texts = [one["text"] for one in found if one["text"]]
        self._texts = self._chance.sample(texts, min(len(texts), _TEXTS_KEPT))
        self._seen: set[tuple[tuple[str, str], ...]] = set()

    def draw(self, count: int) -> list[PageQuestion]:
        """Return searches that were not drawn before, in random order.

        There are fewer of a kind where the documents do not give as many.
        """
        makers: dict[str, Callable[[], dict[str, str]]] = {
            "one word": lambda: {"q": self._words(1, 1)},
            "several words": lambda: {"q": self._words(2, 4)},
            "words in a row": lambda: {"q": self._row(3, 6)},
            "phrase": self._phrase,
            "filter": lambda: {"q": self._words(1, 2)} | self._filters(1, 2),
            "sorted by date": lambda: {"q": self._words(1, 2), "sort": "newest"},
            "no word": lambda: self._filters(0, 3),
        }
        drawn = [
            question
            for kind, share in SHARES.items()
            for question in self._new(kind, makers[kind], max(1, round(count * share / 100)))
        ]
        self._chance.shuffle(drawn)
        return drawn

    def _new(
        self, kind: str, make: Callable[[], dict[str, str]], count: int
    ) -> Iterator[PageQuestion]:
        made = (tuple(make().items()) for _ in range(_TRIES))
        return (PageQuestion(kind, one) for one in islice(self._unseen(made), count))

    def _unseen(
        self, made: Iterator[tuple[tuple[str, str], ...]]
    ) -> Iterator[tuple[tuple[str, str], ...]]:
        for one in made:
            if one not in self._seen and dict(one).get("q", "-"):
                self._seen.add(one)
                yield one

    def _words(self, fewest: int, most: int) -> str:
        """Return some content words of one document, in the order in which it has them."""
        written = self._content_words(self._chance.choice(self._texts))
        count = min(self._chance.randint(fewest, most), len(written))
        places = sorted(self._chance.sample(range(len(written)), count))
        return self._typed([written[place] for place in places])

    def _row(self, fewest: int, most: int) -> str:
        """Return some words in a row, small ones included but for the first and the last."""
        text = self._chance.choice(self._texts)
        tokens = tokenize(text)
        size = self._chance.randint(fewest, most)
        start = self._chance.randrange(max(1, len(tokens) - size))
        row = [text[token.start : token.end] for token in tokens[start : start + size]]
        while row and not _is_content(row[-1]):
            row.pop()
        while row and not _is_content(row[0]):
            row.pop(0)
        return self._typed(row) if len(row) > 1 else ""

    def _phrase(self) -> dict[str, str]:
        row = self._row(2, 4)
        return {"q": f'"{row}"' if row else ""}

    def _filters(self, fewest: int, most: int) -> dict[str, str]:
        having = [name for name in FACETS if self._values[name]]
        count = min(self._chance.randint(fewest, most), len(having))
        chosen = sorted(self._chance.sample(having, count))
        return {name: self._chance.choice(self._values[name]) for name in chosen}

    def _content_words(self, text: str) -> list[str]:
        tokens = tokenize(text)
        drawn = self._chance.sample(tokens, min(len(tokens), 40))
        ordered = sorted(drawn, key=lambda token: token.position)
        written = (text[token.start : token.end] for token in ordered)
        return list(dict.fromkeys(filter(_is_content, written)))

    def _typed(self, row: Sequence[str]) -> str:
        text = " ".join(row).lower().replace('"', "")
        return fold(text) if self._chance.randrange(10) < _WITHOUT_ACCENTS else text


def _is_content(word: str) -> bool:
    return word.isalpha() and len(word) >= _SHORTEST and bool(analyze(word))
