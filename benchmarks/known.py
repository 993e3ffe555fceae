"""How often is a document found again by four words of it, one letter of them wrong?

    python -m benchmarks.known INDEX [--seeds N]

From each document of the index four words in a row are drawn, without accents, and one letter of
one of them is replaced. The document counts as found when it is among the first ten hits. Any four
words are often words that hundreds of documents have in a row, so there are also draws in which
three or all four of the words must have four letters or more.

A line has the share of the documents found by the words as written and with a letter wrong. The
column "possible" is the average share of a search that puts all documents with the four words
first, in any order. The column "Tantivy" is the share that Tantivy finds when it is asked for any
of the words, each as typed or with one letter wrong (`make bench` installs Tantivy).
"""

import argparse
import json
import random
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from benchmarks.engines import PEERS, ROOT
from benchmarks.relevance import LETTERS, found
from search_app.engine.port import Searcher
from search_app.french import fold
from search_app.settings import load
from search_app.wiring import open_engine

WORDS = 4
WORD = r"[a-z0-9]+"
TELLING = 4
FIRST = 10
_DRAWS_AT_MOST = 2_000


def passage(words: Sequence[str], telling: int, draw: random.Random) -> list[str]:
    """Draw WORDS words in a row, of which at least `telling` have TELLING letters or more.

    At least one of them is a word in which a letter can be replaced. When many draws find no such
    words, the last draw is returned.
    """
    for _ in range(_DRAWS_AT_MOST):
        start = draw.randrange(max(1, len(words) - WORDS))
        chosen = list(words[start : start + WORDS])
        if sum(len(word) >= TELLING for word in chosen) >= telling and any(map(_can_err, chosen)):
            break
    return chosen


def _can_err(word: str) -> bool:
    return word.isalpha() and len(word) > 1


def with_wrong_letter(words: Sequence[str], draw: random.Random) -> list[str]:
    place = draw.choice([n for n, word in enumerate(words) if _can_err(word)])
    word = words[place]
    at = draw.randrange(len(word))
    wrong = draw.choice([letter for letter in LETTERS if letter != word[at]])
    return [*words[:place], word[:at] + wrong + word[at + 1 :], *words[place + 1 :]]


def found_again(searcher: Searcher, queries: Sequence[tuple[str, str]]) -> float:
    """Return the share of the (document id, words) whose document is among the first hits."""
    hits = ((id_, found(searcher, words, count=FIRST)) for id_, words in queries)
    return fmean(id_ in {hit.document.id for hit in best} for id_, best in hits)


def possible(texts: dict[str, str], passages: Sequence[tuple[str, str]]) -> float:
    """Return the share found when the documents with the passage come first, in any order."""
    holders = (sum(f" {said} " in text for text in texts.values()) for _, said in passages)
    return fmean(min(1.0, FIRST / max(count, 1)) for count in holders)


def found_by_tantivy(texts: dict[str, str], queries: Sequence[tuple[str, str]]) -> float | None:
    """Return the share that Tantivy finds, or None when it is not installed."""
    if not PEERS.exists():
        return None
    done = subprocess.run(
        [PEERS, "-m", "benchmarks.peers.known"],
        input=json.dumps([texts, queries, FIRST]),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return float(done.stdout)


def main() -> None:
    """Print a line for each draw."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("index", type=Path)
    options.add_argument("--seeds", type=int, default=3, help="draws of each kind")
    given = options.parse_args()
    engine = open_engine(load(options={"index": given.index}).settings)
    with engine.searcher() as searcher:
        _report(searcher, given.seeds)


def _report(searcher: Searcher, seeds: int) -> None:
    texts = {
        document.id: " ".join(re.findall(WORD, fold(document.text or document.answer).lower()))
        for document in searcher.documents()
    }
    texts = {id_: text for id_, text in texts.items() if len(text.split()) >= WORDS}
    padded = {id_: f" {text} " for id_, text in texts.items()}
    print("telling words, seed | as written | a letter wrong | possible | Tantivy")
    for telling in (0, TELLING - 1, TELLING):
        for seed in range(1, seeds + 1):
            draw = random.Random(seed)  # noqa: S311 - no secret
            drawn = [(id_, passage(text.split(), telling, draw)) for id_, text in texts.items()]
            written = [(id_, " ".join(words)) for id_, words in drawn]
            wrong = [(id_, " ".join(with_wrong_letter(words, draw))) for id_, words in drawn]
            again = (found_again(searcher, queries) for queries in (written, wrong))
            peer = found_by_tantivy(texts, wrong)
            figures = [*again, possible(padded, written), *([] if peer is None else [peer])]
            print(f"{telling}, {seed}", *(f"{figure:.3f}" for figure in figures), sep=" | ")


if __name__ == "__main__":
    main()
