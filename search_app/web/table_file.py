"""How is the table behind a page or a picture answered as a file? As CSV that Excel opens."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

from search_app.web.asking import today
from search_app.web.exports.csv_file import guarded
from search_app.web.exports.file_name import disposition

Cell = str | int | float | None


def table_file(name: str, titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """Return the table as a file called `name` and the day. It is written as exports are.

    So numbers have a comma before their decimals: a French spreadsheet takes "0.5" for a text.
    """
    text = io.StringIO(newline="")
    text.write("\ufeff")
    write = csv.writer(text, delimiter=";", lineterminator="\r\n").writerow
    write([guarded(title) for title in titles])
    for row in rows:
        write([_written(cell) for cell in row])
    answer = Response(
        text.getvalue().encode("utf-8", "replace"), content_type="text/csv; charset=utf-8"
    )
    answer.headers.set("Content-Disposition", "attachment", **disposition(name, today(), "csv"))
    return answer


def _written(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.4f}".replace(".", ",")
    return guarded(cell)
