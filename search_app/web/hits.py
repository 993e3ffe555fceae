"""What does the card of a hit show? Its title, who asked whom, when, and the passages found."""

from dataclasses import dataclass
from typing import NamedTuple

from search_app.model.document import AuthorityName, Document
from search_app.model.facet import FacetField
from search_app.model.floor import start_of_exchange
from search_app.model.results import Hit, Mark, Part, Snippet
from search_app.model.results import Passage as FoundPassage
from search_app.model.withheld import WithheldDocument
from search_app.syntax import as_typed
from search_app.web import labels
from search_app.web.document_text import best_match, first_match, is_exchange, is_retort
from search_app.web.links import Link
from search_app.web.sentence_case import title_in_sentence_case
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

    is_answer: it is from the answer. speech: what it is called there, "" for what is asked. match:
    the id of its first match on the page of the document, "" when it has none there or the title
    leads to it. before, after: an ellipsis where the text goes on, else "".
    """

    is_answer: bool
    speech: str
    match: str
    before: str
    snippet: Snippet
    after: str


class FoldedHit(NamedTuple):
    """A document that is folded under a hit. how: what it has in common with that one.

    who: its author and group.
    """

    url: str
    type_line: str
    who: str
    date: str
    how: str


class Folded(NamedTuple):
    """The documents that are folded under one. label: says how many they are with it.

    all: leads to all of them, where these are more than the lines; else None.
    """

    label: str
    hits: tuple[FoldedHit, ...]
    all: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """What a page shows of a hit; a text is "" when it is unknown.

    place: its id on the page.
    type_line: "Question écrite n° 15463". party, party_label: the short and the long name of the
        group. asked: the ministry that the question was put to. in_charge: the ministry that it was
        reassigned to, if it is another. iso_date: the date as 2023-05-17. folded: what is the same,
        or None. why: why the search found it, None where there was no search. lacks:
        which of the words typed it does not have.
    """

    place: str
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
    folded: Folded | None
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
    hit: Hit,
    url: str,
    why: Why | None = None,
    passages_max: int = _PASSAGES_OF_A_HIT,
    *,
    place: str = "",
    folded: Folded | None = None,
) -> HitView:
    """Return what a list of documents shows of `hit`.

    url: the page of the document; the title leads to the best of the passages there. place: the id
    of the hit on its page, "" for none. folded: what is folded under it.
    """
    document = hit.document
    best_url = url_at_best(hit, url)
    party = document.group.values if document.group else ()
    asked, in_charge = (
        _ministry_name(document.ministry_asked),
        _ministry_name(document.ministry_in_charge),
    )
    return HitView(
        place=place,
        title=typeset_snippet(title_in_sentence_case(document, hit.title)),
        url=best_url,
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
            _passage(passage, document, led_to=best_url)
            for passage in (hit.passages or _teaser(document))[:passages_max]
        ),
        folded=folded,
        why=why,
        lacks=labels.lacking([as_typed(part) for part in hit.lacks]),
    )


def url_at_best(hit: Hit, url: str) -> str:
    """Return the address of the best passage of a hit. url: that of the page of its document."""
    match = "" if isinstance(hit.document, WithheldDocument) else best_match(hit.passages)
    return f"{url}#{match}" if match else url


def _ministry_name(name: AuthorityName | None) -> str:
    return typeset(name.name) if name else ""


def _passage(found: FoundPassage, document: Document, *, led_to: str) -> Passage:
    """led_to: the address that the title leads to, which the passage need not repeat."""
    is_answer = found.part is Part.ANSWER
    if isinstance(document, WithheldDocument) and found.part in document.withheld:
        match, is_begun, goes_on = "", True, True
    else:
        match = first_match(found)
        match = "" if led_to.endswith(f"#{match}") else match
        is_begun = found.start > 0
        goes_on = found.end < len(document.answer if is_answer else document.text)
    return Passage(
        is_answer,
        _speech(found, document) if is_answer else "",
        match,
        "…\u00a0" * is_begun,
        typeset_snippet(found.snippet),
        "\u00a0…" * goes_on,
    )


def _speech(found: FoundPassage, document: Document) -> str:
    retorts = is_exchange(document) and is_retort(document.answer, found.start)
    return "Réplique" if retorts else "Réponse"


def _teaser(document: Document) -> tuple[FoundPassage, ...]:
    """Return the beginning of the text, or () when there is no text."""
    text = beginning(document.text)
    teaser = FoundPassage(Part.TEXT, document.text.find(text), ((text, Mark.NONE),))
    return (teaser,) if text else ()


def beginning(text: str) -> str:
    """Return the beginning of a text, cut between two words, and without what the chair says."""
    text = text[start_of_exchange(text) :]
    if len(text) <= TEASER_CHARACTERS:
        return text
    return text[:TEASER_CHARACTERS].rpartition(" ")[0] or text[:TEASER_CHARACTERS]
