"""Which documents are the engines compared on?

They are the real documents of a folder, a random sample of them, or new documents made of their
sentences. The folder holds either the published data sets or a corpus that the program reads.
"""

import csv
import gzip
import io
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypedDict
from zipfile import ZipFile

from lxml.html import fromstring

from search_app import ingest
from search_app.model.document import Document

# The published data sets have 74,920 documents. Whoever asks for more than this gets new documents,
# made of the sentences of the real ones.
REAL_AT_MOST = 75_000

_QUESTIONS = Path("data/an-questions")
_ZIPS = (
    _QUESTIONS / "qag-15-json/Questions_gouvernement_XV.json.zip",
    _QUESTIONS / "qag-16-json/Questions_gouvernement_XVI.json.zip",
)
_WRITTEN = _QUESTIONS / "qe-16-csv/qe16_1308_cp1252.csv"
_ORAL = _QUESTIONS / "qosd-15-csv/legislature_qosd.csv"
_AMENDMENTS = Path("data/an-amendements/amendements_XVII_trimmed.jsonl.gz")
_BELGIAN = Path("data/be-parliament-questions/be_parliament_2020_fr.jsonl.gz")

_BREAK = re.compile(r"<(?:br|/?p|/?div|/?tr|/?td|/?li)\b[^>]*>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


class RawRecord(TypedDict):
    """A document before its analysis. date: "2024-12-31" or "". facets: the values by name."""

    title: str
    text: str
    date: str
    facets: dict[str, list[str]]


def documents(data: Path, count: int, seed: int) -> Iterator[RawRecord]:
    """Yield `count` records of the folder `data`, or all of them when it has no more than that.

    A smaller number is drawn at random and keeps the order of the sources. A `count` above
    REAL_AT_MOST yields new records. Raises OSError when a file of the published data is missing.
    """
    real = list(_published(data) if is_published_data(data) else map(_raw, read_corpus(data)))
    chance = random.Random(seed)  # noqa: S311 - no secret
    if count > REAL_AT_MOST:
        yield from _recombined(real, count, chance)
    elif count >= len(real):
        yield from real
    else:
        yield from (real[i] for i in sorted(chance.sample(range(len(real)), count)))


def is_published_data(data: Path) -> bool:
    """Tell whether a folder holds the published data sets; otherwise it is read as a corpus."""
    return (data / _QUESTIONS).is_dir()


def read_corpus(folder: Path) -> Iterator[Document]:
    """Yield the documents that the program would index; of those with one id, the first."""
    seen: set[str] = set()
    for path in ingest.file_digests(folder):
        for raw in ingest.scan_file(folder, path, limits=ingest.Limits()):
            found = ingest.parse_record(raw).document if isinstance(raw, ingest.RawRecord) else None
            if found and found.id not in seen:
                seen.add(found.id)
                yield found


def _raw(document: Document) -> RawRecord:
    return _record(
        document.title,
        "\n\n".join(filter(None, (document.text, document.answer))),
        document.date.isoformat() if document.date else "",
        party=document.group and document.group.values[0],
        ministry=document.ministry_asked.values if document.ministry_asked else (),
        topic=document.topic and document.topic.values[0],
    )


def _published(data: Path) -> Iterator[RawRecord]:
    for path, read in SOURCES:
        yield from read(data / path)


def _record(
    title: str | None, text: str, date: str, *, party: Any = "", ministry: Any = (), topic: Any = ""
) -> RawRecord:
    year = date[:4]
    facets = {
        "party": [party] if party else [],
        "ministry": list(dict.fromkeys(value for value in ministry if value)),
        "topic": [topic] if topic else [],
        "year": [year] if year else [],
    }
    return {"title": title or "", "text": text, "date": date, "facets": facets}


def _government_questions(path: Path) -> Iterator[RawRecord]:
    with ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith(".json"):
                continue
            question = json.loads(archive.read(name))["question"]
            answer = (question["textesReponse"] or {}).get("texteReponse") or {}
            indexed = question["indexationAN"]
            titles = indexed.get("ANALYSE") or indexed.get("analyses") or {}
            charge = (question["minAttribs"] or {}).get("minAttrib") or {}
            yield _record(
                titles.get("ANA") or titles.get("analyse"),
                _plain(answer.get("texte")),
                _iso((answer.get("infoJO") or {}).get("dateJO")),
                party=question["auteur"]["groupe"]["abrege"],
                ministry=(question["minInt"]["abrege"], charge["denomination"]["abrege"]),
                topic=indexed["rubrique"],
            )


def _written_questions(path: Path) -> Iterator[RawRecord]:
    with path.open(encoding="cp1252", newline="") as file:
        for row in csv.DictReader(file, delimiter="|", quoting=csv.QUOTE_NONE):
            yield _record(
                row["titre"],
                row["question"],
                _iso(row["date"]),
                party=row["groupe"],
                ministry=(row["ministère_interrogé"],),
                topic=row["rubrique"],
            )


def _oral_questions(path: Path) -> Iterator[RawRecord]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ministry = (row["ministere_interrogem"],)
            yield _record("", row["question"], _iso(row["date_publication"]), ministry=ministry)


def _amendments(path: Path) -> Iterator[RawRecord]:
    """Yield the amendments that have a text.

    The body that examines an amendment stands for the ministry, the outcome for the topic.
    """
    for row in _json_lines(path):
        texts = [_plain(row[part]) for part in ("dispositif", "exposeSommaire")]
        if any(texts):
            yield _record(
                row["articleDesignation"],
                "\n\n".join(filter(None, texts)),
                _iso(row["dateDepot"]),
                party=row["groupePolitiqueRef"],
                ministry=(row["prefixeOrganeExamen"],),
                topic=row["sort"],
            )


def _belgian_questions(path: Path) -> Iterator[RawRecord]:
    for row in _json_lines(path):
        yield _record("", row["text_fr"], "")


SOURCES: tuple[tuple[Path, Callable[[Path], Iterator[RawRecord]]], ...] = (
    *((path, _government_questions) for path in _ZIPS),
    (_WRITTEN, _written_questions),
    (_ORAL, _oral_questions),
    (_AMENDMENTS, _amendments),
    (_BELGIAN, _belgian_questions),
)
"""The files of the published data, below its folder, and what reads the records of each."""


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path) as packed, io.TextIOWrapper(packed, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _plain(html: str | None) -> str:
    """Return the text of a piece of HTML with single spaces between its words."""
    if not html or not html.strip():
        return ""
    return " ".join(fromstring(f"<div>{_BREAK.sub(' ', html)}</div>").text_content().split())


def _iso(day: str | None) -> str:
    """Return "31/12/2024" or "2024-12-31" as "2024-12-31", and a missing date as ""."""
    if day and "/" in day:
        return "-".join(reversed(day.split("/")))
    return day or ""


def _recombined(
    real: Iterable[RawRecord], count: int, chance: random.Random
) -> Iterator[RawRecord]:
    """Yield records with the length, date and facets of a real one and sentences drawn from all."""
    donors = list(real)
    sentences = [s for donor in donors for s in _SENTENCE_END.split(donor["text"]) if s]
    for _ in range(count):
        model = chance.choice(donors)
        drawn: list[str] = []
        missing = len(model["text"])
        while True:
            sentence = sentences[int(chance.random() * len(sentences))]
            if missing < len(sentence) / 2:
                break
            drawn.append(sentence)
            missing -= len(sentence) + 1
        yield {**model, "title": chance.choice(donors)["title"], "text": " ".join(drawn)}
