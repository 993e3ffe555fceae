"""`evaluate` on judgements: beside their documents, or of those of an index that is there."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from endtoend.conftest import Program

FAILED, NO_INDEX = 1, 6
WORDS = ["lynx", "loutre", "castor"]
QUERIES = [("q1", "t1", "lynx"), ("q2", "t2", "castor")]


@pytest.fixture
def app(tmp_path: Path, program: Callable[[Path], Program]) -> Program:
    """A program with an index of one article for each word, whose id is the word."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for word in WORDS:
        (corpus / f"{word}.txt").write_text(f"Un titre\n\nUne phrase sur un {word} suffit.\n")
    made = program(corpus)
    assert made.run("reindex").returncode == 0
    return made


def judge(folder: Path, *judged: tuple[str, str, int]) -> Path:
    """Write the queries, and gains of documents, into a folder."""
    folder.mkdir()
    lines = (
        json.dumps(dict(zip(("query_id", "topic_id", "query"), query, strict=True)))
        for query in QUERIES
    )
    (folder / "queries.jsonl").write_text("\n".join(lines))
    (folder / "qrels.tsv").write_text("".join(f"{t}\t0\t{d}\t{gain}\n" for t, d, gain in judged))
    return folder


def test_judgements_alone_measure_the_index_at_hand(app: Program, tmp_path: Path) -> None:
    judged = judge(
        tmp_path / "judged",
        ("t1", "lynx", 3),
        ("t2", "loutre", 2),
        ("t2", "nowhere", 1),
    )
    generations = sorted(path.name for path in (app.index / "generations").iterdir())
    done = app.run("evaluate", str(judged), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found.pop("p50_ms") > 0
    assert found == {
        "ndcg@10": 0.5,
        "recall@10": 0.5,
        "mrr@10": 0.5,
        "success@10": 0.5,
        "judged@10": 0.5,
        "queries": 2,
        "unfinished": 0,
        "judged": 3,
        "missing": 1,
    }
    assert sorted(path.name for path in (app.index / "generations").iterdir()) == generations


def test_documents_beside_the_judgements_are_searched_instead(app: Program, tmp_path: Path) -> None:
    judged = judge(tmp_path / "judged", ("t1", "mine", 3), ("t2", "mine", 1))
    (judged / "docs.jsonl").write_text('{"id": "mine", "text": "Du lynx et du castor."}')
    done = app.run("evaluate", str(judged), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["ndcg@10"], found["judged"], found["missing"]) == (1, 1, 0)


def test_judgements_of_other_documents_are_refused(app: Program, tmp_path: Path) -> None:
    strangers = [("t1", f"stranger-{number}", 1) for number in range(19)]
    judged = judge(tmp_path / "judged", *strangers, ("t2", "lynx", 1))
    done = app.run("evaluate", str(judged), "--json")
    assert done.returncode == FAILED
    assert "19 of the 20 judged documents are not in the index" in done.stderr
    assert done.stdout == ""


def test_judgements_alone_need_an_index(app: Program, tmp_path: Path) -> None:
    judged = judge(tmp_path / "judged", ("t1", "any", 1))
    done = app.run("--index", str(tmp_path / "none"), "evaluate", str(judged))
    assert done.returncode == NO_INDEX
    assert "there is no index in" in done.stderr


def test_a_folder_without_judgements_is_refused(app: Program, tmp_path: Path) -> None:
    done = app.run("evaluate", str(judge(tmp_path / "judged")))
    assert done.returncode == FAILED
    assert "no qrels*.jsonl or .tsv with content" in done.stderr
