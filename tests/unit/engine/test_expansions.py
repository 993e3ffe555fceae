"""Words that are only begun, or nearly right: ranked as words are, and marked where they stand."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from making import forms_of, opened, question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.highlighting.marks import Marking
from search_app.engine.embedded.highlighting.snippets import analysed, mark
from search_app.model.expr import Expr, Fuzzy, Phrase, Prefix, Scope, Word
from search_app.model.query import Query

TEXTS = (
    "Un sujet parmi beaucoup de sujets où le mot canal ne vient qu’une fois, loin de la fin.",
    "Canal, canaux, canalisation : rien que cela.",
    "Le sous-traitant de la commune, puis des travaux sous une route et leur traitement.",
    "Des travaux sous une route et leur traitement.",
    "Les données de la santé, et les données de santé publique.",
    "Un traitement, puis une sous-traitance.",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In two segments, the second of which replaces a document of the first."""
    folder = tmp_path_factory.mktemp("expansions")
    for numbers in (range(3), range(2, len(TEXTS))):
        with EmbeddedBuilder(folder, full=False) as builder:
            for number in numbers:
                builder.add(question(number, TEXTS[number], title="Sans titre"))
            builder.publish(corpus_digest="", rejected=0, ledger=b"")
    return folder


def found(index: Path, expr: Expr) -> Sequence[int]:
    hits = opened(index).search(Query(expr=expr), 9).hits
    return [TEXTS.index(hit.document.text) for hit in hits]


@pytest.mark.parametrize("expr", [Prefix("cana"), Fuzzy("canax", 2), Phrase("cana", is_begun=True)])
def test_what_has_such_words_often_is_above(index: Path, expr: Expr) -> None:
    assert found(index, expr) == [1, 0]
    scores = [hit.score for hit in opened(index).search(Query(expr=expr), 9).hits]
    assert scores[0] > scores[1] > 0


def test_a_prefix_that_is_a_whole_word_is_worth_what_the_word_is(index: Path) -> None:
    scores = [
        opened(index).search(Query(expr=expr), 9).hits[0].score_parts
        for expr in (Prefix("publique"), Phrase("publique"))
    ]
    assert scores[0] == scores[1]


@pytest.mark.parametrize(
    ("expr", "numbers"),
    [
        (Prefix("sous-trait"), [2, 5]),
        (Fuzzy("sous-traitent"), [2]),
        (Phrase("sous trait", 1, is_begun=True), [2, 5]),
        (Phrase("sous trait", 4, is_begun=True), [2, 3, 5]),
        (Phrase("données de sant", is_begun=True), [4]),
        (Phrase("données de publ", is_begun=True), []),
        (Prefix("trait", Scope.TITLE), []),
    ],
)
def test_the_words_stand_in_a_row(index: Path, expr: Expr, numbers: list[int]) -> None:
    assert sorted(found(index, expr)) == numbers


@pytest.mark.parametrize(
    ("expr", "marked"),
    [
        (Prefix("sous-trait"), ["sous-traitant"]),
        (Fuzzy("sous-traitent"), ["sous-traitant"]),
        (Phrase("de la comm", is_begun=True), ["de la commune"]),
        (Prefix("trait"), ["traitant", "traitement"]),
        (Word("absent"), []),
    ],
)
def test_the_marks_are_where_the_words_stand(expr: Expr, marked: list[str]) -> None:
    pieces = mark(
        TEXTS[2],
        Marking(expr, forms_of(TEXTS[2])),
        Scope.TEXT,
        analysed({Scope.TEXT: TEXTS[2]}),
    )
    assert [text for text, is_match in pieces if is_match] == marked
