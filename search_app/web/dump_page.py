"""What does the page say of the files that hold the whole corpus, and of their columns?"""

from collections.abc import Callable
from dataclasses import dataclass

from babel.numbers import format_decimal

from search_app.dump import DOCUMENTS, LISTS, Format, Offered
from search_app.web import labels
from search_app.web.dump_catalog import TITLES

_BYTES_IN_KB, _BYTES_IN_MB = 1_000, 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    title: str
    url: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """One table of columns: its name, what a row is, and the name and content of each column."""

    name: str
    said: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpPage:
    """What `data.html` prints. period: "du … au …", or ""."""

    documents: str
    questions: str
    articles: str
    withheld: str
    generation: str
    built: str
    period: str
    licence: str
    files: tuple[FileRow, ...]
    tables: tuple[TableView, ...]
    parquet_url: str


def dump_page(offered: Offered, *, url: Callable[[Format], str]) -> DumpPage:
    """url: gives the address of a file."""
    about = offered.about
    period = ""
    if about.first_day and about.last_day:
        period = f"du {labels.day(about.first_day)} au {labels.day(about.last_day)}"
    return DumpPage(
        documents=labels.counted(about.documents, "document"),
        questions=labels.counted(about.questions, "question"),
        articles=labels.counted(about.articles, "article"),
        withheld=labels.counted(about.withheld, "document") if about.withheld else "",
        generation=about.generation,
        built=labels.day(about.built.astimezone().date()),
        period=period,
        licence=about.licence,
        files=tuple(
            FileRow(
                title=TITLES[file.format],
                url=url(file.format),
                size=_size(file.size),
                sha256=file.sha256,
            )
            for file in offered.files
        ),
        tables=tuple(
            TableView(
                name=table.name,
                said=table.said,
                columns=tuple((column.name, column.said) for column in table.columns),
            )
            for table in (DOCUMENTS, *LISTS)
        ),
        parquet_url=url(Format.PARQUET),
    )


def _size(count: int) -> str:
    """Return "12,3 Mo", or "214 ko" below one."""
    if count < _BYTES_IN_MB:
        return f"{labels.number(-(-count // _BYTES_IN_KB))}\u00a0ko"
    return f"{format_decimal(count / _BYTES_IN_MB, '#,##0.0', locale='fr')}\u00a0Mo"
