"""How fast is the official record read, as JSON and as XML, and with how much memory?

    python -m benchmarks.official --data ../shared [--questions N]

The real questions of `--data` are given new numbers until there are N, and written to a zip: one
file a question, as for the 15th to 17th legislature, and one list, as for the 14th, each in both
formats. Each zip is read in a process of its own, without an index. The last column is a checksum
of the documents that were read: the same questions are the same documents in all four.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from official_xml import as_xml, element

_PACKED = "**/*gouvernement*.zip"
_LIST = "questionsEcrites"
# Run in a process of its own: the folder of the corpus. Its sources differ between the four.
_READ = """
import dataclasses, resource, sys, time, zlib
from pathlib import Path
from reading import read_corpus
from search_app.ingest import Limits
from search_app.ingest.identity import document_digest
from search_app.model.document import Document, Source
start, count, checksum = time.process_time(), 0, 0
seconds = 0.0
for found in read_corpus(Path(sys.argv[1]), limits=Limits()):
    if isinstance(found, Document):
        seconds += time.process_time() - start
        same = dataclasses.replace(found, source=Source(path=""))
        count, checksum = count + 1, zlib.crc32(document_digest(same).encode(), checksum)
        start = time.process_time()
print(count, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, checksum)
"""
_KIB, _MB = 1024, 1_000_000
_Question = dict[str, Any]
_Write = Callable[[zipfile.ZipFile, Iterator[_Question]], None]


def real_questions(data: Path) -> list[_Question]:
    """Return the questions in the zips of JSON below a folder."""
    questions = []
    for path in sorted(data.glob(_PACKED)):
        with zipfile.ZipFile(path) as packed:
            names = [name for name in packed.namelist() if name.endswith(".json")]
            questions += [json.loads(packed.read(name))["question"] for name in names]
    return questions


def renumbered(questions: Sequence[_Question], count: int) -> Iterator[_Question]:
    """Yield as many questions as are wanted, with the numbers 1, 2 and so on."""
    for number, question in enumerate(islice(cycle(questions), count), start=1):
        identifier = question["identifiant"] | {"numero": str(number)}
        uid = f"QANR5L{identifier['legislature']}{question['type']}{number}"
        yield question | {"uid": uid, "identifiant": identifier}


def write_files(packed: zipfile.ZipFile, questions: Iterator[_Question]) -> None:
    """Write a file of JSON for each question, as for the 15th to 17th legislature."""
    for question in questions:
        packed.writestr(f"json/{question['uid']}.json", json.dumps({"question": question}))


def _xml_files(packed: zipfile.ZipFile, questions: Iterator[_Question]) -> None:
    for question in questions:
        packed.writestr(f"xml/{question['uid']}.xml", as_xml(question))


def _json_list(packed: zipfile.ZipFile, questions: Iterator[_Question]) -> None:
    with packed.open(f"{_LIST}.json", "w", force_zip64=True) as entry:
        entry.write(f'{{"{_LIST}":{{"question":['.encode())
        for index, question in enumerate(questions):
            entry.write(f"{',' if index else ''}{json.dumps(question)}".encode())
        entry.write(b"]}}")


def _xml_list(packed: zipfile.ZipFile, questions: Iterator[_Question]) -> None:
    with packed.open(f"{_LIST}.xml", "w", force_zip64=True) as entry:
        entry.write(f'<?xml version="1.0" encoding="UTF-8"?><{_LIST}>'.encode())
        for question in questions:
            entry.write(element("question", question).encode())
        entry.write(f"</{_LIST}>".encode())


_SHAPES: dict[str, _Write] = {
    "JSON, a file a question": write_files,
    "XML, a file a question": _xml_files,
    "JSON, one list": _json_list,
    "XML, one list": _xml_list,
}


def row(shape: str, questions: Sequence[_Question], count: int) -> str:
    """Write a zip of this shape, read it, and return the row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "questions.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            _SHAPES[shape](packed, renumbered(questions, count))
        done = subprocess.run(
            [sys.executable, "-c", _READ, folder], capture_output=True, text=True, check=True
        )
        size = path.stat().st_size / _MB
    read, seconds, peak, checksum = done.stdout.split()
    speed, memory = int(read) / float(seconds), int(peak) * _KIB / _MB
    return f"| {shape} | {size:.0f} | {read} | {speed:.0f} | {memory:.0f} | {int(checksum):08x} |"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="Where the zips are")
    parser.add_argument("--questions", type=int, default=100_000, help="How many are read")
    chosen = parser.parse_args(arguments)
    questions = real_questions(chosen.data)
    print("| zip | MB | documents | documents/s | peak MB | checksum |")
    print("|---|--:|--:|--:|--:|---|")
    for shape in _SHAPES:
        print(row(shape, questions, chosen.questions), flush=True)


if __name__ == "__main__":
    main()
