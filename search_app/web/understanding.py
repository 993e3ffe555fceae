"""What is the reader told of how the words typed were understood, and how is that undone?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search_app.model.expr import Expr, Word
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Mark, Results, Snippet
from search_app.search.near import NearQuery
from search_app.syntax import describe, say_dates, with_words_replaced
from search_app.web import labels
from search_app.web.links import Link, QueryUrl
from search_app.web.typography import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """One thing that the search did besides searching the words typed, or that it found out.

    sentence: says what; other names and corrections are marked in it as they are in the hits.
    links: to the search without it, or to others that may be meant. after: what follows them.
    """

    sentence: Snippet
    links: tuple[Link, ...] = ()
    after: str = ""


def understanding(
    query: Query,
    results: Results,
    absent: Sequence[Expr],
    near: Sequence[NearQuery],
    search_url: QueryUrl,
) -> tuple[Understanding, ...]:
    """Return the corrections, the words that no document has or hardly any, and the other names.

    absent: what no document has. near: the queries with other words. search_url: gives the address
    of a query.
    """

    def link(label: str, changed: Query) -> tuple[Link]:
        return (Link(label=label, url=search_url(replace(changed, page=1))),)

    lines = []
    if results.corrections:
        sentence = _corrected(query.text, results)
        undo = link(labels.as_typed(query.text), replace(query, corrected=False))
        lines.append(Understanding(sentence=sentence, links=undo))
    if absent:
        lines.append(_absent(absent, near, results, search_url))
    if rare := [other for other in near if other.typed not in absent]:
        links = near_links(rare, search_url)
        lines.append(
            Understanding(sentence=_plain("Vouliez-vous dire "), links=links, after="\u202f?")
        )
    if results.expansions:
        undo = link(labels.WITHOUT_OTHER_NAMES, replace(query, expanded=False))
        lines.append(Understanding(sentence=_other_names(results), links=undo))
    if query.text and not query.corrected:
        redo = link(labels.WITH_CORRECTIONS, replace(query, corrected=True))
        lines.append(Understanding(sentence=_plain(f"{labels.CORRECTIONS_ARE_OFF} — "), links=redo))
    if query.text and not query.expanded:
        redo = link(labels.WITH_OTHER_NAMES, replace(query, expanded=True))
        lines.append(Understanding(sentence=_plain(f"{labels.NAMES_ARE_OFF} — "), links=redo))
    return tuple(lines)


def near_links(near: Sequence[NearQuery], search_url: QueryUrl) -> tuple[Link, ...]:
    """Return a link to each query with another word, with its number of documents."""
    return tuple(
        Link(
            label=other.word,
            url=search_url(other.query),
            note=labels.counted(other.total, "document"),
        )
        for other in near
    )


def query_sentence(query: Query, results: Results) -> str:
    """Say what was searched, or that nothing was typed that can be searched."""
    if query.has_nothing_to_search:
        return labels.no_word_in(query.text)
    return typeset(describe(replace(query, expr=results.meant), labels.facet_value))


def filter_links(query: Query, search_url: QueryUrl) -> tuple[Link, ...]:
    """Return a link for each active filter, which removes it."""
    chips = [
        Link(label=labels.filter_chip(field, value), url=search_url(query.toggled(field, value)))
        for field, value in _pairs(query.filters)
    ]
    chips += [
        Link(
            label=labels.exclusion_chip(field, value), url=search_url(query.excluding(field, value))
        )
        for field, value in _pairs(query.excluded)
    ]
    if query.ids:
        everywhere = search_url(replace(query, ids=(), page=1))
        chips.append(Link(label=labels.chosen(len(query.ids)), url=everywhere))
    if query.dates:
        chips.append(
            Link(
                label=f"Date\u00a0: {say_dates(query.dates)}",
                url=search_url(replace(query, dates=None, page=1)),
            )
        )
    return tuple(chips)


def _pairs(
    filters: Iterable[tuple[FacetField, tuple[str, ...]]],
) -> Iterable[tuple[FacetField, str]]:
    return ((field, value) for field, values in filters for value in values)


def _plain(sentence: str) -> Snippet:
    return ((sentence, Mark.NONE),)


def _corrected(text: str, results: Results) -> Snippet:
    """Say which words no document has, and what was searched in their place."""
    typed = [Word(correction.typed) for correction in results.corrections]
    meant = {correction.typed: correction.written for correction in results.corrections}
    pieces = with_words_replaced(text, meant)
    return (
        (f"{labels.no_document_has(typed)} Résultats pour «\u00a0", Mark.NONE),
        *((piece, Mark.SPELLING if is_put else Mark.NONE) for piece, is_put in pieces),
        ("\u00a0» — ", Mark.NONE),
    )


def _absent(
    absent: Sequence[Expr], near: Sequence[NearQuery], results: Results, search_url: QueryUrl
) -> Understanding:
    """Say what no document has; where documents are shown, the words near to it are named here."""
    sentence = labels.no_document_has(absent)
    links = near_links([other for other in near if other.typed in absent], search_url)
    if not results.total or not links:
        return Understanding(sentence=_plain(sentence))
    kind = "Mots proches" if len(links) > 1 else "Mot proche"
    return Understanding(sentence=_plain(f"{sentence} {kind}\u00a0: "), links=links)


def _other_names(results: Results) -> Snippet:
    names = [name for expansion in results.expansions for name in expansion.names]
    pieces = [piece for name in names for piece in ((", ", Mark.NONE), (typeset(name), Mark.NAME))]
    return (("Recherché aussi\u00a0: ", Mark.NONE), *pieces[1:], (" — ", Mark.NONE))
