"""The real record as one corpus: official JSON in zips, two mapped CSV files, five seeds.

Used by tests and benchmarks; nothing of it is kept in the repository.
"""

import shutil
from pathlib import Path
from zipfile import ZipFile

QUESTIONS = 4667 + 639 + 1308 + 629
DOCUMENTS = QUESTIONS + 5

ZIPS = (
    "qag-15-json/Questions_gouvernement_XV.json.zip",
    "qag-16-json/Questions_gouvernement_XVI.json.zip",
)
QE_CSV = "qe-16-csv/qe16_1308_cp1252.csv"
QOSD_CSV = "qosd-15-csv/legislature_qosd.csv"
MAPPINGS = {
    QE_CSV: """
encoding = "cp1252"
separator = "|"
quoting = "none"
date_order = "dmy"

[columns]
number = "id"
group = "groupe"
author = "nom"
ministry_asked = "ministère_interrogé"
topic = "rubrique"
title = "titre"
date = "date"
text = "question"

[constants]
type = "QE"
legislature = "16"
""",
    QOSD_CSV: """
encoding = "utf-8"
separator = ","
quoting = "minimal"
date_order = "dmy"

[columns]
number = "index"
author = "nom_depute"
ministry_asked = "ministere_interrogem"
date = "date_publication"
text = "question"

[constants]
type = "QOSD"
legislature = "15"
""",
}


def assemble(shared: Path, corpus: Path) -> None:
    """Copy the real files into `corpus` and write the mappings beside the CSV files."""
    questions = shared / "data" / "an-questions"
    for name in (*ZIPS, *MAPPINGS):
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(questions / name, corpus / name)
    for name, mapping in MAPPINGS.items():
        (corpus / f"{name}.toml").write_text(mapping, encoding="utf-8")
    (corpus / "seeds").mkdir()
    for seed in (shared / "seeds").glob("*.txt"):
        shutil.copyfile(seed, corpus / "seeds" / seed.name)


def assemble_some(shared: Path, corpus: Path, count: int) -> None:
    """Write the first `count` questions of the 16th legislature alone into `corpus`."""
    (corpus / ZIPS[1]).parent.mkdir(parents=True)
    with (
        ZipFile(shared / "data" / "an-questions" / ZIPS[1]) as every,
        ZipFile(corpus / ZIPS[1], "w") as some,
    ):
        questions = [name for name in every.namelist() if name.endswith(".json")]
        for name in questions[:count]:
            some.writestr(name, every.read(name))
