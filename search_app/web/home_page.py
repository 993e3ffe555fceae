"""What does the first page say? Figures of the corpus, examples, and lists to browse."""

from dataclasses import dataclass

from search_app.model.document import Status
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query, Sort
from search_app.model.results import Results
from search_app.web import labels
from search_app.web.about_page import documents_by_type
from search_app.web.facets import ordered_counts, value_links
from search_app.web.histogram import HistogramView, histogram_view
from search_app.web.hits import HitView
from search_app.web.links import Link, QueryUrl, ValueUrl

LATEST_SHOWN = 5
LATEST_ANSWERS = Query(filters=((FacetField.STATUS, (Status.ANSWERED.value,)),), sort=Sort.ANSWERED)
BROWSE_VALUES_SHOWN = 6
EXAMPLES_SHOWN = 5
# How many deputies or topics there are says something about a corpus; how many numbers, little.
FIGURE_FIELDS = tuple(field for field in FacetField if field.index and not field.is_number)
# The site tries these queries on its index; the first EXAMPLES_SHOWN that find something are shown.
EXAMPLES = (
    "Health Data Hub",
    "hébergement des données de santé",
    '"déserts médicaux"',
    "retraites SAUF réforme",
    "auteur:Latombe",
    "cloud OU numérique",
    "titre:hôpital",
    "énerg* date:2022",
    "agriculture",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowseList:
    """The values of a facet, as an entrance to the corpus.

    url: the address of the list of all values. total: how many they are ("431"). values: the first.
    """

    label: str
    url: str
    total: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """What `home.html` prints.

    holds: what there is of each type of document, in words. figures: (number, noun) pairs, such as
    ("431", "auteurs"). total: "7 248 documents". hits, answered: the latest documents, and those
    with the latest answers. answers_url: the search that lists all of these. news: as `news_links`
    gives them.
    """

    holds: str
    total: str
    figures: tuple[tuple[str, str], ...]
    examples: tuple[Link, ...]
    browse_lists: tuple[BrowseList, ...]
    histogram: HistogramView
    hits: tuple[HitView, ...]
    answered: tuple[HitView, ...]
    answers_url: str
    news: tuple[Link, ...]


def home_page(
    results: Results,
    examples: tuple[str, ...],
    *,
    hits: tuple[HitView, ...],
    answered: tuple[HitView, ...],
    news: tuple[Link, ...],
    browse_lists: tuple[tuple[FacetField, str], ...],
    search_url: QueryUrl,
    value_url: ValueUrl,
) -> HomePage:
    """Return what the first page says.

    results: the answer to a search for every document. examples: texts of queries that find
    something. hits: the latest documents. answered: those with the latest answers. news: as
    `HomePage` has it. browse_lists: the facets to browse by, each with the address of the list of
    its values.
    """
    return HomePage(
        holds=documents_by_type(results),
        total=labels.counted(results.total, "document"),
        figures=_figures(results),
        examples=tuple(Link(label=text, url=search_url(Query(text=text))) for text in examples),
        browse_lists=tuple(
            _browse_list(field, url, results, value_url) for field, url in browse_lists
        ),
        histogram=histogram_view(results, Query(), search_url=search_url),
        hits=hits,
        answered=answered,
        answers_url=search_url(LATEST_ANSWERS),
        news=news,
    )


def _figures(results: Results) -> tuple[tuple[str, str], ...]:
    counts = [(results.total, "document")]
    counts += [
        (sum(c.value != NO_VALUE for c in results.facets[field]), field.words.noun)
        for field in FIGURE_FIELDS
    ]
    return tuple((labels.number(n), f"{noun}{'s' * (n > 1)}") for n, noun in counts if n)


def _browse_list(field: FacetField, url: str, results: Results, value_url: ValueUrl) -> BrowseList:
    counts = [c for c in ordered_counts(results, field) if c.value != NO_VALUE]
    return BrowseList(
        label=field.words.titles,
        url=url,
        total=labels.number(len(counts)),
        values=value_links(field, counts[:BROWSE_VALUES_SHOWN], value_url),
    )
