"""Of a zip only the entries that have changed are read again."""

import json
import zipfile
from pathlib import Path

from search_app.ingest import Limits, scan_file
from search_app.ingest.records import RawRecord

TEXT = "Un titre\n\nUne phrase assez longue sur le sel, pour être lue.\n"


def written(path: Path, texts: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in texts.items():
            packed.writestr(name, text)


def records(folder: Path, known: dict[str, str]) -> dict[str, str]:
    found = scan_file(
        folder,
        "a.zip",
        limits=Limits(),
        is_known=lambda record, digest: known.get(record) == digest,
    )
    return {raw.record: raw.digest for raw in found if isinstance(raw, RawRecord)}


def test_entries_that_are_known_are_left_out(tmp_path: Path) -> None:
    texts = {"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT}
    written(tmp_path / "a.zip", texts)
    first = records(tmp_path, {})
    assert first.keys() == texts.keys()
    assert len(set(first.values())) == len(texts)
    assert records(tmp_path, first) == {}
    written(tmp_path / "a.zip", texts | {"b.txt": TEXT.replace("sel", "mer")})
    assert records(tmp_path, first).keys() == {"b.txt"}
    written(tmp_path / "a.zip", texts | {"b.txt": f"{TEXT}."})
    assert records(tmp_path, first).keys() == {"b.txt"}


def test_a_list_in_a_zip_is_read_record_by_record(tmp_path: Path) -> None:
    questions = [{"uid": f"QANR5L14QE{number}", "type": "QE"} for number in (1, 2)]
    text = json.dumps({"questionsEcrites": {"question": questions}})
    written(tmp_path / "a.zip", {"list.json": text})
    first = records(tmp_path, {})
    assert list(first) == ["list.json/QANR5L14QE1", "list.json/QANR5L14QE2"]
    assert records(tmp_path, first) == first


def test_a_table_in_a_zip_is_read_again_when_its_mapping_has_come_or_changed(
    tmp_path: Path,
) -> None:
    table = {"a.csv": "no,question\n1,Où sont les phares ?\n"}
    mapping = '[columns]\nnumber="no"\ntext="question"\n[constants]\ntype="QE"\nlegislature="16"\n'
    written(tmp_path / "a.zip", table)
    alone = records(tmp_path, {})
    assert alone.keys() == {"a.csv"}
    written(tmp_path / "a.zip", table | {"a.csv.toml": mapping})
    mapped = records(tmp_path, alone)
    assert mapped.keys() == {"a.csv/row 1"}
    written(tmp_path / "a.zip", table | {"a.csv.toml": mapping.replace("16", "15")})
    changed = records(tmp_path, mapped)
    assert changed.keys() == mapped.keys()
    assert changed != mapped
