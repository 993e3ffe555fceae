"""Every group, ministry and topic of the real documents is known."""

import csv
import json
import re
import tarfile
import xml.etree.ElementTree as ET
import zipfile

import pytest

from search_app.authority import group_name, lookup, ministry_name, topic_name
from search_app.authority.keys import name_key

FIELDS = re.compile(
    r"^\W*(Rubrique|Ministère interrogé|Ministère attributaire)[\s:*]+(.+)$", re.MULTILINE
)


@pytest.fixture(scope="module")
def names(shared_data):
    """{"group" | "ministry" | "topic": set of (name, abbreviation or "")} of all questions."""
    found = {"group": set(), "ministry": set(), "topic": set()}
    questions = shared_data / "data" / "an-questions"
    for path in sorted(questions.glob("qag-*/*.zip")):
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                if member.endswith(".json"):
                    _official(json.loads(archive.read(member))["question"], found)
    for path in sorted(questions.glob("qag-*/samples/*.json")):
        _official(json.loads(path.read_text(encoding="utf-8"))["question"], found)
    _tables(questions, found)
    for path in sorted((shared_data / "seeds").glob("*.txt")):
        for field, value in FIELDS.findall(path.read_text(encoding="utf-8")):
            kind = "topic" if field == "Rubrique" else "ministry"
            found[kind].add((value.split("](")[0].lstrip("["), ""))
    return found


def _official(question, found):
    group = question["auteur"]["groupe"]
    found["group"].add((group["developpe"], group["abrege"]))
    topic = question["indexationAN"]["rubrique"]
    if topic:
        found["topic"].add((topic, ""))
    charges = question["minAttribs"]["minAttrib"]
    charges = charges if isinstance(charges, list) else [charges]
    for ministry in (question["minInt"], *(charge["denomination"] for charge in charges)):
        found["ministry"] |= {(ministry["abrege"], ""), (ministry["developpe"], "")}


def _tables(questions, found):
    with (questions / "qe-16-csv" / "qe16_1308_cp1252.csv").open(encoding="cp1252") as lines:
        for row in csv.DictReader(lines, delimiter="|", quoting=csv.QUOTE_NONE):
            found["group"].add((row["groupe"], ""))
            found["ministry"].add((row["ministère_interrogé"], ""))
            found["topic"].add((row["rubrique"], ""))
    with (questions / "qosd-15-csv" / "legislature_qosd.csv").open(encoding="utf-8") as lines:
        found["ministry"] |= {(row["ministere_interrogem"], "") for row in csv.DictReader(lines)}
    with (questions / "site-parsed-8-15" / "questions.jsonl").open(encoding="utf-8") as lines:
        for question in map(json.loads, lines):
            found["topic"].add((question["theme"], ""))
            for key in ("questioned_ministry", "responsible_ministry"):
                found["ministry"].add((question[key], ""))
    path = questions / "site-xml-14" / "q14_14-47351QE.xml"
    root = ET.parse(path).getroot()  # noqa: S314 (one file, which we chose)
    found["group"].add((root.find(".//GROUPE/LIBELLE").text, root.find(".//GROUPE").get("SIGLE")))
    found["topic"].add((root.find(".//INDEXATION_AN").get("RUBRIQUE"), ""))
    for ministry in (*root.iter("MINI"), *root.iterfind("MINA/ORDRE")):
        found["ministry"] |= {(ministry.findtext(tag), "") for tag in ("ABREGE", "DEVELOPPE")}


@pytest.fixture(scope="module")
def organs(shared_data):
    path = shared_data / "data" / "an-acteurs-organes" / "AMO30_AMO10_merged.tar.xz"
    with tarfile.open(path) as archive:
        members = (m for m in archive if m.isfile() and m.name.startswith("organe/"))
        found = [json.load(archive.extractfile(member)) for member in members]
    return [organ for organ in found if organ["codeType"] in {"GP", "MINISTERE", "ASSEMBLEE"}]


@pytest.mark.parametrize(
    ("kind", "look_up", "at_least"),
    [
        ("group", group_name, 25),
        ("ministry", ministry_name, 200),
        ("topic", topic_name, 190),
    ],
)
def test_every_name_of_the_questions_is_known(names, kind, look_up, at_least):
    assert len(names[kind]) > at_least
    assert [name for name, _ in names[kind] if not look_up(name).known] == []


def test_the_abbreviation_alone_gives_the_same_group(names):
    for name, short in names["group"]:
        if short:
            assert group_name("", short).values == group_name(name).values, (name, short)


def test_topics_that_differ_stay_different(names):
    """But for names that a source cuts short after 44 or 45 characters."""
    whole = {name.casefold() for name, _ in names["topic"] if not 44 <= len(name) <= 45}
    assert len({topic_name(name).values for name in whole}) == len(whole)


def test_every_group_of_the_assembly_is_known(organs):
    listed = {row["name"]: row["legislatures"].split(";") for row in lookup.rows_of("groups.csv")}
    by_key = {name_key(name): legislatures for name, legislatures in listed.items()}
    groups = [organ for organ in organs if organ["codeType"] == "GP"]
    assert len(groups) > 50
    for organ in groups:
        found = group_name(organ["libelle"])
        assert found.known, organ["libelle"]
        assert organ["legislature"] in by_key[name_key(organ["libelle"])], organ["libelle"]
        for short in (organ["libelleAbrev"], organ["libelleAbrege"]):
            assert group_name(short).values == found.values, (short, organ["libelle"])


def test_every_ministry_of_the_assembly_is_known(organs):
    ministries = [organ for organ in organs if organ["codeType"] == "MINISTERE"]
    assert len(ministries) > 600
    names = {organ[key] for organ in ministries for key in ("libelle", "libelleAbrege")}
    assert [name for name in sorted(filter(None, names)) if not ministry_name(name).known] == []


def test_legislatures_are_the_assemblys(organs):
    listed = {row["number"]: row for row in lookup.rows_of("legislatures.csv")}
    assemblies = [organ for organ in organs if organ["codeType"] == "ASSEMBLEE"]
    assert len(assemblies) >= 6
    for organ in assemblies:
        row = listed[organ["legislature"]]
        assert row["first_day"] == organ["viMoDe"]["dateDebut"]
        assert row["last_day"] == (organ["viMoDe"]["dateFin"] or "")
