"""What does a judged collection hold, and how is it read from a folder?

It holds topics with several queries each, and for each topic the gains of documents: how much a
person found each of them to be worth. It may hold the documents too; else they are in an index that
exists already.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from search_app.model.document import Document, DocumentType, Kind, Source
from search_app.model.errors import CorpusError

_JUDGEMENT_COLUMNS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuery:
    id: str
    topic: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A collection that people have judged.

    documents: () when the collection is only judgements of documents that are indexed elsewhere.
    queries: those whose topic has been judged. gains: for each topic, the gain of each document
    judged, by its id; 0 for an irrelevant document, and more the better it is.
    """

    documents: tuple[Document, ...]
    queries: tuple[JudgedQuery, ...]
    gains: dict[str, dict[str, int]]

    def judged(self) -> set[str]:
        """Return the ids of the documents judged, whatever was found of them."""
        return {document_id for gains in self.gains.values() for document_id in gains}


def read_collection(folder: Path) -> Collection:
    """Read the collection in `folder`.

    The files are `docs*.jsonl` (id, title, description, text, date), `queries*.jsonl` (query_id,
    topic_id, query), and `qrels*.tsv` (topic, a column that is not used, document id, gain), each
    of them also with `.gz` behind its name. Other files are passed over. Raises CorpusError when
    one cannot be read, or when there are no queries or no judgements.
    """
    documents = tuple(_document(record) for record in _records(folder, "docs"))
    gains: dict[str, dict[str, int]] = {}
    for topic, document_id, gain in _judgements(folder):
        gains.setdefault(topic, {})[document_id] = gain
    queries = tuple(
        JudgedQuery(id=str(r["query_id"]), topic=str(r["topic_id"]), text=str(r["query"]))
        for r in _records(folder, "queries")
        if str(r["topic_id"]) in gains
    )
    for name, found in (("qrels", gains), ("queries", queries)):
        if not found:
            raise CorpusError(path=str(folder), detail=f"no {name}*.jsonl or .tsv with content")
    return Collection(documents=documents, queries=queries, gains=gains)


def _document(record: dict[str, Any]) -> Document:
    """Return the document of a record. Its text begins with the description, if there is one."""
    parts = (str(record.get("description") or ""), str(record.get("text") or ""))
    return Document(
        id=str(record["id"]),
        kind=Kind.ARTICLE,
        type=DocumentType.ARTICLE,
        title=str(record.get("title") or ""),
        text="\n\n".join(part for part in parts if part.strip()),
        date=_date(str(record.get("date") or "")),
        source=Source(path="docs.jsonl"),
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _records(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    for path, number, line in _lines(folder, name, "jsonl"):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise CorpusError(path=f"{path}:{number}", detail=str(error)) from error
        yield record


def _judgements(folder: Path) -> Iterator[tuple[str, str, int]]:
    for path, number, line in _lines(folder, "qrels", "tsv"):
        columns = line.split()
        try:
            if len(columns) != _JUDGEMENT_COLUMNS:
                raise ValueError(f"{len(columns)} columns instead of {_JUDGEMENT_COLUMNS}")  # noqa: TRY301
            topic, _, document_id, gain = columns
            yield topic, document_id, max(int(gain), 0)
        except ValueError as error:
            raise CorpusError(path=f"{path}:{number}", detail=str(error)) from error


def _lines(folder: Path, name: str, ending: str) -> Iterator[tuple[Path, int, str]]:
    paths = sorted([*folder.glob(f"{name}*.{ending}"), *folder.glob(f"{name}*.{ending}.gz")])
    for path in paths:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield path, number, line
