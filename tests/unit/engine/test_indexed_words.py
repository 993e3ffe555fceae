"""What the index tells of the words of a text is what the text itself tells."""

import tempfile
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.engine.embedded.highlighting.text_words import AnalysedWords
from search_app.engine.embedded.indexing.buffer import Run
from search_app.engine.embedded.indexing.piece_words import PieceWords
from search_app.engine.embedded.matching.facets import Columns
from search_app.engine.embedded.matching.indexed_words import TermPlaces
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.schema import IndexedDocument
from search_app.engine.embedded.segments.segment import open_segment
from search_app.engine.embedded.segments.segment_writer import write_segment
from search_app.engine.embedded.segments.spans import packed, unpacked
from search_app.french import PieceNumbers, stems
from search_app.model.column import NO_NUMBER, NumericColumn
from search_app.model.expr import Scope
from search_app.model.facet import FacetField

# Words that share characters, hold several words, depend on what follows, or fold to more letters.
WORDS = st.sampled_from(
    [
        "l’",
        "L",
        "urgence",
        "cœur",
        "¼",
        "½",
        "15",
        "463",
        "5",
        "G",
        "aujourd",
        "hui",
        "L.",
        "521-1",
        "2019-2020",
        "S.N.C.F.",
        "élu·e·s",
        "âge",
        "ÉTÉ",
        "œuvre",
        "vingt",
        "et",
        "unième",
        "n°",
        "331",
        "…",
        "«",
        "»",
        "—",
        "âge",
        "co\xadopération",
        "49,",
        "alinéa",
        "3",
        "km/h",
        "ﬁn",
        "données",
    ]
)
SPACES = st.sampled_from([" ", "\n", "\xa0", "  ", "\u202f", "\t", "\r\n", ". ", " " * 300])
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=4), SPACES), max_size=30).map("".join)
SPACED = st.lists(st.one_of(WORDS, SPACES), max_size=30).map(" ".join)
FIELDS = {Scope.TITLE: "title_strict", Scope.TEXT: "text_strict", Scope.ANSWER: "answer_strict"}


def indexed(texts: dict[Scope, str]) -> IndexedDocument:
    return IndexedDocument(
        texts={FIELDS[scope]: text for scope, text in texts.items() if text},
        keywords={},
        facets=((),) * len(FacetField),
        numbers=(NO_NUMBER,) * len(NumericColumn),
        json=b"{}",
    )


def snapshot_of(documents: list[dict[Scope, str]], count: int, folder: Path) -> Snapshot:
    """Return the documents in one segment or in two."""
    half = len(documents) // 2
    segments = []
    for number, part in enumerate(
        (documents[:half], documents[half:]) if count > 1 else [documents]
    ):
        run = Run(PieceWords(PieceNumbers()))
        for document in part:
            run.add(indexed(document))
        path = folder / f"{number}.arrays"
        write_segment(path, run.data())
        segments.append(open_segment(path))
    return Snapshot(folder, segments, Columns(segments, np.ones(len(documents), np.bool_)))


DOCUMENTS = st.lists(
    st.fixed_dictionaries(dict.fromkeys(FIELDS, st.one_of(TEXTS, SPACED))), min_size=2, max_size=5
)


@given(DOCUMENTS, st.sampled_from([1, 2]), st.sampled_from([1, 2]))
def test_words_stems_and_spans(
    documents: list[dict[Scope, str]], segments: int, terms: int
) -> None:
    words = sorted({w for each in documents for t in each.values() for w in AnalysedWords(t).words})
    forms = {frozenset(pair[:terms]) for pair in pairwise([*words, "x"])}
    meant = [stem for stem in stems(words) if stem is not None]
    asked = {frozenset(pair[:terms]) for pair in pairwise([*meant, "x"])}
    with tempfile.TemporaryDirectory() as name:
        places = TermPlaces(
            snapshot_of(documents, segments, Path(name)),
            np.arange(len(documents))[::-1],
            {Scope.ANY: asked},
            {Scope.ANY: forms},
        )
        for number, texts in enumerate(documents):
            words_in = places.words_in(number, texts)
            for scope, text in texts.items():
                found, expected = words_in(scope), AnalysedWords(text)
                for one in forms:
                    assert found.written_as(one) == expected.written_as(one)
                for one in asked:
                    assert found.with_stem(one) == expected.with_stem(one)
                assert found.that(str.isascii) == expected.that(str.isascii)
                numbers = range(len(expected.words))
                assert found.spans(numbers) == expected.spans(numbers)


def test_a_scope_is_looked_up_in_its_own_texts(tmp_path: Path) -> None:
    texts = {Scope.TITLE: "hub", Scope.TEXT: "hub hub", Scope.ANSWER: ""}
    forms = {frozenset(["hub"])}
    snapshot = snapshot_of([texts, texts], 1, tmp_path)
    words_in = TermPlaces(snapshot, np.arange(2), {}, {Scope.TEXT: forms}).words_in(0, texts)
    assert words_in(Scope.TEXT).written_as(["hub"]) == [0, 1]
    with pytest.raises(KeyError):
        words_in(Scope.TITLE).written_as(["hub"])


@given(st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 2_000)), max_size=50))
def test_any_numbers_can_be_packed(steps: list[tuple[int, int]]) -> None:
    numbers = np.array(steps, np.int64).reshape(-1, 2)
    data, taken = packed(numbers.ravel())
    assert taken.sum() == len(data)
    starts = np.cumsum(numbers[:, 0])
    found_starts, lengths = unpacked(data.tobytes())
    assert found_starts.tolist() == starts.tolist()
    assert lengths.tolist() == numbers[:, 1].tolist()
