"""What does the site say of itself? What it searches, who publishes it, and how it can be used."""

from dataclasses import dataclass

from babel.lists import format_list

from search_app.model.document import DocumentType
from search_app.model.facet import FacetField
from search_app.model.results import Results
from search_app.settings import Settings
from search_app.web import labels

_NOUNS = {
    DocumentType.QE: ("question écrite", "questions écrites"),
    DocumentType.QG: ("question au Gouvernement", "questions au Gouvernement"),
    DocumentType.QOSD: ("question orale sans débat", "questions orales sans débat"),
    DocumentType.ARTICLE: ("article de presse", "articles de presse"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage:
    """What `about.html` prints.

    documents: how many of each type, in words. period: "de 2017 à 2025", or "". publisher,
    director, hosting, contact_url: as the settings have them, "" where they say nothing.
    has_alerts: the site sends e-mail to who asks for it.
    """

    documents: str
    period: str
    publisher: str
    director: str
    hosting: str
    contact_url: str
    has_alerts: bool


def about_page(results: Results, settings: Settings) -> AboutPage:
    """results: the answer to a search for every document, its histogram by year."""
    return AboutPage(
        documents=documents_by_type(results),
        period=_period(results),
        publisher=settings.publisher,
        director=settings.publication_director,
        hosting=settings.hosting,
        contact_url=settings.report_url,
        has_alerts=settings.alerts_file is not None,
    )


def documents_by_type(results: Results) -> str:
    """Return "1 204 questions écrites, 31 questions au Gouvernement et 12 articles de presse"."""
    counts = {one.value: one.count for one in results.facets.get(FacetField.TYPE, ())}
    said = [
        labels.counted(counts[of_type], noun, nouns)
        for of_type, (noun, nouns) in _NOUNS.items()
        if counts.get(of_type)
    ]
    return format_list(said, locale="fr") if said else ""


def _period(results: Results) -> str:
    years = [bucket.start.year for bucket in results.histogram]
    if not years:
        return ""
    return f"de {years[0]} à {years[-1]}" if years[0] < years[-1] else f"de {years[0]}"
