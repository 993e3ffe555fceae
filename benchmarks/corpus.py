"""Which documents are compared on? Real ones, or new ones made of their sentences.

A raw record: title, text, date ("2024-12-31" or ""), and the values of the four facets.
"""

import csv
import gzip
import io
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypedDict
from zipfile import ZipFile

from lxml.html import fromstring  # type: ignore[import-untyped]

# Up to here the real documents do (there are 74,920); beyond, their sentences are recombined.
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
    title: str
    text: str
    date: str
    facets: dict[str, list[str]]


def documents(shared: Path, count: int, seed: int) -> Iterator[RawRecord]:
    """Yield `count` records; all the real ones when that is nearly as many.

    Fewer are drawn at random, in the order of their sources. Raises OSError when data is missing.
    """
    real = list(_real(shared))
    chance = random.Random(seed)  # noqa: S311 - no secret
    if count > REAL_AT_MOST:
        yield from _recombined(real, count, chance)
    elif count >= len(real):
        yield from real
    else:
        yield from (real[i] for i in sorted(chance.sample(range(len(real)), count)))


def _real(shared: Path) -> Iterator[RawRecord]:
    for path in _ZIPS:
        yield from _government_questions(shared / path)
    yield from _written_questions(shared / _WRITTEN)
    yield from _oral_questions(shared / _ORAL)
    yield from _amendments(shared / _AMENDMENTS)
    for row in _json_lines(shared / _BELGIAN):
        yield _record("", row["text_fr"], "")


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
    """Those with a text; the examining body stands for the ministry, the outcome for the topic."""
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


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path) as packed, io.TextIOWrapper(packed, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _plain(html: str | None) -> str:
    """Return the text of a piece of HTML, spaces normalised."""
    if not html or not html.strip():
        return ""
    return " ".join(fromstring(f"<div>{_BREAK.sub(' ', html)}</div>").text_content().split())


def _iso(day: str | None) -> str:
    """Return a date written either way round as "2024-12-31"."""
    if day and "/" in day:
        return "-".join(reversed(day.split("/")))
    return day or ""


def _recombined(
    real: Iterable[RawRecord], count: int, chance: random.Random
) -> Iterator[RawRecord]:
    """Yield records as long as real ones, made of sentences drawn from all of them."""
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
