"""Each benchmark and proof runs to its end on some fifty documents, as its README says."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpus, prepare
from benchmarks.page_questions import SHARES, Drawer
from places import PROJECT
from reading import read_corpus
from search_app.ingest import Limits
from search_app.model.document import Document

DOCUMENTS = "50"
NOTICES = PROJECT / "corpus"
NOTHING: Mapping[str, str] = {}
WORDS = ("hébergement des données de santé", "hopital", "cloud microsoft", "logiciels libres")


def run(module: str, *arguments: str | Path, environment: Mapping[str, str] = NOTHING) -> str:
    """Run a benchmark that must succeed, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *arguments],
        cwd=PROJECT,
        env={
            **{name: v for name, v in os.environ.items() if not name.startswith("SEARCH_APP_")},
            "PYTHONPATH": "tests",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the notices of the repository."""
    folder = tmp_path_factory.mktemp("notices") / "index"
    run("help", "--data", NOTICES, "--documents", DOCUMENTS, "--index", folder)
    return folder


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A judged collection of the notices: each topic asks for a title, and is judged by it."""
    found = [d for d in read_corpus(NOTICES, limits=Limits()) if isinstance(d, Document)]
    documents = [{"id": d.id, "title": d.title, "text": d.text} for d in found[: int(DOCUMENTS)]]
    topics = list(enumerate(documents[::5]))
    queries = [{"query_id": n, "topic_id": n, "query": d["title"]} for n, d in topics]
    for name, records in (("docs", documents), ("queries", queries)):
        lines = "".join(f"{json.dumps(record)}\n" for record in records)
        (tmp_path / f"{name}.jsonl").write_text(lines)
    judgements = "".join(f"{n}\t0\t{d['id']}\t2\n" for n, d in topics)
    (tmp_path / "qrels.tsv").write_text(judgements)
    return tmp_path


def test_every_benchmark_is_run_here() -> None:
    benchmarks = (PROJECT / "benchmarks").glob("*.py")
    runnable = {file.stem for file in benchmarks if "__main__" in file.read_text()}
    ran = set(re.findall(r'run\(\s*"(\w+)"', Path(__file__).read_text()))
    assert ran == runnable


def compared(folder: Path, *engines: str) -> dict[str, Any]:
    """Compare on the notices, in a folder that does not exist yet; return the figures."""
    printed = run(
        "compare",
        *("--data", NOTICES, "--documents", DOCUMENTS, "--questions", "20", "--rounds", "1"),
        *("--temporary", folder / "made", "--json", folder / "out.json"),
        *("--engines", *engines),
    )
    assert "| ours |" in printed
    figures: dict[str, Any] = json.loads((folder / "out.json").read_text())
    assert figures["documents"] == int(DOCUMENTS)
    assert figures["disagreements"] == []
    assert {question["kind"] for question in figures["questions"]} == {
        *("rare", "common", "or", "and", "phrase", "filter", "all")
    }
    return figures


def test_compare(tmp_path: Path) -> None:
    always_there = ("ours", "ours-2", "product", "product-2", "whoosh", "fts5")
    figures = compared(tmp_path, *always_there)
    assert figures["engines"].keys() == set(always_there)
    assert all(figures["engines"]["product"]["ms"].values())


@pytest.mark.parametrize("peers", [("tantivy-1", "tantivy-2"), ("lucene",), ("xapian",)])
def test_compare_with_a_peer(peers: tuple[str, ...], tmp_path: Path) -> None:
    figures = compared(tmp_path, "ours", *peers)
    for name, reason in figures["missing"].items():
        assert "install" in reason, "an engine that is there failed"
        pytest.skip(f"{name}: {reason}")
    assert figures["engines"].keys() == {"ours", *peers}


def test_help() -> None:
    printed = run("help", "--data", NOTICES, "--documents", DOCUMENTS)
    assert "| suggestions, two words |" in printed
    assert "| similar documents | 50 |" in printed


def test_serving(shared_data: Path) -> None:
    printed = run("serving", shared_data, "--documents", DOCUMENTS, "--rounds", "1")
    assert "| /search.json |" in printed


def test_pages() -> None:
    few = ("--questions", "20", "--rounds", "1", "--worker-pages", "10")
    printed = run("pages", "--data", NOTICES, "--documents", DOCUMENTS, *few)
    assert "| pages a second, 2 workers |" in printed
    if "Left out: tantivy" in printed:
        assert "install" in printed
        pytest.skip(printed.splitlines()[-1])
    same = re.search(
        r"as many documents as product, in as many hits, for (\d+) of (\d+) searches", printed
    )
    assert same
    assert int(same[1]) == int(same[2]) >= 20


def test_no_search_for_a_page_is_drawn_twice(tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    prepare.write_records(corpus.documents(NOTICES, int(DOCUMENTS), 1), records, 1)
    first, again = (Drawer(records, 7) for _ in range(2))
    drawn = [*first.draw(100), *first.draw(100)]
    assert len(drawn) == len({question.parameters for question in drawn}) > 190
    assert {question.kind for question in drawn} == set(SHARES)
    assert again.draw(100) == drawn[:100]


def test_swap() -> None:
    printed = run("swap", "--data", NOTICES, "--documents", DOCUMENTS, "--publications", "1")
    assert "| in the second after a publication |" in printed


def test_growth() -> None:
    printed = run("growth", "--data", NOTICES, "--documents", DOCUMENTS, "--questions", "7")
    assert "| documents | 50.0 | 1.00 |" in printed
    assert "| facets, p50, ms |" in printed


def test_exports() -> None:
    printed = run("exports", "--data", NOTICES, "--documents", DOCUMENTS)
    assert "| xlsx |" in printed
    assert "| bib |" in printed


def test_cluster(collection: Path, cluster_urls: tuple[str, ...]) -> None:
    """As any other benchmark, but on the cluster that the tests share."""
    environment = {"SEARCH_APP_OPENSEARCH_URL": ",".join(cluster_urls)}
    few = ("--data", NOTICES, "--documents", DOCUMENTS, "--rounds", "1")
    printed = run("cluster", *few, "--collection", collection, environment=environment)
    assert "| opensearch |" in printed
    assert "| ndcg@10 | 1.0000 | 1.0000 |" in printed
    assert "have the same total" in printed


def test_ranking(index: Path, tmp_path: Path) -> None:
    (tmp_path / "queries.txt").write_text("\n".join(WORDS))
    printed = run("ranking", index, tmp_path / "queries.txt", "--rounds", "1")
    assert "| 4 queries |" in printed
    assert "| sorted by relevance |" in printed


def test_ranking_of_judged_queries(index: Path, collection: Path) -> None:
    assert "| 5 queries |" in run("ranking", index, collection, "--every", "2", "--rounds", "1")


def test_known(index: Path) -> None:
    lines = run("known", index, "--seeds", "1").splitlines()
    assert [line.split(" | ")[0] for line in lines[1:]] == ["0, 1", "3, 1", "4, 1"]
    shares = [float(share) for line in lines[1:] for share in line.split(" | ")[1:]]
    assert min(shares) > 0.8


def test_relevance(collection: Path) -> None:
    lines = [line.split(" | ") for line in run("relevance", collection).splitlines()]
    by_variant = {name.strip(): figures for name, *figures in lines}
    assert by_variant["everything"] == ["1.0000 ± 0.000", "1.0000", "1.0000"]
    assert "without title" in by_variant


def test_relevance_of_documents_that_are_indexed(index: Path, collection: Path) -> None:
    (collection / "docs.jsonl").unlink()
    assert "\neverything" in run("relevance", collection, "--index", index)


def test_weights(collection: Path) -> None:
    printed = run("weights", collection)
    assert printed.startswith("in use: 1.0000\n")
    assert "fold 4: 1.0000 in use, 1.0000 held out\nheld out: 1.0000" in printed


def test_linear() -> None:
    head, _, *rows = run("linear", "--bytes", "1000", "--only", "nested").splitlines()
    assert head.endswith("| s, 4000 bytes | last ratio |")
    assert {row.split()[1] for row in rows} >= {"Markdown:", "web", "mapping:", "JSON:", "zip:"}


@pytest.fixture
def official(tmp_path: Path) -> Path:
    """A folder with a zip of one question, as it is published."""
    text = "<p>Où sont les phares\u00a0?</p>"
    question = {
        "uid": "QANR5L16QE7",
        "identifiant": {"numero": "7", "legislature": "16"},
        "type": "QE",
        "textesQuestion": {"texteQuestion": {"infoJO": None, "texte": text}},
    }
    with zipfile.ZipFile(tmp_path / "Questions_gouvernement.zip", "w") as packed:
        packed.writestr("json/q.json", json.dumps({"question": question}))
    return tmp_path


def test_weekly(official: Path) -> None:
    _, _, *rows = run("weekly", "--data", official, "--questions", DOCUMENTS).splitlines()
    assert [row.split(" | ")[0] for row in rows] == [
        "| built",
        "| a hundredth changed",
        "| the same",
    ]


def test_official(official: Path) -> None:
    _, _, *rows = run("official", "--data", official, "--questions", DOCUMENTS).splitlines()
    assert [row.split(" | ")[2] for row in rows] == [DOCUMENTS] * 4
    assert len({row.split(" | ")[5] for row in rows}) == 1


def test_damages() -> None:
    assert run("damages", "5").startswith("5 damages: ")


def test_differential() -> None:
    printed = run("differential", "--data", NOTICES, "--queries", "50")
    assert "hit sets: 50 of 50 the same" in printed
    # Of the rest, a word stands for several terms, which the stock Searcher scores one by one.
    compared = re.search(r"scores: (\d+) of (\d+) the same", printed)
    assert compared
    assert int(compared[1]) == int(compared[2]) > 10
    assert "3 segments" in printed


@pytest.mark.parametrize("source", corpus.SOURCES, ids=lambda source: source[0].name)
def test_the_published_data_is_read(source: Any, shared_data: Path) -> None:
    path, read = source
    assert next(read(shared_data / path))["text"]
