"""How fast is the whole product? Its builder, its search and its pages, as wired for the site.

It does more than the other engines. It also indexes the words as written, names and dates, and
verifies what it wrote. For a page it understands the query, ranks the best matches more closely,
counts every facet, reads the documents and marks their passages.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers.ours import TIMEOUT_S, SnapshotReader, document_of, version
from benchmarks.peers.port import TOP, Part, Question, Record
from search_app.engine.embedded.generations.folders import current_id, folder_of
from search_app.engine.embedded.highlighting.marks import Marking
from search_app.engine.embedded.highlighting.snippets import passages, searched
from search_app.engine.embedded.matching.indexed_words import TermPlaces
from search_app.engine.embedded.matching.snapshot import open_snapshot
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.search import search
from search_app.settings import load
from search_app.web.app import create_app
from search_app.web.asking import ENGINE
from search_app.web.urls import query_from_args
from search_app.wiring import open_builder


class _Builder:
    def __init__(self, index: Path, jobs: int) -> None:
        self._opened = open_builder(load(options={"index": index}).settings, full=True, jobs=jobs)

    def add(self, records: Sequence[Record]) -> None:
        self._opened.__enter__()
        for record in records:
            self._opened.add(document_of(record))

    def finish(self) -> None:
        self._opened.publish(corpus_digest="", rejected=0, ledger=b"")
        self._opened.__exit__(None, None, None)


class _Reader(SnapshotReader):
    parts: tuple[Part, ...] = ("top", "facets", "page", "passages", "html")

    def __init__(self, index: Path) -> None:
        super().__init__(open_snapshot(folder_of(index, current_id(index))))
        settings = load(options={"index": index}).settings
        site = create_app(settings)
        self._site = site.test_client()
        # The site's own engine: a second one would take its memory twice.
        self._engine = site.extensions[ENGINE].get()
        self._results: dict[Question, Results] = {}

    def answer(self, question: Question, part: Part) -> Any:
        match part:
            case "page":
                return self._page(question)
            case "passages":
                if question not in self._results:
                    self._results[question] = self._page(question)
                query = _asked(question)
                marking = Marking(query.expr, self._snapshot.forms)
                hits = self._results[question].hits
                numbers = [self._snapshot.live_with("id", hit.document.id)[0] for hit in hits]
                shown = np.array(numbers, np.int64)
                places = TermPlaces(self._snapshot, shown, marking.stems, marking.written)
                return [
                    passages(
                        hit.document,
                        marking,
                        places.words_in(number, searched(hit.document, query)),
                    )
                    for number, hit in zip(numbers, hits, strict=True)
                ]
            case "html":
                return self._site.get("/search", query_string=_parameters(question)).data
        return super().answer(question, part)

    def _page(self, question: Question) -> Results:
        with self._engine.searcher() as searcher:
            return search(searcher, _asked(question), timeout_s=TIMEOUT_S)


def _asked(question: Question) -> Query:
    parameters = {name: [value] for name, value in _parameters(question).items()}
    return query_from_args(parameters, page_size=TOP, today=date.today(), lenient=False)[0]  # noqa: DTZ011


def _parameters(question: Question) -> dict[str, str]:
    """Return the question as a person would type it, with its filter."""
    joint = " OU " if question.operator == "or" else " "
    text = joint.join(question.words)
    asked = {"q": f'"{text}"' if question.operator == "phrase" else text}
    return asked | ({question.filter[0]: question.filter[1]} if question.filter else {})


builder = _Builder
reader = _Reader

__all__ = ["builder", "reader", "version"]
