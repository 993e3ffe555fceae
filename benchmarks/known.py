"""Is a document found again by a passage of it, one letter of it wrong?

    python -m benchmarks.known INDEX

Four words in a row are taken from each document of the index, without accents, one letter of one of
them replaced; the document has to be among the first ten. Draws differ in how many of the words
must have TELLING letters: any four words are often ones that hundreds of documents have.
*possible*: what whoever ranks all documents with the passage first, in any order, finds on average.
*Tantivy*: any of the words, each as typed or with one letter wrong (`make bench` installs it).
"""

import argparse
import json
import random
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from benchmarks.engines import PEERS
from benchmarks.relevance import LETTERS, found, step
from search_app.engine.port import Engine
from search_app.french import fold
from search_app.settings import Settings
from search_app.wiring import open_engine

WORDS = 4
WORD = r"[a-z0-9]+"
TELLING = 4
FIRST = 10
SEEDS = (1, 2, 3)
_DRAWS_AT_MOST = 2_000


def passage(words: Sequence[str], telling: int, draw: random.Random) -> list[str]:
    """Return WORDS words in a row of which `telling` have TELLING letters, if there are such.

    In one at least a letter can be wrong.
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


def found_again(engine: Engine, queries: Sequence[tuple[str, str]]) -> float:
    with step():
        return fmean(document in found(engine, text) for document, text in queries)


def possible(texts: dict[str, str], passages: Sequence[tuple[str, str]]) -> float:
    holders = (sum(f" {said} " in text for text in texts.values()) for _, said in passages)
    return fmean(min(1.0, FIRST / max(count, 1)) for count in holders)


def found_by_tantivy(texts: dict[str, str], queries: Sequence[tuple[str, str]]) -> float | None:
    if not PEERS.exists():
        return None
    done = subprocess.run(
        [PEERS, "-m", "benchmarks.peers.known"],
        input=json.dumps([texts, queries, FIRST]),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("index", type=Path)
    engine = open_engine(Settings(index=options.parse_args().index))
    texts = {
        document.id: " ".join(re.findall(WORD, fold(document.text or document.answer).lower()))
        for document in engine.documents()
    }
    texts = {id_: text for id_, text in texts.items() if len(text.split()) >= WORDS}
    padded = {id_: f" {text} " for id_, text in texts.items()}
    print("telling words, seed | as written | a letter wrong | possible | Tantivy")
    for telling in (0, TELLING - 1, TELLING):
        for seed in SEEDS:
            draw = random.Random(seed)  # noqa: S311 - the same draws each time
            drawn = [(id_, passage(text.split(), telling, draw)) for id_, text in texts.items()]
            written = [(id_, " ".join(words)) for id_, words in drawn]
            wrong = [(id_, " ".join(with_wrong_letter(words, draw))) for id_, words in drawn]
            again = (found_again(engine, queries) for queries in (written, wrong))
            peer = found_by_tantivy(texts, wrong)
            figures = [*again, possible(padded, written), *([] if peer is None else [peer])]
            print(f"{telling}, {seed}", *(f"{figure:.3f}" for figure in figures), sep=" | ")


if __name__ == "__main__":
    main()
