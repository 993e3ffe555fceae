"""By which identifier, and by which digest, is a document known?"""

import datetime as dt
import hashlib
import re
from pathlib import PurePosixPath

from pydantic import TypeAdapter
from unidecode import unidecode

from search_app.ingest.records import path_within_corpus
from search_app.model.document import Document, DocumentType, Source
from search_app.model.slug import ID_DIGITS

DOCUMENT_JSON = TypeAdapter(Document)
_SLUG_LENGTH_MAX = 120
_SENAT_LETTERS = {DocumentType.QE: "", DocumentType.QG: "G", DocumentType.QOSD: "S"}
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}")


def question_id(legislature: str, of_type: DocumentType, number: str) -> str:
    """Return the identifier that the Assemblée gives a question: "QANR5L16QE15463"."""
    return f"QANR5L{legislature}{of_type.value}{number}"


def senat_question_id(
    legislature: str, of_type: DocumentType, number: str, asked: dt.date | None
) -> str:
    """Return the identifier that the Sénat gives a question in its address: "SEQ200214333".

    It is made of year and month of the question, its number with five digits for a written
    question and four for others, and a letter for these. Without a day, it is one of ours:
    "SENAT15QE14333".
    """
    if asked is None:
        return f"SENAT{legislature}{of_type.value}{number}"
    letter = _SENAT_LETTERS[of_type]
    return f"SEQ{asked:%y%m}{number:0>{4 if letter else 5}}{letter}"


def article_id(source: Source) -> str:
    """Return the identifier of the article at a place of the corpus, made of that place alone.

    It is a slug of the path, and of the record's name inside a container, then the first digits of
    their SHA-256: "presse/2025/L’hébergement.md" becomes "presse-2025-l-hebergement-" and eight
    digits. So two articles whose slugs are equal ("a.md", "a.txt") have different identifiers, and
    no file that is added or taken away changes that of another. It has lower-case ASCII letters,
    digits and hyphens, 129 at most. The line of the source does not count.
    """
    path = path_within_corpus(source)
    pure = PurePosixPath(path)
    stem = path[: -len(pure.suffix)] if _EXTENSION.fullmatch(pure.suffix) else path
    slug = re.sub(r"[^a-z0-9]+", "-", unidecode(stem).lower()).strip("-") or "article"
    if len(slug) > _SLUG_LENGTH_MAX:
        slug = slug[: _SLUG_LENGTH_MAX - ID_DIGITS - 1]
    return f"{slug}-{hashlib.sha256(path.encode()).hexdigest()[:ID_DIGITS]}"


def document_digest(document: Document) -> str:
    """Return the SHA-256, in hexadecimal, of all the fields of a document.

    The stable values of its names and its place in the corpus are among them.
    """
    return hashlib.sha256(DOCUMENT_JSON.dump_json(document, warnings=False)).hexdigest()
