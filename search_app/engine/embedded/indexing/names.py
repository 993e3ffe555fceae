"""Which titles, acronyms and compounds do documents have? Counted as the documents are added.

A document that is removed leaves its names behind until the next full reindex.
"""

from collections import Counter
from pathlib import Path
from typing import Any

from search_app.engine.embedded.segments.names import read_names, write_names
from search_app.french import acronyms, hyphenated
from search_app.model.document import Document

TITLES_MAX = 200_000
COMPOUNDS_MAX = 50_000


class NamesFound:
    """Counts names, from those of the generation in the folder `base` on, if there is one."""

    def __init__(self, base: Path | None) -> None:
        before = read_names(base) if base else {}
        self._titles = Counter(before.get("titles", {}))
        self._compounds = Counter(before.get("compounds", {}))
        self._acronyms = {name: Counter(n) for name, n in before.get("acronyms", {}).items()}

    def add(self, document: Document) -> None:
        if document.title:
            self._titles[document.title] += 1
        texts = (document.title, document.text, document.answer)
        self._compounds.update({word for text in texts for word in hyphenated(text)})
        declared = {pair for text in (document.text, document.answer) for pair in acronyms(text)}
        for acronym, long_name in declared:
            self._acronyms.setdefault(acronym, Counter())[long_name] += 1

    def write(self, folder: Path) -> None:
        titles = dict(self._titles.most_common(TITLES_MAX))
        compounds = dict(self._compounds.most_common(COMPOUNDS_MAX))
        names: dict[str, dict[str, Any]] = {
            "titles": titles,
            "acronyms": self._acronyms,
            "compounds": compounds,
        }
        write_names(folder, names)
