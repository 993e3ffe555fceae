"""What does the page of a search show of the thing that its text names? A card that leads there."""

from dataclasses import dataclass

from search_app.model.document import Document
from search_app.model.facet import FacetField
from search_app.search import Named, NamedValue
from search_app.web import labels
from search_app.web.answer_types.searches import NamedThing
from search_app.web.lineage import lineage_words
from search_app.web.links import DocumentUrl, ValueUrl
from search_app.web.sentence_case import listed_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing that the text of a query names, and the page that it leads to.

    kind: "question", or the parameter of a facet ("author"). kicker: what it is, for the reader.
    label: its name ("Question écrite n° 331 (16e législature)"). count: its number of documents.
    title, facts: the title of a question, "" where it is its name, with its author and day; for a
    group, "", with its names and days; "" and () for anything else. colour: that of a group, or "".
    """

    kind: str
    kicker: str
    label: str
    url: str
    count: int
    title: str = ""
    facts: tuple[str, ...] = ()
    colour: str = ""


def cards(named: Named, *, document_url: DocumentUrl, value_url: ValueUrl) -> tuple[Card, ...]:
    """Return a card for each thing that is named."""
    found = [_question(document, document_url) for document in named.questions]
    found += [_value(value, value_url) for value in named.values]
    return tuple(found)


def more_questions(named: Named) -> str:
    """Say how many questions are named beside those that have a card; "" for none."""
    more = named.questions_total - len(named.questions)
    return f"et {labels.counted(more, 'autre')}, dans les résultats" if more else ""


def cards_as_json(found: tuple[Card, ...]) -> list[NamedThing]:
    return [
        {"kind": card.kind, "label": card.label, "address": card.url, "count": card.count}
        for card in found
    ]


def _question(document: Document, document_url: DocumentUrl) -> Card:
    named = labels.type_and_number(document)
    label = named
    title = listed_title(document)
    if document.legislature:
        label += f" ({labels.facet_value(FacetField.LEGISLATURE, document.legislature)})"
    return Card(
        kind="question",
        kicker="Question demandée",
        label=label,
        url=document_url(document.id),
        count=1,
        title="" if title == named else title,
        facts=tuple(filter(None, (document.author, labels.day(document.date)))),
    )


def _value(named: NamedValue, value_url: ValueUrl) -> Card:
    facts, colour = lineage_words(named.value) if named.field is FacetField.PARTY else ((), "")
    return Card(
        kind=named.field.parameter,
        kicker=f"{named.field.words.title} · {labels.counted(named.documents, 'document')}",
        label=labels.facet_value(named.field, named.value),
        url=value_url(named.field, named.value),
        count=named.documents,
        facts=facts,
        colour=colour,
    )
