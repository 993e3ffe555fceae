"""Which titles, acronyms and compounds do documents have? Counted as the documents are added.

A document that is removed leaves its names behind until the next full reindex.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from search_app.french import acronyms, hyphenated
from search_app.model.document import Document

TITLES_MAX = 200_000
COMPOUNDS_MAX = 50_000


class NamesFound:
    """Counts names. before: those of the generation that is built upon, as `found` returns them."""

    def __init__(self, before: Mapping[str, dict[str, Any]]) -> None:
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

    def found(self) -> dict[str, dict[str, Any]]:
        """Return the names, each with how many documents have it (`segments.names`)."""
        titles = dict(self._titles.most_common(TITLES_MAX))
        compounds = dict(self._compounds.most_common(COMPOUNDS_MAX))
        return {"titles": titles, "acronyms": self._acronyms, "compounds": compounds}
