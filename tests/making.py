"""Documents for tests, one line each, and the current generation of an index."""

from pathlib import Path
from typing import Any

from search_app import french
from search_app.engine.embedded.generation import OpenGeneration
from search_app.engine.embedded.generations.folders import current_id
from search_app.engine.embedded.reader import open_generation
from search_app.french import Forms, analyze, written_words
from search_app.model.document import Document, DocumentType, Kind, Source


def question(number: int, text: str = "", **fields: Any) -> Document:
    """Return a written question of the 16th legislature."""
    made: dict[str, Any] = {
        "id": f"QANR5L16QE{number}",
        "kind": Kind.QUESTION,
        "type": DocumentType.QE,
        "title": f"Question {number}",
        "number": str(number),
        "legislature": "16",
        "source": Source(path=f"{number}.txt"),
    }
    return Document(**(made | {"text": text} | fields))


def forms_of(*texts: str) -> Forms:
    """Return the forms of an index of some texts."""
    strict = [word for text in texts for word in written_words(text)]
    return french.forms_of(strict, [stem for text in texts for _, stem in analyze(text)])


def opened(index: Path) -> OpenGeneration:
    """Open the current generation of an index folder, as a searcher."""
    return open_generation(index, current_id(index))
