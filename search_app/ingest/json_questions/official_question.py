"""What does a question of the open data of the Assemblée say?

All the shapes are read in which the 14th to the 17th legislature are published, as JSON or as XML:
the XML has the same elements, and `xml_questions` makes the same objects of them.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from search_app.authority import group_name, topic_name
from search_app.ingest.identity import question_id
from search_app.ingest.json_questions.exchange import Exchange, split_exchange
from search_app.ingest.json_questions.life_cycle import LifeCycle
from search_app.ingest.json_questions.ministries import ministry_asked, ministry_in_charge
from search_app.ingest.json_questions.published_text import joined, published_text
from search_app.ingest.json_questions.values import first_object, objects, raw_texts, text
from search_app.ingest.printable import printable_line
from search_app.ingest.question import named, question_document
from search_app.ingest.question_fields import read_field, read_legislature, read_number, read_type
from search_app.ingest.records import ParsedRecord, error_at
from search_app.model.document import AuthorityName, Document, DocumentType, Source
from search_app.model.errors import RecordError
from search_app.model.plain import plain

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NO_TITLE = "aucune tete d'analyse"
_BETWEEN_ANALYSES = " – "
_AUTHOR_ID, _GROUP_ID = re.compile(r"PA\d{1,12}", re.ASCII), re.compile(r"PO\d{1,12}", re.ASCII)
_Question = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Texts:
    """title: what the text opens with, "" when it has none. exchange: the text without it."""

    title: str
    exchange: Exchange
    replaced: tuple[tuple[dt.date, str], ...]


class _References:
    """What the record knows author and group by.

    author: "" when it is missing or none. errors: what is wrong with them. A group is known by its
    name, so that one with a name needs no reference, and a wrong reference costs nothing.
    """

    def __init__(self, question: _Question, source: Source) -> None:
        self.errors: list[RecordError] = []
        self._source = source
        person = first_object(question, "auteur", "identite")
        group = first_object(question, "auteur", "groupe")
        self.author = self._checked("author", text(person.get("acteurRef")), _AUTHOR_ID)
        if group:
            is_named = text(group.get("developpe")) or text(group.get("abrege"))
            written = text(group.get("organeRef"))
            self._checked("group", written, _GROUP_ID, is_needed=not is_named)

    def _checked(
        self, name: str, written: str, form: re.Pattern[str], *, is_needed: bool = False
    ) -> str:
        if form.fullmatch(written):
            return written
        if written:
            self.errors.append(error_at(self._source, "value", f"{name}: {written}"))
        elif is_needed:
            self.errors.append(error_at(self._source, "missing", f"reference of the {name}"))
        return ""


def read_question(question: _Question, source: Source) -> ParsedRecord:
    """Read the question of one record.

    question: the object `question` of the JSON. Raises RecordError "missing" or "value" when the
    legislature, the type or the number cannot be read. All other faults are in the result, and the
    question is read without what is wrong.
    """
    legislature, of_type, number = _identity(question, source)
    texts = _texts(question, of_type, number, source)
    body, answer = joined(texts.exchange.question), joined(texts.exchange.answer)
    life = LifeCycle(question, source, has_answer=bool(answer), replaced=texts.replaced)
    references = _References(question, source)
    document = question_document(
        legislature=legislature,
        of_type=of_type,
        number=number,
        title=_title(question, texts.title),
        text=body,
        answer=answer,
        source=source,
        events=life.events,
        status=life.status,
        author=_author(question) or texts.exchange.asker,
        author_id=references.author,
        group=_group(question),
        ministry_asked=ministry_asked(question),
        ministry_in_charge=ministry_in_charge(question),
        topic=_topic(question),
    )
    faults = _faults(document, source)
    return ParsedRecord(document=document, errors=(*life.errors, *references.errors, *faults))


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


def _texts(question: _Question, of_type: DocumentType, number: str, source: Source) -> _Texts:
    asked, answered = (
        published_text(objects(question, *path), number, source)
        for path in (("textesQuestion", "texteQuestion"), ("textesReponse", "texteReponse"))
    )
    replaced = (*asked.replaced, *answered.replaced)
    answer, title = answered.paragraphs, ""
    if answer and answer[0].is_centred and answer[0].text.isupper():
        title, answer = answer[0].text, answer[1:]
    if of_type is DocumentType.QG and not asked.paragraphs:
        return _Texts(title, split_exchange(answer), replaced)
    return _Texts(title, Exchange("", asked.paragraphs, answer), replaced)


def _title(question: _Question, title_of_text: str) -> str:
    """Return the best title there is: that of the index, the text's own, the topic, "".

    The index has a head and analyses ("gendarmerie"; "effectifs", "évolution"), of which each says
    more than the one before. The head is left out where an analysis begins with it.
    """
    index = first_object(question, "indexationAN")
    head = text(index.get("teteAnalyse"))
    analyses = [
        printable_line(one)
        for path in (("analyses", "analyse"), ("ANALYSE", "ANA"))
        for one in raw_texts(first_object(index, path[0]).get(path[1]))
    ]
    is_repeated = head and any(plain(one).startswith(plain(head)) for one in analyses)
    heads = [] if plain(head) == _NO_TITLE or is_repeated else [head]
    of_index = _BETWEEN_ANALYSES.join(dict.fromkeys(filter(None, [*heads, *analyses])))
    return of_index or title_of_text or text(index.get("rubrique"))


def _author(question: _Question) -> str:
    """Return the name, "" where the file has only a reference to the member."""
    person = first_object(question, "auteur", "identite")
    name = [text(person.get(key)) for key in ("prenom", "nom")]
    return " ".join(filter(None, (text(person.get("civ")), *name))) if all(name) else ""


def _group(question: _Question) -> AuthorityName | None:
    group = first_object(question, "auteur", "groupe")
    return _group_name(text(group.get("developpe")), text(group.get("abrege")))


def _topic(question: _Question) -> AuthorityName | None:
    return named(topic_name, text(first_object(question, "indexationAN").get("rubrique")))


@lru_cache(maxsize=1_000)
def _group_name(name: str, abbreviation: str) -> AuthorityName | None:
    return group_name(name, abbreviation) if name or abbreviation else None


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
