"""Words in places: counted, in passages, and worth the same however the segments are cut."""

import math
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

from making import opened, question
from search_app.engine.embedded.arrays import Ints
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.matching.term_positions import TermPositions
from search_app.engine.embedded.ranking.first_places import FEW_DOCUMENTS
from search_app.engine.embedded.ranking.passage_score import (
    COMPLETE_FACTOR,
    INCOMPLETE_FACTOR,
    PASSAGE_WORDS_MIN,
    passages_as_typed,
)
from search_app.french import stemmed, words
from search_app.model.document import Document
from search_app.model.query import Query
from search_app.search import search
from search_app.syntax import parse, parse_plainly

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
    one, other = (search(opened(index), query, timeout_s=9).hits for index in (whole, cut))
    assert len(opened(cut).snapshot.segments) > 1
    assert [hit.document.id for hit in one] == [hit.document.id for hit in other]
    for hit, same in zip(one, other, strict=True):
        assert hit.score_parts
        assert hit.score_parts == same.score_parts
        assert sum(hit.score_parts.values()) == pytest.approx(hit.score)


def test_an_ordinal_counts_once_in_a_passage(tmp_path: Path):
    """Its writings stand in several fields and segments, each of which has the terms."""
    index = tmp_path / "index"
    texts = ["une deuxième phase de test", *["de deuxième phase"] * 4]
    for number, text in enumerate(texts):
        with EmbeddedBuilder(index, full=False) as builder:
            builder.add(question(number, text, title=text))
            builder.publish(corpus_digest="", rejected=0, ledger=b"")
    asked = "deuxieme phase de essai"
    found = search(opened(index), Query(text=asked, expr=parse_plainly(asked)), timeout_s=9)
    assert len(opened(index).snapshot.segments) > 1
    assert found.hits[0].document.text == "une deuxième phase de test"


@pytest.mark.parametrize(
    ("typed", "slips"),
    [
        (["la", "prime", "de", "la", "sante"], {}),
        (["la", "prime", "de"], {}),
        (["prime", "ecole", "du", "la"], {"du": ["de", "la", "sante", "cnil"]}),
        (["prime", "ecole", "du", "la", "de"], {"du": ["de", "la", "sante", "cnil", "prime"]}),
        (["prime", "dd", "ecole"], {"dd": ["de", "la"]}),
        (["la", "prime", "dd"], {"dd": []}),
    ],
)
def test_counts_and_passages_are_those_of_the_texts(
    cut: Path, typed: list[str], slips: dict[str, list[str]]
):
    """Word by word, without arrays."""
    searcher = opened(cut)
    fields = ["text_strict", "title_strict"]
    numbers = np.arange(0, DOCUMENTS, 3)
    forms = searcher.snapshot.forms.strict
    found = TermPositions(searcher.snapshot, fields, list(map(forms, typed)), numbers)
    idf = np.array([[3.0, 5.0, 2.0, 1.0, 4.0], [0.0] * 5])[:, : len(typed)]

    def alike(number: int, some: Ints) -> TermPositions:
        alike = [form for slip in slips.get(typed[number], []) for form in forms(slip)]
        return TermPositions(searcher.snapshot, fields, [alike] if alike else [], numbers[some])

    passages = passages_as_typed(found, idf, len(typed), alike)
    every = list(searcher.documents())
    said = [[words(every[n].text), words(every[n].title)] for n in numbers.tolist()]
    for column, (text, _) in enumerate(said):
        assert found.counts[0, :, column].tolist() == [text.count(word) for word in typed]
    weights, with_slip = weightiest(said, typed, idf.tolist(), slips)
    assert len(set(weights)) > (1 if slips else len(typed))
    assert any(with_slip) == any(slips.values())
    assert passages.with_slip.tolist() == with_slip
    for weight, passage in zip(weights, passages.weights.tolist(), strict=True):
        as_weighty = sum(other >= weight for other in weights)
        rarity = math.log((len(said) + 1) / as_weighty) + 1
        assert passage == pytest.approx(math.sqrt(weight * rarity))


