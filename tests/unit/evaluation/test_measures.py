"""The measures against values worked out by hand."""

import math

import pytest

from search_app.evaluation.collection import read_collection
from search_app.evaluation.measures import ndcg, recall, reciprocal_rank
from search_app.model.errors import CorpusError


def test_ndcg_is_the_part_of_the_ideal_order() -> None:
    assert ndcg([2, 1], [1, 2]) == 1
    assert ndcg([1, 2], [1, 2]) == pytest.approx((1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)))
    assert ndcg([0] * 10 + [5], [5]) == 0
    assert ndcg([0], [0]) == 0


def test_recall_and_first_rank_look_at_ten() -> None:
    assert recall([1, 0, 2], [1, 2, 1, 0]) == pytest.approx(2 / 3)
    assert reciprocal_rank([0, 0, 1]) == pytest.approx(1 / 3)
    assert reciprocal_rank([0] * 10 + [1]) == 0


def test_a_collection_is_read_and_other_files_are_passed_over(tmp_path) -> None:
    (tmp_path / "docs.jsonl").write_text(
        '{"id": "a/1", "title": "T", "description": "D", "text": "X", "date": "2020-01-02"}\n'
    )
    (tmp_path / "queries_x.jsonl").write_text(
        '{"query_id": "q", "topic_id": "t", "query": "mot"}\n'
        '{"query_id": "r", "topic_id": "unjudged", "query": "mot"}\n'
    )
    (tmp_path / "topics.jsonl").write_text("not JSON")
    with pytest.raises(CorpusError):
        read_collection(tmp_path)
    (tmp_path / "qrels.tsv").write_text("t\t0\ta/1\t3\n")
    found = read_collection(tmp_path)
    assert [q.id for q in found.queries] == ["q"]
    assert found.gains == {"t": {"a/1": 3}}
    assert found.documents[0].text == "D\n\nX"


def test_the_documents_of_a_collection_may_be_elsewhere(tmp_path) -> None:
    (tmp_path / "queries.jsonl").write_text('{"query_id": "q", "topic_id": "t", "query": "mot"}\n')
    (tmp_path / "qrels.tsv").write_text("t\t0\ta\t3\nt\t0\tb\t0\nu\t0\ta\t1\n")
    found = read_collection(tmp_path)
    assert found.documents == ()
    assert found.judged() == {"a", "b"}
