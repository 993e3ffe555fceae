"""Every deputy and group of the real oral questions is known, but for the groups that are lost."""

import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from real_corpus import ZIPS
from search_app.authority import group_name
from search_app.ingest import parse_record
from search_app.ingest.records import RecordFormat, raw_record
from search_app.model.document import Source
from search_app.model.member import Member, PoliticalGroup
from search_app.reindex.ledger import Entry, QuestionFacts
from search_app.reindex.members import Members

LOST_GROUP = "POnull"


@pytest.fixture(scope="module")
def members(shared_data: Path) -> Members:
    path = shared_data / "data/an-acteurs-organes/AMO30_AMO10_merged.tar.xz"
    entries = []
    with tarfile.open(path, "r:xz") as archive:
        for file in archive:
            content = archive.extractfile(file) if file.isreg() else None
            if content is None or not file.name.endswith(".json"):
                continue
            raw = raw_record(Source(path=file.name), RecordFormat.JSON, content.read())
            parsed = parse_record(raw)
            assert parsed.errors == ()
            if parsed.fact:
                entries.append(
                    Entry(path=file.name, record="", line=1, digest=raw.digest, fact=parsed.fact)
                )
    kinds = [type(entry.fact) for entry in entries]
    assert (kinds.count(Member), kinds.count(PoliticalGroup)) == (3_034, 61)
    return Members(entries)


def test_each_question_has_its_deputy_and_its_group(shared_data: Path, members: Members) -> None:
    lost = []
    for path in ZIPS:
        with zipfile.ZipFile(shared_data / "data/an-questions" / path) as packed:
            names = [name for name in packed.namelist() if name.endswith(".json")]
            questions = [json.loads(packed.read(name))["question"] for name in names]
        for question in questions:
            facts = members.facts_of(
                QuestionFacts(
                    author=question["auteur"]["identite"]["acteurRef"],
                    legislature=question["identifiant"]["legislature"],
                    asked=0,
                    due=0,
                    text="",
                )
            )
            assert facts, question["uid"]
            assert facts.author.startswith(("M. ", "Mme ")), question["uid"]
            assert facts.department, question["uid"]
            group = question["auteur"]["groupe"]
            assert group_name(group["developpe"] or "", group["abrege"] or "").known
            if group["organeRef"] == LOST_GROUP:
                lost.append(question["uid"])
    assert sorted(lost) == [f"QANR5L15QG{number}" for number in (1194, 3094, 3096, 3361)]
