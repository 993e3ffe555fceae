"""How is a search answered? With the documents of a page, their passages and all counts."""

import time

from search_app.engine.embedded.highlighting.marks import Marking
from search_app.engine.embedded.highlighting.snippets import analysed, marked, searched
from search_app.engine.embedded.schema import DOCUMENT_JSON
from search_app.engine.opensearch.asking import Asking
from search_app.engine.opensearch.cluster import total_of
from search_app.engine.opensearch.counting import (
    facets_of,
    folded_away_of,
    histogram_of,
    matched_of,
)
from search_app.engine.opensearch.finding import NO_COPIES, Finder
from search_app.engine.opensearch.generations import Manifest
from search_app.engine.opensearch.reading import document_of
from search_app.model.document import Document
from search_app.model.query import Query
from search_app.model.results import Hit, Results, Unfinished


class Answering:
    """Answers from one generation. find: finds the hits in it."""

    def __init__(self, manifest: Manifest, find: Finder) -> None:
        self._manifest = manifest
        self._find = find

    def search(self, query: Query, asking: Asking) -> Results:
        """Return a page of hits. Raises OutOfTimeError when there was no time to find them."""
        started = time.monotonic()
        page = self._find.page(query, asking)
        answer = page.answer
        ids = [one for one, _ in page.shown]
        sources = asking.read(ids) if ids else {}
        copies = self._find.copies(query, page, asking)
        told = {
            one: says
            for part in page.parts
            for one, says in part.told([i for i in ids if i in part.scores]).items()
        }
        marking = Marking(query.expr, page.forms)
        hits = []
        for one, score in page.shown:
            if one in sources:
                in_time = time.monotonic() < asking.deadline
                document = DOCUMENT_JSON.validate_json(document_of(sources[one]))
                words_in = analysed(searched(document, query))
                texts = marked(document, query, marking, words_in, with_passages=in_time)
                under = copies.get(one, NO_COPIES)
                hits.append(
                    Hit(
                        document=document,
                        score=score,
                        **texts._asdict(),
                        **told[one]._asdict(),
                        copies=under.documents,
                        copies_total=under.total,
                    )
                )
        buckets, undated = histogram_of(answer)
        return Results(
            hits=tuple(hits),
            total=total_of(answer),
            matched=matched_of(answer),
            facets=facets_of(answer, query),
            histogram=buckets,
            undated=undated,
            generation=self._manifest.generation.id,
            took_ms=(time.monotonic() - started) * 1000,
            unfinished=_unfinished(asking),
            folded_away=folded_away_of(answer),
        )

    def read(self, ids: list[str], asking: Asking) -> list[Document]:
        """Return the documents that have some ids, in this order; those that are not there are
        left out.
        """
        sources = asking.read(ids) if ids else {}
        return [
            DOCUMENT_JSON.validate_json(document_of(sources[one])) for one in ids if one in sources
        ]


def _unfinished(asking: Asking) -> tuple[Unfinished, ...]:
    found = [Unfinished.SHARDS] if asking.is_partial else []
    if time.monotonic() >= asking.deadline:
        found.append(Unfinished.SNIPPETS)
    return tuple(found)
