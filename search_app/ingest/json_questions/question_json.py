"""What does a question in the JSON of the Assemblée say?

All the shapes are read in which the 14th to the 17th legislature are published.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from search_app.authority import group_name, ministry_name, topic_name
from search_app.ingest.identity import question_id
from search_app.ingest.json_questions.exchange import Exchange, split_exchange
from search_app.ingest.json_questions.html_paragraphs import Paragraph, html_paragraphs
from search_app.ingest.json_questions.life_cycle import LifeCycle
from search_app.ingest.json_questions.values import first_object, objects, raw_text, text
from search_app.ingest.question import named, question_document
from search_app.ingest.question_fields import read_field, read_legislature, read_number, read_type
from search_app.ingest.records import ParsedRecord, error_at
from search_app.model.document import AuthorityName, Document, DocumentType, Source
from search_app.model.errors import RecordError
from search_app.model.plain import plain

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NO_TITLE = "aucune tete d'analyse"
_Question = dict[str, Any]


def read(data: bytes, source: Source) -> ParsedRecord:
    """Read the question of one record.

    Raises RecordError "encoding", "format" for what is not JSON, "dialect" for JSON that is no
    question, and "missing" or "value" when the legislature, the type or the number cannot be read.
    All other faults are in the result, and the question is read without what is wrong.
    """
    question = _question(data, source)
    legislature, of_type, number = _identity(question, source)
    title_of_text, exchange = _texts(question, of_type, source)
    body, answer = _joined(exchange.question), _joined(exchange.answer)
    life = LifeCycle(question, source, has_answer=bool(answer))
    document = question_document(
        legislature=legislature,
        of_type=of_type,
        number=number,
        title=_title(question, title_of_text),
        text=body,
        answer=answer,
        source=source,
        events=life.events,
        status=life.status,
        author=_author(question) or exchange.asker,
        group=_group(question),
        ministry_asked=_ministry(first_object(question, "minInt")),
        ministry_in_charge=_in_charge(question),
        topic=_topic(question),
    )
    return ParsedRecord(document=document, errors=(*life.errors, *_faults(document, source)))


def _question(data: bytes, source: Source) -> _Question:
    try:
        root: Any = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        detail = f"byte 0x{data[error.start]:02X} is not UTF-8"
        raise error_at(source, "encoding", detail) from error
    except json.JSONDecodeError as error:
        place = replace(source, line=source.line + error.lineno - 1)
        raise error_at(place, "format", f"JSON: {error.msg}, column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise error_at(source, "format", f"JSON: {error}") from error
    question = first_object(root)
    question = first_object(question, "question") or question
    if not {"uid", "identifiant"}.intersection(question):
        raise error_at(source, "dialect", "JSON that is no question of the Assemblée")
    return question


def _identity(question: _Question, source: Source) -> tuple[str, DocumentType, str]:
    identifier = first_object(question, "identifiant")
    written = text(identifier.get("legislature"))
    legislature = read_field("legislature", written, read_legislature, source)
    of_type = read_field("type", text(question.get("type")), read_type, source)
    number = read_field("number", text(identifier.get("numero")), read_number, source)
    uid, rebuilt = text(question.get("uid")), question_id(legislature, of_type, number)
    if uid and uid != rebuilt:
        raise error_at(source, "value", f"uid: {uid}, but its fields give {rebuilt}")
    return legislature, of_type, number


def _texts(question: _Question, of_type: DocumentType, source: Source) -> tuple[str, Exchange]:
    """Return the title that the text opens with, "" when none, and the exchange without it."""
    asked = _paragraphs(question, source, "textesQuestion", "texteQuestion")
    answered = _paragraphs(question, source, "textesReponse", "texteReponse")
    title = ""
    if answered and answered[0].is_centred and answered[0].text.isupper():
        title = answered[0].text
        answered = answered[1:]
    if of_type is DocumentType.QG and not asked:
        return title, split_exchange(answered)
    return title, Exchange("", asked, answered)


def _paragraphs(question: _Question, source: Source, *path: str) -> list[Paragraph]:
    """Return the paragraphs of the texts at the end of a path; a text given twice counts once."""
    texts = [raw_text(found.get("texte")) for found in objects(question, *path)]
    try:
        return [paragraph for one in dict.fromkeys(texts) for paragraph in html_paragraphs(one)]
    except ValueError as error:
        raise error_at(source, "size", str(error)) from error


def _joined(paragraphs: Sequence[Paragraph]) -> str:
    return "\n\n".join(paragraph.text for paragraph in paragraphs)


def _title(question: _Question, title_of_text: str) -> str:
    """Return the best title there is: the analysis, its head, the text's own, the topic, ""."""
    index = first_object(question, "indexationAN")
    head = text(index.get("teteAnalyse"))
    candidates = (
        text(first_object(index, "analyses").get("analyse")),
        text(first_object(index, "ANALYSE").get("ANA")),
        "" if plain(head) == _NO_TITLE else head,
        title_of_text,
        text(index.get("rubrique")),
    )
    return next(filter(None, candidates), "")


def _author(question: _Question) -> str:
    """Return the name, "" where the file has only a reference to the member."""
    person = first_object(question, "auteur", "identite")
    name = [text(person.get(key)) for key in ("prenom", "nom")]
    return " ".join(filter(None, (text(person.get("civ")), *name))) if all(name) else ""


def _group(question: _Question) -> AuthorityName | None:
    group = first_object(question, "auteur", "groupe")
    return _group_name(text(group.get("developpe")), text(group.get("abrege")))


def _in_charge(question: _Question) -> AuthorityName | None:
    """Return the last ministry that the question was given to."""
    attributions = objects(question, "minAttribs", "minAttrib")
    names = [_ministry(first_object(one, "denomination")) for one in attributions]
    return next(filter(None, reversed(names)), None)


def _ministry(denomination: dict[str, Any]) -> AuthorityName | None:
    return _ministry_name(text(denomination.get("abrege")), text(denomination.get("developpe")))


def _topic(question: _Question) -> AuthorityName | None:
    return named(topic_name, text(first_object(question, "indexationAN").get("rubrique")))


@lru_cache(maxsize=1_000)
def _group_name(name: str, abbreviation: str) -> AuthorityName | None:
    return group_name(name, abbreviation) if name or abbreviation else None


@lru_cache(maxsize=1_000)
def _ministry_name(short: str, full: str) -> AuthorityName | None:
    """Look a ministry up by its short name, which is shown.

    Where the short name is unknown, the stable values of the full one are taken.
    """
    found = ministry_name(short or full)
    if not (short or full):
        return None
    if not found.known and (by_full := ministry_name(full)).known:
        return replace(found, values=by_full.values, known=True)
    return found


def _faults(document: Document, source: Source) -> list[RecordError]:
    """Return what is wrong with a document that can be indexed nevertheless."""
    faults = []
    if not document.text and not document.answer:
        faults.append(error_at(source, "missing", "text"))
    shown = (document.title, document.text, document.answer, document.author)
    if any(_REPLACEMENT in value for value in shown):
        detail = "a character that the source has lost (U+FFFD)"
        faults.append(error_at(source, "encoding", detail))
    return faults
