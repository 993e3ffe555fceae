"""What does the page over Tantivy show of a hit? Stored texts, marked by Tantivy's snippets."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import tantivy
from tantivy import DocAddress, Occur, SnippetGenerator

from benchmarks.peers.tantivy_page.asking import typed_texts
from benchmarks.peers.tantivy_page.building import REST, SHOWN_FIELDS, shown_analyzer
from search_app.engine.embedded.highlighting.snippets import PASSAGE_CHARACTERS
from search_app.engine.embedded.schema import DOCUMENT_JSON
from search_app.model.document import Document
from search_app.model.query import Query
from search_app.model.results import COPIES_MAX, Hit, Mark, Part, Passage, Snippet

# More characters than any title has: it is one snippet.
_WHOLE_TITLE = 10_000


class ShownHit(NamedTuple):
    """copies: the documents that are folded under it."""

    score: float
    address: DocAddress
    copies: Sequence[DocAddress]


class Showing:
    """Reads and marks the documents of an index."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema
        self._analyzer = shown_analyzer()

    def hits(self, query: Query, shown: Sequence[ShownHit]) -> tuple[Hit, ...]:
        """Return the hits of a query."""
        found = (t for text in typed_texts(query.expr) for t in self._analyzer.analyze(text))
        tokens = list(dict.fromkeys(found))
        title = self._snippets("title", tokens, _WHOLE_TITLE)
        text = self._snippets("text", tokens, PASSAGE_CHARACTERS)
        return tuple(self._hit(one, title, text) for one in shown)

    def _hit(self, shown: ShownHit, title: SnippetGenerator, text: SnippetGenerator) -> Hit:
        found = self._searcher.doc(shown.address)
        document = _document(found)
        passage = _snippet(text.snippet_from_doc(found))
        copies = shown.copies[:COPIES_MAX]
        return Hit(
            document=document,
            score=float(shown.score),
            title=_snippet(title.snippet_from_doc(found)) or ((document.title, Mark.NONE),),
            passages=(_passage(document.text, passage),) if passage else (),
            copies=tuple(_document(self._searcher.doc(address)) for address in copies),
            copies_total=len(shown.copies),
        )

    def _snippets(self, name: str, tokens: Sequence[str], characters: int) -> SnippetGenerator:
        field = SHOWN_FIELDS[name]
        terms = (tantivy.Query.term_query(self._schema, field, t, "basic") for t in tokens)
        query = tantivy.Query.boolean_query([(Occur.Should, term) for term in terms])
        made = SnippetGenerator.create(self._searcher, query, self._schema, field)
        made.set_max_num_chars(characters)
        return made


def _document(found: tantivy.Document) -> Document:
    return replace(
        DOCUMENT_JSON.validate_json(found.get_first(REST)),
        title=found.get_first(SHOWN_FIELDS["title"]) or "",
        text=found.get_first(SHOWN_FIELDS["text"]) or "",
    )


def _snippet(found: tantivy.Snippet) -> Snippet:
    """Return a snippet of Tantivy, whose marks are counted in bytes; () when nothing is marked."""
    fragment = found.fragment().encode()
    pieces, reached = [], 0
    for place in found.highlighted():
        pieces.append((fragment[reached : place.start].decode(), Mark.NONE))
        pieces.append((fragment[place.start : place.end].decode(), Mark.WORD))
        reached = place.end
    pieces.append((fragment[reached:].decode(), Mark.NONE))
    return tuple(piece for piece in pieces if piece[0]) if reached else ()


def _passage(text: str, snippet: Snippet) -> Passage:
    return Passage(Part.TEXT, text.find("".join([piece for piece, _ in snippet])), snippet)
