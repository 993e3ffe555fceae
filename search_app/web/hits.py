"""What does the card of a hit show? Its title, who asked whom, when, and the passages found."""

from dataclasses import dataclass
from typing import NamedTuple

from search_app.model.document import AuthorityName, Document
from search_app.model.facet import FacetField
from search_app.model.results import Hit, Mark, Snippet
from search_app.model.withheld import WithheldDocument
from search_app.syntax import as_typed
from search_app.web import labels
from search_app.web.typography import typeset, typeset_snippet
from search_app.web.why import Why

# How many passages a page has room for, also where each hit says why it is there, if it is to stay
# below 60 kB; the other lines of a hit take the room of two. The numbers were chosen by hand, on
# pages of 10 to 39 hits.
_PASSAGES_ON_A_PAGE = 100
_PASSAGES_ON_AN_EXPLAINED_PAGE = 80
_ROOM_OF_A_HIT = 2
_PASSAGES_OF_A_HIT = 3
# The length of the beginning of the text that a hit without marked passages shows.
TEASER_CHARACTERS = 280


class Passage(NamedTuple):
    """A passage of a document, with what the search found in it marked.

    part: "question" (or article) or "answer", the text that it is from. before, after: an ellipsis
    where that text goes on, else "".
    """

    part: str
    before: str
    snippet: Snippet
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """What a page shows of a hit; a text is "" when it is unknown.

    type_line: "Question écrite n° 15463". party, party_label: the short and the long name of the
        group. asked: the ministry that the question was put to. in_charge: the ministry that it was
        reassigned to, if it is another. iso_date: the date as 2023-05-17. why: why the search found
        it, None where there was no search. lacks: which of the words typed it does not have.
    """

    title: Snippet
    url: str
    type_line: str
    is_notice: bool
    author: str
    party: str
    party_label: str
    asked: str
    in_charge: str
    date: str
    iso_date: str
    status: str
    passages: tuple[Passage, ...]
    why: Why | None
    lacks: str


def passages_of_each(hits: int, partial_hits: int, *, explained: bool) -> tuple[int, int]:
    """Return the most passages of each hit, and of each partial hit, on a page with so many.

    They are fewer where there are many hits, and first where these are partial ones. Each hit has 1
    at least; but where each says why it is there (explained), partial ones may have none.
    """
    most = _PASSAGES_ON_AN_EXPLAINED_PAGE if explained else _PASSAGES_ON_A_PAGE
    room = most - _ROOM_OF_A_HIT * (hits + partial_hits)
    partial = max(0 if explained else 1, (room - hits) // max(1, partial_hits))
    return max(1, (room - partial * partial_hits) // max(1, hits)), partial


def hit_view(
    hit: Hit, url: str, why: Why | None = None, passages_max: int = _PASSAGES_OF_A_HIT
) -> HitView:
    """Return what a page shows of `hit`. url: what its title leads to."""
    document = hit.document
    party = document.group.values if document.group else ()
    asked, in_charge = (
        _ministry_name(document.ministry_asked),
        _ministry_name(document.ministry_in_charge),
    )
    return HitView(
        title=typeset_snippet(hit.title),
        url=url,
        type_line=labels.type_and_number(document),
        is_notice=document.is_notice,
        author=document.author,
        party=", ".join(party),
        party_label=", ".join(labels.facet_value(FacetField.PARTY, v) for v in party),
        asked=asked or in_charge,
        in_charge=in_charge if asked and asked != in_charge else "",
        date=document.date_written or labels.day(document.date),
        iso_date=document.date.isoformat() if document.date else "",
        status=labels.STATUSES[document.status] if document.status else "",
        passages=tuple(
            _passage(snippet, document)
            for snippet in (hit.snippets or _teaser(document))[:passages_max]
        ),
        why=why,
        lacks=labels.lacking([as_typed(part) for part in hit.lacks]),
    )


def _ministry_name(name: AuthorityName | None) -> str:
    return typeset(name.name) if name else ""


def _passage(snippet: Snippet, document: Document) -> Passage:
    """Find a passage in the texts of the document, to tell which it is from and where it is cut."""
    joined = "".join([text for text, _ in snippet])
    part, body = "question", document.text
    place = body.find(joined)
    if place < 0:
        part, body = "answer", document.answer
        place = body.find(joined)
    if place < 0 and isinstance(document, WithheldDocument):
        part = "question" if "text" in document.withheld else "answer"
        return Passage(part, "…\u00a0", typeset_snippet(snippet), "\u00a0…")
    return Passage(
        part,
        "…\u00a0" if place else "",
        typeset_snippet(snippet),
        "\u00a0…" if place + len(joined) < len(body) else "",
    )


def _teaser(document: Document) -> tuple[Snippet, ...]:
    """Return the beginning of the text, or () when there is no text."""
    text = beginning(document.text)
    return (((text, Mark.NONE),),) if text else ()


def beginning(text: str) -> str:
    """Return the beginning of a text, cut between two words."""
    if len(text) <= TEASER_CHARACTERS:
        return text
    return text[:TEASER_CHARACTERS].rpartition(" ")[0] or text[:TEASER_CHARACTERS]
