"""How well is what people mean found? Faultless, with a slip in each query, and known items.

    python -m benchmarks.relevance COLLECTION [--sample N] [--index INDEX]

Slips are drawn with a fixed seed: one letter of the longest word is dropped, doubled, replaced or
swapped with the next one.
"""

import argparse
import json
import random
import re
import tempfile
from dataclasses import replace
from pathlib import Path

from search_app.engine.port import Engine
from search_app.evaluation import evaluate, fill, read_collection
from search_app.french import fold
from search_app.model.document import Document
from search_app.model.query import Query
from search_app.search import search
from search_app.settings import Settings
from search_app.syntax import parse_plainly
from search_app.wiring import open_builder, open_engine

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TIMEOUT_S = 30.0
KNOWN_ITEM_WORDS = 4


def with_slip(text: str, draw: random.Random) -> str:
    """Return `text` with one fault in its longest word of letters."""
    words = re.findall(r"[^\W\d_]+", text)
    if not words:
        return text
    word = max(words, key=len)
    if len(word) < KNOWN_ITEM_WORDS:
        return text
    at = draw.randrange(1, len(word) - 1)
    faulty = draw.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + draw.choice(LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )
    return text.replace(word, faulty, 1)


def known_items(engine: Engine, documents: list[Document], draw: random.Random) -> float:
    """Return how often four words of a text, one of them misspelt, find it among the first ten."""
    found = 0
    for document in documents:
        words = re.findall(r"[a-z]+", fold(document.text or document.answer).lower())
        start = draw.randrange(max(1, len(words) - KNOWN_ITEM_WORDS))
        typed = with_slip(" ".join(words[start : start + KNOWN_ITEM_WORDS]), draw)
        query = Query(text=typed, expr=parse_plainly(typed), page_size=10)
        hits = search(engine, query, timeout_s=TIMEOUT_S).hits
        found += document.id in {hit.document.id for hit in hits}
    return found / len(documents)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("collection", type=Path)
    options.add_argument("--sample", type=int, default=0)
    options.add_argument("--index", type=Path, help="where the known items are")
    given = options.parse_args()
    collection = read_collection(given.collection)
    draw = random.Random(1)  # noqa: S311 - the same slips each time
    if given.sample:
        chosen = draw.sample(collection.queries, given.sample)
        collection = replace(collection, queries=tuple(chosen))
    slipped = tuple(replace(q, text=with_slip(q.text, draw)) for q in collection.queries)
    with tempfile.TemporaryDirectory() as index:
        settings = Settings(index=Path(index))
        fill(open_builder(settings, full=True, jobs=1), collection)
        engine = open_engine(settings)
        print(json.dumps(evaluate(engine, collection, timeout_s=TIMEOUT_S)))
        faulty = replace(collection, queries=slipped)
        print(json.dumps(evaluate(engine, faulty, timeout_s=TIMEOUT_S)))
        engine.close()
    if given.index:
        engine = open_engine(Settings(index=given.index))
        documents = sorted(engine.documents(), key=lambda d: d.id)
        print("known items", len(documents), known_items(engine, documents, draw))


if __name__ == "__main__":
    main()
