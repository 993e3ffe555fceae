"""Which names do the documents of a generation give? One JSON file beside the segments.

Gathered while documents are added; a document taken out leaves its names, until a full reindex.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from search_app.french import acronyms, fold, tokenize
from search_app.model.document import Document
from search_app.model.errors import IndexDamagedError
from search_app.model.facet import FacetField
from search_app.model.vocabulary import Vocabulary

NAMES_FILE = "names.json"
# An acronym is believed when that many documents spell it out.
_DOCUMENTS_MIN = 2
_NAMES_MAX = 2
_SHARE_MIN = 0.3
_TITLES_MAX = 200_000


class NamesFound:
    """Counts names; starts from those of the generation folder `base`, if there is one."""

    def __init__(self, base: Path | None) -> None:
        before = _read(base) if base else {}
        self._titles = Counter(before.get("titles", {}))
        self._acronyms = {name: Counter(n) for name, n in before.get("acronyms", {}).items()}

    def add(self, document: Document) -> None:
        if document.title:
            self._titles[document.title] += 1
        declared = {
            (acronym, long_name)
            for text in (document.text, document.answer)
            if "(" in text
            for acronym, long_name in acronyms(text)
        }
        for acronym, long_name in declared:
            self._acronyms.setdefault(acronym, Counter())[fold(long_name).lower()] += 1

    def write(self, folder: Path) -> None:
        titles = dict(self._titles.most_common(_TITLES_MAX))
        found = {"titles": titles, "acronyms": self._acronyms}
        (folder / NAMES_FILE).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def read_names(
    folder: Path,
    words: Mapping[str, int],
    names: frozenset[str],
    values: Mapping[FacetField, tuple[str, ...]],
) -> Vocabulary:
    """Return the vocabulary of a generation. Raises IndexDamagedError."""
    found = _read(folder)
    return Vocabulary(
        words=words,
        names=names,
        acronyms={
            fold(acronym).lower(): believed
            for acronym, counts in found["acronyms"].items()
            if (believed := _believed(counts))
        },
        values=values,
        titles=tuple(found["titles"]),
    )


def written_form(word: str, documents: Iterable[Document]) -> str:
    """Return the form with most accents that stands in a document for a folded word.

    Lower case unless it is written in capitals everywhere, as acronyms are.
    """
    forms = [
        text[token.start : token.end]
        for document in documents
        for text in (document.title, document.text, document.answer)
        for token in tokenize(text)
        if token.text == word
    ]
    small = [form for form in forms if not form.isupper()]
    lowered = [form.lower() for form in small]
    return max(lowered or forms or [word], key=lambda form: sum(not c.isascii() for c in form))


def _believed(counts: Mapping[str, int]) -> tuple[str, ...]:
    total = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_NAMES_MAX]
    return tuple(
        name for name, count in ordered if count >= _DOCUMENTS_MIN and count >= _SHARE_MIN * total
    )


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        found: dict[str, dict[str, Any]] = json.loads(
            (folder / NAMES_FILE).read_text(encoding="utf-8")
        )
    except (OSError, ValueError) as error:
        raise IndexDamagedError(path=str(folder), detail=f"{NAMES_FILE}: {error}") from error
    return found
