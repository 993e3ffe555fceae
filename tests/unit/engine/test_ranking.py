"""Words in places: counted, in passages, and worth the same however the segments are cut."""

import math
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

from making import question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.following import PART, PASSAGE_WORDS_MIN, WHOLE, passages_as_typed
from search_app.engine.embedded.generations import current_id
from search_app.engine.embedded.occurrences import Occurrences
from search_app.engine.embedded.reader import EmbeddedEngine, open_generation
from search_app.french import words
from search_app.model.document import Document
from search_app.model.query import Query
from search_app.search import search
from search_app.syntax import parse_plainly

WORDS = ("de", "la", "prime", "santé", "école", "CNIL", "demi-part", "retraite")
DOCUMENTS = 300
QUERIES = (
    "prime",
    "la prime de la santé",
    "demi-part de la retraite",
    "CNIL école école",
    "commission nationale de l'informatique et des libertés santé",
)


def documents() -> list[Document]:
    chance = Random(5)  # noqa: S311 - no secret
    made = []
    for number in range(DOCUMENTS):
        text = " ".join(chance.choices(WORDS, k=chance.randint(0, 40)))
        if number % 9 == 0:
            text += " la Commission nationale de l'informatique et des libertés (CNIL)"
        answer = " ".join(chance.choices(WORDS, k=chance.choice([0, 20])))
        title = " ".join(chance.choices(WORDS, k=3))
        made.append(question(number, text, title=title, answer=answer))
    return made


def built(index: Path, bounds: tuple[int, ...]) -> Path:
    every = documents()
    for first, end in pairwise(bounds):
        with EmbeddedBuilder(index, full=False) as builder:
            for document in every[first:end]:
                builder.add(document)
            builder.publish(corpus_digest="", rejected=0, ledger=b"")
    return index


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("whole"), (0, DOCUMENTS))


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("cut"), (0, 200, 280, DOCUMENTS))


@pytest.mark.parametrize("text", QUERIES)
def test_segments_make_no_difference(whole: Path, cut: Path, text: str):
    query = Query(text=text, expr=parse_plainly(text), page_size=50)
    one, other = (search(EmbeddedEngine(index), query, timeout_s=9).hits for index in (whole, cut))
    assert len(open_generation(cut, current_id(cut)).snapshot.segments) > 1
    assert [hit.document.id for hit in one] == [hit.document.id for hit in other]
    for hit, same in zip(one, other, strict=True):
        assert hit.parts
        assert hit.parts == same.parts
        assert sum(getattr(hit.parts, n) for n in hit.parts.__slots__) == pytest.approx(hit.score)


@pytest.mark.parametrize("typed", [["la", "prime", "de", "la", "sante"], ["la", "prime", "de"]])
def test_counts_and_passages_are_those_of_the_texts(cut: Path, typed: list[str]):
    """Word by word, without arrays."""
    opened = open_generation(cut, current_id(cut))
    numbers = np.arange(0, DOCUMENTS, 3)
    found = Occurrences(opened.snapshot, ["text_strict", "title_strict"], typed, numbers)
    idf = np.array([[3.0, 5.0, 2.0, 1.0, 4.0], [0.0] * 5])[:, : len(typed)]
    passages = passages_as_typed(found, idf, len(typed))
    assert len(set(passages.tolist())) > len(typed)
    every = list(opened.documents())
    said = [words(every[number].text) for number in numbers.tolist()]
    for column, text in enumerate(said):
        assert found.counts[0, :, column].tolist() == [text.count(word) for word in typed]
    weights = [weightiest(text, typed, idf[0].tolist()) for text in said]
    for weight, passage in zip(weights, passages.tolist(), strict=True):
        as_weighty = sum(other >= weight for other in weights)
        rarity = math.log((len(said) + 1) / as_weighty) + 1
        assert passage == pytest.approx(math.sqrt(weight * rarity))


def weightiest(said: list[str], typed: list[str], idf: list[float]) -> float:
    best = 0.0
    least = PASSAGE_WORDS_MIN - 1 if len(typed) == PASSAGE_WORDS_MIN else PASSAGE_WORDS_MIN
    padded = [""] * len(typed) + said + [""] * len(typed)
    for start in range(len(padded) - len(typed)):
        there = [w for w, word in enumerate(typed) if padded[start + w] == word]
        if len(there) >= least:
            lacking = len(typed) - len(there)
            times = WHOLE if not lacking else 1 if lacking == 1 else PART
            best = max(best, times * sum(idf[w] for w in there))
    return best
