"""How is a generation written as a SQLite database, full-text search included?"""

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from search_app.dump.about import About
from search_app.dump.columns import DOCUMENTS, LISTS, Column, Table, Type, Value
from search_app.model.document import Document

_TYPES = {Type.TEXT: "TEXT", Type.DAY: "TEXT", Type.FLAG: "INTEGER", Type.NUMBER: "INTEGER"}
_SEARCHED = ("title", "text", "answer")
_INDEXED = {
    "documents": ("date", "type", "legislature", "author", "party", "topic", "status"),
    "events": ("kind", "date"),
    "ministries": ("value",),
    "laws": ("law",),
}
# A file that is broken off is thrown away, so SQLite need keep nothing to go back to.
_PREPARED = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"


def write(path: Path, documents: Iterable[Document], about: Callable[[], About]) -> None:
    """Write a database with the tables of `columns`, `documents_fts` and `about`.

    Days are texts (2024-02-06), and flags 0 or 1. about: is called after the last document. Raises
    sqlite3.Error when the file cannot be written.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(_PREPARED + "\n".join(_schema()))
        add_document = _insertion(DOCUMENTS.name, 1 + len(DOCUMENTS.columns))
        add_texts = _insertion("documents_fts (rowid, title, text, answer)", 1 + len(_SEARCHED))
        add_items = [_insertion(table.name, 2 + len(table.columns)) for table in LISTS]
        searched = [_place(DOCUMENTS, name) for name in _SEARCHED]
        for row, document in enumerate(documents, 1):
            (values,) = DOCUMENTS.rows(document)
            database.execute(add_document, (row, *map(_stored, values)))
            database.execute(add_texts, (row, *(values[place] for place in searched)))
            for table, add_item in zip(LISTS, add_items, strict=True):
                items = enumerate(table.rows(document), 1)
                rows = ((values[0], position, *map(_stored, item)) for position, item in items)
                database.executemany(add_item, rows)
        database.executemany(_insertion("about", 2), about().facts().items())
        database.execute("INSERT INTO documents_fts (documents_fts) VALUES ('optimize')")
        for table_name, columns in _INDEXED.items():
            for column in columns:
                database.execute(f'CREATE INDEX {table_name}_{column} ON {table_name} ("{column}")')
        database.execute("COMMIT")


def _schema() -> Iterator[str]:
    """Yield the statements that make the tables; their comments stay in the file."""
    yield _table(
        DOCUMENTS.name,
        DOCUMENTS.said,
        [
            ("row INTEGER PRIMARY KEY", "numéro de la ligne, rowid de documents_fts"),
            *((_declared(c) + " UNIQUE" * (c.name == "id"), c.said) for c in DOCUMENTS.columns),
        ],
    )
    for table in LISTS:
        yield _table(
            table.name,
            table.said,
            [
                ("document_id TEXT NOT NULL REFERENCES documents (id)", "documents.id"),
                ("position INTEGER NOT NULL", "rang dans le document, à partir de 1"),
                *((_declared(column), column.said) for column in table.columns),
                ("PRIMARY KEY (document_id, position)", ""),
            ],
            "WITHOUT ROWID",
        )
    yield _table(
        "about",
        "ce fichier\u00a0: génération de l’index, dates, nombres, licence, adresse du site",
        [("name TEXT PRIMARY KEY", "nom du fait"), ("value TEXT NOT NULL", "sa valeur")],
        "WITHOUT ROWID",
    )
    yield (
        f"CREATE VIRTUAL TABLE documents_fts USING fts5 ({', '.join(_SEARCHED)},"
        " content = 'documents', content_rowid = 'row',"
        " tokenize = 'unicode61 remove_diacritics 2');"
    )


def _table(name: str, said: str, lines: list[tuple[str, str]], options: str = "") -> str:
    last = len(lines) - 1
    columns = "\n".join(
        f"  {declared}{',' * (place < last)}{f' -- {comment}' * bool(comment)}"
        for place, (declared, comment) in enumerate(lines)
    )
    return f"CREATE TABLE {name} ( -- {said}\n{columns}\n) {options};"


def _declared(column: Column[Document]) -> str:
    return f'"{column.name}" {_TYPES[column.type]}{" NOT NULL" * column.is_required}'


def _insertion(table: str, count: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * count)})"  # noqa: S608 - names of `columns`


def _place(table: Table[Document], name: str) -> int:
    return [column.name for column in table.columns].index(name)


def _stored(value: Value) -> Value:
    return value.isoformat() if isinstance(value, dt.date) else value
