"""How is a generation written as a Parquet file? One row a document, its lists as columns.

This is the only module that knows pyarrow, which need not be installed.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from search_app.dump.about import About
from search_app.dump.columns import DOCUMENTS, LISTS, Column, Table, Type
from search_app.model.document import Document

# Documents are held until they are, or their texts have, as many; then they become one row group.
ROW_GROUP_ROWS = 10_000
ROW_GROUP_CHARACTERS = 8_000_000
_TYPES = {
    Type.TEXT: pa.string(),
    Type.DAY: pa.date32(),
    Type.FLAG: pa.bool_(),
    Type.NUMBER: pa.int32(),
}


def write(path: Path, documents: Iterable[Document], about: Callable[[], About]) -> None:
    """Write the columns of `columns.DOCUMENTS`, and each of its `LISTS` as a column of lists.

    A list of one column is one of its values, any other a list of structures. The facts of `about`,
    which is called after the last document, are key-value metadata of the file.
    """
    schema = _schema()
    rows: list[dict[str, Any]] = []
    characters = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:

        def write_row_group() -> None:
            writer.write_table(pa.Table.from_pylist(rows, schema), row_group_size=len(rows))
            rows.clear()

        for document in documents:
            rows.append(_row(document))
            characters += len(document.text) + len(document.answer)
            if characters >= ROW_GROUP_CHARACTERS or len(rows) == ROW_GROUP_ROWS:
                write_row_group()
                characters = 0
        if rows:
            write_row_group()
        writer.add_key_value_metadata(about().facts())


def _row(document: Document) -> dict[str, Any]:
    row: dict[str, Any] = {column.name: column.value(document) for column in DOCUMENTS.columns}
    for table in LISTS:
        row[table.name] = [_item(table, values) for values in table.rows(document)]
    return row


def _item(table: Table[Any], values: tuple[Any, ...]) -> Any:
    if len(values) == 1:
        return values[0]
    return {column.name: value for column, value in zip(table.columns, values, strict=True)}


def _schema() -> pa.Schema:
    lists = (_field(t.name, pa.list_(_item_type(t)), t.said, is_required=True) for t in LISTS)
    return pa.schema([*map(_column, DOCUMENTS.columns), *lists])


def _item_type(table: Table[Any]) -> pa.DataType:
    if len(table.columns) == 1:
        return _TYPES[table.columns[0].type]
    return pa.struct(list(map(_column, table.columns)))


def _column(column: Column[Any]) -> pa.Field:
    return _field(column.name, _TYPES[column.type], column.said, is_required=column.is_required)


def _field(name: str, kind: pa.DataType, said: str, *, is_required: bool) -> pa.Field:
    return pa.field(name, kind, nullable=not is_required, metadata={"description": said})
