"""Which questions does an issue of the Journal officiel hold, as the DILA publishes it?

`REDIF_ANQ….xml` has a section of questions and a section of answers, where one answer may belong to
several questions. Each question becomes a record with the names that the open data has. No real
issue has been read; the shape is the one that other readers of these files describe.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from search_app.ingest.json_questions.values import first_object, objects, text
from search_app.ingest.records import RecordFormat, Scanned, error_at, raw_record
from search_app.ingest.xml_questions.tree import read_tree
from search_app.model.document import Source

_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s+|<\?[^>]{0,500}>)*+<(?:[\w.-]{1,64}:)?QuestionsPublieesAS[\s>]"
)
_ASKED, _ANSWERED = "QE", "REP"
_SOURCE = "AN"
_Element = dict[str, Any]


def is_issue(head: bytes) -> bool:
    """Whether a file that begins with these bytes is an issue of questions."""
    return _HEAD.match(head) is not None


def scan_issue(stream: BinaryIO, head: bytes, source: Source, size_max_bytes: int) -> Scanned:
    """Yield the questions as records named "QE 13382" or "REP 13382", by section and number.

    head: the first bytes, which have been read from the stream. size_max_bytes: upper bound of the
    issue. Raises RecordError "size", and "format" as `read_tree` does.
    """
    data = head + stream.read(size_max_bytes + 1 - len(head))
    if len(data) > size_max_bytes:
        raise error_at(source, "size", f"more than {size_max_bytes} bytes")
    _, issue = read_tree(data, source)
    for part, found, answer in _questions(first_object(issue)):
        identity = first_object(found, "idQuestion")
        name = f"{part} {text(identity.get('numeroQuestion'))}"[:100]
        place = replace(source, record="/".join(filter(None, (source.record, name))))
        if text(identity.get("source")) == _SOURCE:
            question = {"question": _as_open_data(identity, found, answer)}
            yield raw_record(place, RecordFormat.JSON, json.dumps(question).encode())
        else:
            yield error_at(place, "value", f"source: {text(identity.get('source'))}")


def _questions(issue: _Element) -> Iterator[tuple[str, _Element, _Element]]:
    """Yield section, question and its answer, which is empty in the section of questions."""
    for section in objects(issue, "Section"):
        part = text(section.get("@part"))
        if part == _ASKED:
            yield from ((part, question, {}) for question in objects(section, "question"))
        elif part == _ANSWERED:
            for entries in section.values():
                for entry in objects(entries):
                    answer = first_object(entry, "reponse")
                    yield from ((part, one, answer) for one in objects(entry, "question"))


def _as_open_data(identity: _Element, found: _Element, answer: _Element) -> _Element:
    """Return the question with the names that the open data has.

    In the section of answers, page and day are those of the answer, and the ministry is the one
    that answered.
    """
    of_type = text(identity.get("type"))
    civ, _, name = text(found.get("parlementaire")).partition(" ")
    first, _, last = name.partition(" ")
    ministry = {"developpe": found.get("ministreJO")}
    return {
        "type": _ASKED if of_type in {_ANSWERED, ""} else of_type,
        "identifiant": {
            "numero": identity.get("numeroQuestion"),
            "legislature": identity.get("legislature"),
        },
        "auteur": {"identite": {"civ": civ, "prenom": first, "nom": last}},
        "indexationAN": {"analyses": {"analyse": found.get("Objet")}},
        "minInt": None if answer else ministry,
        "minAttribs": {"minAttrib": {"denomination": ministry}},
        "textesQuestion": {
            "texteQuestion": {
                "infoJO": None if answer else _journal(found),
                "texte": found.get("texteQuestion"),
            }
        },
        "textesReponse": {
            "texteReponse": {"infoJO": _journal(answer), "texte": answer.get("texteReponse")}
        },
    }


def _journal(found: _Element) -> _Element:
    reference = first_object(found, "referencePublication")
    return {"dateJO": reference.get("datePublication"), "pageJO": reference.get("pageJO")}
