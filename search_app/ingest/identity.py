"""Which record is which document?"""

import datetime as dt
import hashlib
import json
import re
from dataclasses import asdict
from pathlib import PurePosixPath

from unidecode import unidecode

from search_app.model.document import Document, DocumentType

_SLUG_LENGTH_MAX = 120
_HASH_LENGTH = 8
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}")


def question_id(legislature: str, of_type: DocumentType, number: str) -> str:
    """Return the official uid of a question, "QANR5L16QE15463"."""
    return f"QANR5L{legislature}{of_type.value}{number}"


def article_id(path: str) -> str:
    """Return the slug of an article's path: lower-case ASCII letters, digits and hyphens.

    "presse/2025/L’hébergement.md" is "presse-2025-l-hebergement". At most 120 characters: a longer
    one is cut and ends in a hash of the path. Two paths may share a slug ("a.md", "a.txt"): they
    are then reported as duplicates, like any two records with one id.
    """
    pure = PurePosixPath(path)
    stem = path[: -len(pure.suffix)] if _EXTENSION.fullmatch(pure.suffix) else path
    slug = re.sub(r"[^a-z0-9]+", "-", unidecode(stem).lower()).strip("-")
    if slug and len(slug) <= _SLUG_LENGTH_MAX:
        return slug
    digest = hashlib.sha256(path.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{slug[: _SLUG_LENGTH_MAX - _HASH_LENGTH - 1] or 'article'}-{digest}"


def document_digest(document: Document) -> str:
    """Sha256, in hex, of all that the document holds, authority values and source included."""
    canonical = json.dumps(
        asdict(document), sort_keys=True, separators=(",", ":"), default=dt.date.isoformat
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
