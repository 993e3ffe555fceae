"""Which formats is a reader of results offered to take them along, and how many documents?

A form offers them and not links: their five addresses would repeat the search, and robots follow
links.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from search_app.model.query import Query
from search_app.model.results import Results, Unfinished
from search_app.web.exports.formats import FORMATS
from search_app.web.labels import counted, number
from search_app.web.links import Link
from search_app.web.notices import Notice
from search_app.web.urls import args_from_query


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportMenu:
    """said: which documents are in the file. arguments: the parameters that ask for them.

    formats: each with the path of its address, and what it is for.
    """

    said: str
    arguments: tuple[tuple[str, str], ...]
    formats: tuple[Link, ...]


def export_menu(
    query: Query,
    results: Results,
    notices: Sequence[Notice],
    *,
    page_size: int,
    rows_max: int,
    export_path: Callable[[str], str],
) -> ExportMenu | None:
    """Return what can be exported, None when nothing was found or the search is not whole.

    notices: what is wrong with the address. A text that cannot be parsed has no export, because
    the page searches its words as they are. page_size: that of a search whose address names none.
    rows_max: the limit of an export. export_path: gives the path of a format.
    """
    is_unclear = any(notice.parameter == "q" for notice in notices)
    if not results.total or is_unclear or Unfinished.MATCHING in results.unfinished:
        return None
    all_of_it = replace(query, page=1, page_size=page_size)
    return ExportMenu(
        said=_said(results.total, rows_max),
        arguments=tuple(args_from_query(all_of_it, page_size)),
        formats=tuple(
            Link(label=kind.label, url=export_path(form), note=kind.use)
            for form, kind in FORMATS.items()
        ),
    )


def _said(total: int, rows_max: int) -> str:
    if total > rows_max:
        return (
            f"Les {number(rows_max)}\u00a0premiers documents sur {number(total)},"
            " dans cet ordre, avec leurs textes\u00a0:"
        )
    if total == 1:
        return "Ce document, avec ses textes\u00a0:"
    return f"Ces {counted(total, 'document')}, dans cet ordre, avec leurs textes\u00a0:"
