"""What is said of a document in whatever form it is cited? Where it is printed, who took part."""

from search_app.model.document import Document, DocumentType, EventKind, Kind
from search_app.web.person_names import without_civility
from search_app.web.typography import typeset

JOURNAL = "Journal officiel de la République française, édition Débats parlementaires, questions"
ASSEMBLY = "Assemblée nationale"


def sitting(document: Document) -> str:
    """Return "Assemblée nationale, 16e législature"."""
    if not document.legislature:
        return ASSEMBLY
    return f"{ASSEMBLY}, {document.legislature}e législature"


def author_said(document: Document) -> str:
    """Return the names of the authors as they are said, without « M. » or « Mme »."""
    return without_civility(document.author)


def container(document: Document) -> str:
    """Return the newspaper or the journal that the document is printed in."""
    return document.publisher if document.kind is Kind.ARTICLE else JOURNAL


def page_of(document: Document) -> str:
    """Return the page of the newspaper, or of the Journal officiel that has the question, or "".

    An exchange in the chamber is published once, with its answer.
    """
    published = EventKind.ANSWERED if document.type is DocumentType.QG else EventKind.ASKED
    return document.page or next(
        (e.page for e in document.events if e.kind is published and e.page), ""
    )


def ministries_said(document: Document) -> tuple[str, ...]:
    """Return what the notes say of who was asked, and of who had to answer if it is another."""
    asked, in_charge = document.ministry_asked, document.ministry_in_charge
    said = (
        ("Ministère interrogé", asked),
        ("Ministère attributaire", in_charge if in_charge != asked else None),
    )
    return tuple(f"{label}\u00a0: {typeset(name.name)}" for label, name in said if name)
