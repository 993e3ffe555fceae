"""Which texts does no reader get whole? Those of the folders that the operator calls private.

A press review may be searched and quoted, but not published. Everything that the site, the commands
and the interfaces show of a document comes through a `Searcher`, so the texts are left out there,
once for all of them.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace

from search_app.engine.port import Engine, Searcher
from search_app.model.answer_times import AnswerTimes
from search_app.model.corpus_notes import CorpusNotes
from search_app.model.document import Document, Source
from search_app.model.expr import Expr
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Generation, Hit, Passage, Results
from search_app.model.vocabulary import Vocabulary
from search_app.model.withheld import WithheldDocument

QUOTED_SHARE_MAX = 0.5
"""Of the characters of a private text, those that one answer may quote."""
QUOTED_PASSAGES_MAX = 3
"""How many passages of a private text one answer may quote: as many as a search shows of a hit."""

_TEXTS = ("text", "answer")
_FIELDS = [field.name for field in fields(Document)]


class QuotingEngine:
    """An `Engine` whose searchers leave private texts out, and quote passages of them.

    places: folders and files of the corpus, as relative paths, "." for all of it. What is in them
    is private, the records of an archive included. A text of the same document that was read
    elsewhere (`Document.source_of`) is not.
    """

    def __init__(self, engine: Engine, places: Sequence[str]) -> None:
        self._engine = engine
        self._places = tuple("" if place == "." else f"{place}/" for place in places)
        self._last: _QuotingSearcher | None = None

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        with self._engine.searcher() as whole:
            last = self._last
            if last is None or last.whole is not whole:
                last = self._last = _QuotingSearcher(whole, self._places)
            yield last

    def close(self) -> None:
        self._last = None
        self._engine.close()


class _QuotingSearcher:
    """Tables are kept with a searcher, so there is one for each that the engine lends."""

    def __init__(self, whole: Searcher, places: tuple[str, ...]) -> None:
        self.whole = whole
        self._places = places

    @property
    def generation(self) -> Generation:
        return self.whole.generation

    @property
    def notes(self) -> CorpusNotes:
        return self.whole.notes

    @property
    def vocabulary(self) -> Vocabulary:
        return self.whole.vocabulary

    def search(self, query: Query, timeout_s: float) -> Results:
        results = self.whole.search(query, timeout_s)
        return replace(results, hits=tuple(self._hit(hit, query) for hit in results.hits))

    def scan(self, query: Query, timeout_s: float) -> Iterator[Document]:
        return map(self._shown, self.whole.scan(query, timeout_s))

    def count(self, expr: Expr, timeout_s: float) -> int:
        return self.whole.count(expr, timeout_s)

    def answer_times(
        self, query: Query, field: FacetField, timeout_s: float
    ) -> dict[str, AnswerTimes]:
        return self.whole.answer_times(query, field, timeout_s)

    def get(self, document_id: str) -> Document | None:
        found = self.whole.get(document_id)
        return found and self._shown(found)

    def documents(self) -> Iterator[Document]:
        return map(self._shown, self.whole.documents())

    def newest_days(self) -> dict[str, dt.date | None]:
        return self.whole.newest_days()

    def written(self, word: str) -> str:
        return self.whole.written(word)

    def similar(self, document_id: str, count: int) -> tuple[Document, ...]:
        return tuple(map(self._shown, self.whole.similar(document_id, count)))

    def damaged(self) -> list[str]:
        return self.whole.damaged()

    def _shown(self, document: Document) -> Document:
        withheld = tuple(
            name
            for name in _TEXTS
            if getattr(document, name) and self._is_private(document.source_of(name))
        )
        if not withheld:
            return document
        held = {name: getattr(document, name) for name in _FIELDS}
        return WithheldDocument(
            **held
            | dict.fromkeys(withheld, "")
            | {"events": tuple(replace(event, text="") for event in document.events)},
            withheld=withheld,
        )

    def _hit(self, hit: Hit, query: Query) -> Hit:
        shown = self._shown(hit.document)
        copies = tuple(map(self._shown, hit.copies))
        if not isinstance(shown, WithheldDocument):
            return replace(hit, copies=copies) if copies else hit
        if query.whole_texts:
            passages = tuple(
                p._replace(snippet=()) if p.part in shown.withheld else p for p in hit.passages
            )
        else:
            passages = _quoted(hit.passages, hit.document)
        return replace(hit, document=shown, passages=passages, copies=copies)

    def _is_private(self, source: Source) -> bool:
        path = f"{source.path}/{source.record}"
        return path.startswith(self._places)


def _quoted(passages: Sequence[Passage], document: Document) -> tuple[Passage, ...]:
    """Return as many of the passages, from the first on, as may be quoted."""
    room = QUOTED_SHARE_MAX * (len(document.text) + len(document.answer))
    quoted = []
    for passage in passages[:QUOTED_PASSAGES_MAX]:
        room -= len(passage.text)
        if room < 0:
            break
        quoted.append(passage)
    return tuple(quoted)
