"""The real record, thousands of documents: all of it is there, and the facets count right."""

import csv
import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import real_corpus
from endtoend.conftest import Program, Site
from search_app.authority import group_name, ministry_name, topic_name
from search_app.model.facet import NO_VALUE

Names = tuple[str, ...]


def ministry_values(short: str, long: str = "") -> Names:
    found = ministry_name(short)
    return found.values if found.known or not long else ministry_name(long).values


def official(corpus: Path) -> Iterator[dict[str, Names]]:
    """What each official JSON question says, read with nothing but `zipfile` and `json`."""
    for name in real_corpus.ZIPS:
        with zipfile.ZipFile(corpus / name) as archive:
            for entry in archive.namelist():
                if entry.endswith(".json"):
                    yield one_official(json.loads(archive.read(entry))["question"])


def one_official(question: dict[str, Any]) -> dict[str, Names]:
    group, asked = question["auteur"]["groupe"], question["minInt"]
    charged = question["minAttribs"]["minAttrib"]["denomination"]
    answer = question["textesReponse"]
    day = answer["texteReponse"]["infoJO"]["dateJO"] if answer else None
    day = day or question["cloture"]["dateCloture"]
    topic = question["indexationAN"]["rubrique"]
    ministries = [ministry_values(m["abrege"], m["developpe"]) for m in (asked, charged)]
    return {
        "legislature": (question["identifiant"]["legislature"],),
        "party": group_name(group["developpe"], group["abrege"]).values,
        "ministry": tuple({value for values in ministries for value in values}),
        "topic": topic_name(topic).values if topic else (),
        "type": (question["type"],),
        "status": ("answered",),
        "year": (next(part for part in day.replace("/", "-").split("-") if len(part) == 4),),
    }


def tabular(corpus: Path) -> Iterator[dict[str, Names]]:
    with (corpus / real_corpus.QE_CSV).open(encoding="cp1252", newline="") as file:
        for row in csv.DictReader(file, delimiter="|", quoting=csv.QUOTE_NONE):
            yield {
                "legislature": ("16",),
                "party": group_name(row["groupe"]).values,
                "ministry": ministry_values(row["ministère_interrogé"]),
                "topic": topic_name(row["rubrique"]).values,
                "type": ("QE",),
                "year": (row["date"][-4:],),
            }
    with (corpus / real_corpus.QOSD_CSV).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "legislature": ("15",),
                "ministry": ministry_values(row["ministere_interrogem"]),
                "type": ("QOSD",),
                "year": (row["date_publication"][-4:],),
            }


SEEDS: list[dict[str, Names]] = [
    {
        "legislature": ("16",),
        "party": ("RN",),
        "topic": ("Numérique",),
        "type": ("QE",),
        "status": ("withdrawn",),
        "year": ("2024",),
        "ministry": ("Économie", "Industrie", "Numérique", "Travail", "Santé", "Solidarités"),
    },
    {
        "legislature": ("16",),
        "party": ("MoDem",),
        "topic": ("Santé",),
        "type": ("QE",),
        "status": ("withdrawn",),
        "year": ("2024",),
        "ministry": ("Premier ministre", "Travail", "Santé", "Solidarités"),
    },
    {
        "legislature": ("15",),
        "party": ("LR",),
        "topic": ("Numérique",),
        "type": ("QE",),
        "status": ("withdrawn",),
        "year": ("2021",),
        "ministry": ("Numérique", "Santé"),
    },
    {"type": ("article",)},
    {"type": ("article",), "legislature": ("17",), "year": ("2025",)},
]


def recount(documents: list[dict[str, Names]]) -> dict[str, dict[str, int]]:
    facets = {facet for document in documents for facet in document}
    return {
        facet: dict(Counter(v for d in documents for v in d.get(facet) or (NO_VALUE,)))
        for facet in facets
    }


def figures(report: str) -> list[int]:
    row = next(line for line in report.splitlines() if line.startswith("│"))
    return [int(cell) for cell in row.strip("│").split("│")[:5]]


def change_titles(corpus: Path, count: int) -> None:
    """Write the zip of the 16th legislature anew with `count` questions changed."""
    path = corpus / real_corpus.ZIPS[1]
    with zipfile.ZipFile(path) as archive:
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    changed = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in entries:
            record = data
            if info.filename.endswith(".json") and changed < count:
                question = json.loads(data)
                question["question"]["indexationAN"]["rubrique"] = "numérique"
                question["question"]["indexationAN"]["analyses"] = {
                    "analyse": f"Xylophone {changed}"
                }
                record = json.dumps(question).encode()
                changed += 1
            archive.writestr(info.filename, record)
    assert changed == count


def test_everything_is_there_and_counted_right(
    record_program: Program, tmp_path: Path, serving: Callable[[Program], Any]
) -> None:
    shutil.copytree(record_program.index.parent, tmp_path, dirs_exist_ok=True)
    corpus = tmp_path / "corpus"
    app = Program(corpus, tmp_path / "index")
    built = (tmp_path / "built").read_text(encoding="utf-8")
    read, indexed, unchanged, removed, rejected = figures(built)
    assert (indexed, unchanged, removed) == (real_corpus.DOCUMENTS, 0, 0)
    assert read == real_corpus.DOCUMENTS
    rejects = app.rejects()
    without_text, without_group = "json/QANR5L15QG3307.json", (1194, 3094, 3096, 3361)
    assert {r["record"]: r["code"] for r in rejects} == {
        without_text: "missing",
        **{f"json/QANR5L15QG{number}.json": "value" for number in without_group},
    }
    assert rejected == len(rejects)
    assert "unknown name" not in built

    with serving(app) as site:
        found = site.search("")
        assert found["total"] == real_corpus.DOCUMENTS
        assert_facets(site, recount([*official(corpus), *tabular(corpus), *SEEDS]))
    assert app.run("check", "--jobs", "2").returncode == 0

    change_titles(corpus, 70)
    again = app.run("reindex")
    assert figures(again.stderr)[1:4] == [70, real_corpus.DOCUMENTS - 70, 0]
    assert app.search("titre:xylophone")["total"] == 70
    assert app.run("check").returncode == 0
    assert app.run("index", "rollback").returncode == 0
    assert app.search("titre:xylophone")["total"] == 0
    differences = app.run("check")
    assert (differences.returncode, differences.stdout.count("different: ")) == (8, 70)


def assert_facets(site: Site, wanted: dict[str, dict[str, int]]) -> None:
    found = site.search("")
    assert found["facets_truncated"] == ["author", "ministry_name", "topic", "law"]
    for name, counts in wanted.items():
        shown = {v["value"]: v["count"] for v in found["facets"][name]}
        if name in found["facets_truncated"]:
            assert shown.items() <= counts.items()
            assert min(shown.values()) >= max(n for v, n in counts.items() if v not in shown)
        else:
            assert shown == counts


@pytest.fixture
def serving() -> Callable[[Program], Any]:
    return lambda app: app.served_by("search-app", "serve", "--port", "0")
