"""Of the laws that a reader marked in real documents, how many are found, and is anything else?

The passages were drawn at random, some anywhere and most around a word that may announce a
citation, and marked by hand before the program had read them.
"""

import csv
import json
import shutil
from pathlib import Path
from zipfile import ZipFile

from places import PROJECT
from real_corpus import MAPPINGS, ZIPS
from search_app.ingest import Limits, RawRecord, parse_record, scan_file
from search_app.mentions import laws_cited

# document, start and length of the passage (in characters of title, text and answer, a line
# each), and the names of what it cites, with "|" between them.
MARKS = PROJECT / "tests" / "golden" / "laws.csv"
PRECISION_MIN = 1.0
RECALL_MIN = 0.96


def texts(shared: Path, corpus: Path, wanted: set[str]) -> dict[str, str]:
    """Return the wanted documents by their ids, reading no others."""
    questions = shared / "data" / "an-questions"
    for name in (*ZIPS, *MAPPINGS):
        (corpus / name).parent.mkdir()
    for name in ZIPS:
        with ZipFile(questions / name) as every, ZipFile(corpus / name, "w") as some:
            for entry in every.namelist():
                if Path(entry).stem in wanted:
                    some.writestr(entry, every.read(entry))
    for name, mapping in MAPPINGS.items():
        shutil.copyfile(questions / name, corpus / name)
        (corpus / f"{name}.toml").write_text(mapping, encoding="utf-8")
    records = [
        record
        for name in (*ZIPS, *MAPPINGS)
        for record in scan_file(corpus, name, limits=Limits())
        if isinstance(record, RawRecord) and (name in ZIPS or row_id(record) in wanted)
    ]
    documents = [document for record in records if (document := parse_record(record).document)]
    return {one.id: f"{one.title}\n{one.text}\n{one.answer}" for one in documents}


def row_id(record: RawRecord) -> str:
    row = json.loads(record.data)
    return f"QANR5L{row['legislature']}{row['type']}{row['number']}"


def test_what_passages_cite_is_found(shared_data: Path, tmp_path: Path) -> None:
    with MARKS.open(encoding="utf-8", newline="") as file:
        marks = list(csv.DictReader(file))
    documents = texts(shared_data, tmp_path, {mark["document"] for mark in marks})
    right = wrong = missed = 0
    for mark in marks:
        start, length = int(mark["start"]), int(mark["length"])
        passage = documents[mark["document"]][start : start + length]
        assert len(passage) == length
        found = {law.name for law in laws_cited(passage)}
        cited = set(filter(None, mark["names"].split("|")))
        right += len(found & cited)
        wrong += len(found - cited)
        missed += len(cited - found)
    assert right / (right + wrong) >= PRECISION_MIN
    assert right / (right + missed) >= RECALL_MIN