def weightiest(
    said: list[list[list[str]]],
    typed: list[str],
    idf: list[list[float]],
    slips: dict[str, list[str]],
) -> tuple[list[float], list[bool]]:
    """Return the weight of each document's best passage, and whether it has one with a slip.

    said: for each document, the words of each field.
    """
    found = [
        [(field, *passage) for field, text in enumerate(texts) for passage in passages(text, typed)]
        for texts in said
    ]
    has_whole = any(len(there) == len(typed) for of_one in found for _, there, _ in of_one)

    def is_slip(there: list[int], row: list[str]) -> bool:
        lacking = [w for w in range(len(typed)) if w not in there]
        likely = slips.get(typed[lacking[0]], []) if len(lacking) == 1 and not has_whole else []
        return any(row[w] in likely for w in lacking)

    def weight(field: int, there: list[int], row: list[str]) -> float:
        lacking = len(typed) - len(there)
        is_whole = not lacking or is_slip(there, row)
        times = COMPLETE_FACTOR if is_whole else 1 if lacking == 1 else INCOMPLETE_FACTOR
        return times * sum(idf[field][w] for w in there)

    weights = [max((weight(*passage) for passage in of_one), default=0.0) for of_one in found]
    return weights, [any(is_slip(*passage[1:]) for passage in of_one) for of_one in found]


def passages(said: list[str], typed: list[str]) -> Iterator[tuple[list[int], list[str]]]:
    """Yield which words typed stand in their places, and what stands in all of them."""
    least = PASSAGE_WORDS_MIN - 1 if len(typed) == PASSAGE_WORDS_MIN else PASSAGE_WORDS_MIN
    padded = [""] * len(typed) + said + [""] * len(typed)
    for start in range(len(padded) - len(typed)):
        row = padded[start : start + len(typed)]
        there = [w for w, word in enumerate(typed) if row[w] == word]
        if len(there) >= least:
            yield there, row


def test_small_words_alone_are_ranked_by_their_passage(whole: Path):
    text = "la de la la"
    query = Query(text=text, expr=parse_plainly(text), page_size=50)
    hits = search(opened(whole), query, timeout_s=9).hits
    fields = [(h.document.title, h.document.text, h.document.answer) for h in hits]
    have_it = [any(f" {text} " in f" {field} " for field in texts) for texts in fields]
    assert 0 < sum(have_it) < len(hits)
    assert have_it == sorted(have_it, reverse=True)


@pytest.mark.parametrize(
    ("text", "first"),
    [("290", ["QANR5L16QE290"]), ("QE 290", ["QANR5L16QE290"]), ("16-290QE", ["QANR5L16QE290"])],
)
def test_a_question_comes_before_the_texts_that_name_its_number(
    tmp_path: Path, text: str, first: list[str]
):
    texts = {number: "cite la question 290 " * (number % 5) for number in range(280, 300)}
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        for number, said in texts.items():
            builder.add(question(number, said, title="Question 290" if number == 285 else "Titre"))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    query = Query(text=text, expr=parse(text, today=date(2024, 1, 1)), page_size=50)
    hits = search(opened(tmp_path), query, timeout_s=9).hits
    assert [hit.document.id for hit in hits][:1] == first
    assert len(hits) == (18 if text == "290" else 1)
    for hit in hits:
        parts = hit.score_parts
        assert parts is None or sum(parts.values()) == pytest.approx(hit.score)


