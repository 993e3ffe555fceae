"""How are many searches asked at once, and which table do they give?

A CSV of queries comes in: its first line names the columns, `q` and the parameters of `/search`. A
CSV of hits goes out, in the manner of the exports. A query that is an error, or finds nothing, has
a row that says so.
"""

import csv
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from search_app.model.document import Document
from search_app.model.errors import ParameterError, SearchAppError
from search_app.model.query import Query
from search_app.model.results import Results, Unfinished
from search_app.web import error_words
from search_app.web.arguments import Args
from search_app.web.exports.csv_file import guarded
from search_app.web.exports.table import Cell
from search_app.web.labels import counted
from search_app.web.links import DocumentUrl
from search_app.web.notices import notice_of
from search_app.web.parameters import FILTERS, SEARCH, WORDS_AS_TYPED, Q
from search_app.web.urls import query_from_args

# Of one request. The servers in front let such a body through (`deploy/`).
BODY_MAX_BYTES = 16_000
QUERIES_MAX = 200
# How many hits of each query may be listed.
TOP_MAX = 100
TOP = 10
COLUMNS = (
    *(Q.name, *(one.name for one in (*FILTERS, *WORDS_AS_TYPED))),
    *(one.name for one in SEARCH if one.name == "sort"),
)
TITLES = (
    *("Numéro de recherche", "Recherche", "Documents trouvés", "Rang", "Identifiant", "Titre"),
    *("Date", "Auteur", "Adresse permanente", "Remarque", "Erreur"),
)
_DELIMITERS = ";,\t"
# Stands between cells where the first line has one column alone: a query may have any other sign.
_NO_DELIMITER = "\x1f"
_SHOWN_CHARACTERS = 60
_OUT_OF_TIME = "La recherche a atteint sa limite de temps."
_NO_CSV = "Cette ligne n’est pas du CSV\u00a0: vérifiez ses guillemets et sa longueur."
_RELAXED = "Aucun document n’a tous les mots\u00a0: ceux-ci en ont une partie."
_NOTHING = "Aucun document."

Ask = Callable[[Query], Results]
"""Runs a search. Raises SearchAppError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One row of the table that comes in.

    args: the values of each parameter. error: why the row cannot be read, or "".
    """

    args: Args
    error: str = ""

    @property
    def text(self) -> str:
        return next(iter(self.args.get(Q.name, ())), "")


def read_batch(data: bytes) -> list[Asked]:
    """Return the rows of a CSV, in UTF-8 with `;`, `,` or tabs; rows without a text are left out.

    A column may come several times, for several values of a filter. Raises ParameterError for a
    first line that does not name the columns, and for another encoding.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ParameterError("batch_encoding", str(error.start + 1), "UTF-8") from error
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    found = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter if delimiter in first else _NO_DELIMITER,
        strict=True,
    )
    try:
        names = [name.strip() for name in next(found, [])]
    except csv.Error:
        names = []
    wrong = [name for name in names if name not in COLUMNS]
    if wrong or Q.name not in names:
        shown = (wrong[0] if wrong else first.strip())[:_SHOWN_CHARACTERS]
        raise ParameterError("batch", shown, ", ".join(COLUMNS))
    return list(_rows(found, names))


def _rows(found: Iterator[list[str]], names: Sequence[str]) -> Iterator[Asked]:
    while True:
        try:
            cells = next(found)
        except StopIteration:
            return
        except csv.Error:
            yield Asked(args={}, error=_NO_CSV)
            continue
        args = defaultdict(list)
        for name, cell in zip(names, cells, strict=False):
            if cell.strip():
                args[name].append(cell)
        if len(cells) > len(names):
            said = f"Cette ligne a {counted(len(cells), 'cellule')}, pour"
            yield Asked(args=args, error=f"{said} {counted(len(names), 'colonne')}.")
        elif args:
            yield Asked(args=args)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """How the searches of a table are run.

    top: how many hits of each query are listed. today, terms_max: as `query_from_args` takes them.
    document_url: gives the permanent address of a document.
    """

    ask: Ask
    top: int
    today: dt.date
    terms_max: int
    document_url: DocumentUrl

    def table(self, rows: Sequence[Asked]) -> Iterator[str]:
        """Yield the lines of the table that goes out, those of each query together."""
        buffer = io.StringIO(newline="")
        write = csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow
        buffer.write("\ufeff")
        write(TITLES)
        for number, asked in enumerate(rows, 1):
            for cells in self._answered(asked):
                write([guarded(cell) for cell in (number, asked.text, *cells)])
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
        yield buffer.getvalue()

    def _answered(self, asked: Asked) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells behind the text of the query: those of each hit, or why there is none.

        They are the total, rank, id, title, day, author, address, remark and error.
        """
        no_hit = (None,) * 6
        try:
            results = self._results(asked)
        except SearchAppError as error:
            yield (None, *no_hit, None, notice_of(error).message)
            return
        if isinstance(results, str):
            yield (None, *no_hit, None, results)
            return
        remark = _remark(results)
        for rank, hit in enumerate(results.hits, 1):
            yield (results.total, rank, *_cells(hit.document, self.document_url), remark, None)
        if not results.hits:
            yield (results.total, *no_hit, remark, None)

    def _results(self, asked: Asked) -> Results | str:
        """Return the answer to a row, or what keeps it from having one."""
        if asked.error:
            return asked.error
        query, _ = query_from_args(
            asked.args,
            page_size=self.top,
            today=self.today,
            lenient=False,
            terms_max=self.terms_max,
        )
        results = self.ask(query)
        return _OUT_OF_TIME if Unfinished.MATCHING in results.unfinished else results


def _cells(document: Document, document_url: DocumentUrl) -> tuple[Cell, ...]:
    return (
        document.id,
        document.title,
        document.date or document.date_written,
        document.author,
        document_url(document.id),
    )


def _remark(results: Results) -> str:
    """Return what a reader of the numbers must know."""
    said = [
        f"«\u00a0{c.typed}\u00a0» cherché comme «\u00a0{c.written}\u00a0»."
        for c in results.corrections
    ]
    if results.lacks_documents:
        said.append(error_words.incomplete(results.unfinished))
    if results.relaxed:
        said.append(_RELAXED)
    if not results.total:
        said.append(_NOTHING)
    return " ".join(said)
