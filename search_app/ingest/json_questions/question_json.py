"""Which question does a record in the JSON of the Assemblée hold?"""

import json
from dataclasses import replace
from typing import Any

from search_app.ingest.json_questions.official_question import read_question
from search_app.ingest.json_questions.values import first_object, objects
from search_app.ingest.records import ParsedRecord, error_at
from search_app.model.document import Source

_MESSAGES = {
    "Extra data": "something follows the question; several stand in a list, or in a file .jsonl",
    "Unterminated string starting at": "cut short, a string has no end",
    "Expecting property name enclosed in double quotes": "no key where one has to stand, perhaps"
    " after a comma too many",
}


def read(data: bytes, source: Source) -> ParsedRecord:
    """Read the question of one record.

    Raises RecordError "encoding", "format" for what is not JSON, "dialect" for JSON that is no
    question or is several, and what `read_question` raises.
    """
    return read_question(_question(data, source), source)


def _question(data: bytes, source: Source) -> dict[str, Any]:
    try:
        root: Any = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        detail = f"byte 0x{data[error.start]:02X} is not UTF-8"
        raise error_at(source, "encoding", detail) from error
    except json.JSONDecodeError as error:
        place = replace(source, line=source.line + error.lineno - 1)
        said = _MESSAGES.get(error.msg, error.msg)
        raise error_at(place, "format", f"JSON: {said}, column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise error_at(source, "format", f"JSON: {error}") from error
    outer = first_object(root)
    questions = objects(outer, "question") or [outer]
    if len(questions) > 1:
        raise error_at(source, "dialect", f"{len(questions)} questions in one record")
    if not {"uid", "identifiant"}.intersection(questions[0]):
        raise error_at(source, "dialect", "JSON that is no question of the Assemblée")
    return questions[0]