def test_a_rare_word_comes_first_just_as_typed_then_in_the_other_number(tmp_path: Path):
    """« Actrice » has the lemma of « acteur », which is in many more documents."""
    assert stemmed("actrice") == stemmed("acteur")
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        for number in range(300):
            acteur = question(number, "acteur " * 20, title="Acteur, acteur et acteurs")
            builder.add(acteur)
        mentions = "Un long texte sur tout autre chose. " * 40
        for number, said in enumerate(["une actrice", "des actrices", "Actrice"], start=900):
            builder.add(question(number, mentions + said))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    for typed, first in (("actrice", ["900", "902", "901"]), ("actrices", ["901", "900", "902"])):
        query = Query(text=typed, expr=parse_plainly(typed), page_size=400)
        results = search(opened(tmp_path), query, timeout_s=9)
        assert results.total == 303
        numbers = [hit.document.number for hit in results.hits]
        assert numbers[0] == first[0]
        assert sorted(numbers[:3]) == sorted(first)
        if typed == "actrice":
            assert numbers[2] == "901"
        assert sum(hit.score_parts is not None for hit in results.hits) > 100


def test_the_number_of_a_common_word_counts_in_the_score_only(tmp_path: Path):
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        for number in range(FEW_DOCUMENTS + 1):
            builder.add(question(number, "un acte"))
        builder.add(question(99, "actes " * 9, title="Actes et actes"))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    query = Query(text="acte", expr=parse_plainly("acte"), page_size=40)
    assert search(opened(tmp_path), query, timeout_s=9).hits[0].document.number == "99"


@pytest.mark.parametrize(("typed", "other"), [("cours", "cour"), ("cour", "cours")])
def test_a_word_that_only_looks_like_the_plural_is_another(
    tmp_path: Path, typed: str, other: str
) -> None:
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        for number in range(FEW_DOCUMENTS + 1):
            builder.add(question(number, f"{typed} de la ville"))
        builder.add(question(98, f"{other} " * 9 + typed, title=f"{other} et {other}"))
        builder.add(question(99, "la ville", title=f"les {typed}"))
        builder.add(question(100, f"{other} " * 9, title=f"{other} et {other}"))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    query = Query(text=typed, expr=parse_plainly(typed), page_size=80)
    found = [hit.document.number for hit in search(opened(tmp_path), query, timeout_s=9).hits]
    assert (found[0], found[-1]) == ("99", "100")


def test_typed_with_accents_they_come_first_and_other_words_not_at_all(tmp_path: Path):
    without = "le jeune du carnaval dure longtemps dans toute la ville et ses environs. " * 9
    texts = ["le jeûne", "les jeûnes", "les jeunes", without, "ils jeûnent", "jeûne LE JEUNE"]
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        for number, text in enumerate(texts):
            builder.add(question(number, text))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")

    def numbers(typed: str) -> list[int]:
        query = Query(text=typed, expr=parse_plainly(typed), page_size=40)
        hits = search(opened(tmp_path), query, timeout_s=9).hits
        return [int(hit.document.number) for hit in hits]

    found = numbers("jeûne")
    assert (set(found[:2]), found[2:]) == ({0, 5}, [1, 3, 4])
    assert set(numbers("jeune")) == set(range(6))


@pytest.mark.parametrize(
    "typed",
    ["taxe carbone taxe", "taxe taxe taxe taxe taxe", "taxe-taxe-taxe-taxe carbone carbone"],
)
def test_a_word_may_be_typed_several_times(tmp_path: Path, typed: str):
    """The positions of its few postings are then read several times; no file is damaged."""
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        builder.add(question(1, "", title="Taxe carbone"))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    query = Query(text=typed, expr=parse_plainly(typed), page_size=9)
    results = search(opened(tmp_path), query, timeout_s=9)
    assert not results.unfinished


def test_a_compound_that_begins_with_a_small_word_is_more_than_its_other_word(tmp_path: Path):
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        for number, text in enumerate(("une dame âgée", "vers Notre-Dame", "notre dame de fer")):
            builder.add(question(number, text))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    query = Query(text="", expr=parse_plainly("Notre-Dame"), page_size=9)
    found = search(opened(tmp_path), query, timeout_s=9).hits
    assert sorted(hit.document.text for hit in found) == ["notre dame de fer", "vers Notre-Dame"]
