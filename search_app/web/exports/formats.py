"""In which formats can a result be exported, and what is each one for?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from search_app.web.exports.citations import bibtex_file, ris_file
from search_app.web.exports.csv_file import csv_file
from search_app.web.exports.export import Export
from search_app.web.exports.json_lines import json_lines
from search_app.web.exports.xlsx_file import xlsx_file

# What is sent at a time, about.
_CHUNK_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Format:
    """label, use: what readers see of it. write: yields the bytes of the file."""

    label: str
    use: str
    media_type: str
    write: Callable[[Export], Iterator[bytes]]


def _encoded(pieces: Callable[[Export], Iterable[str]], export: Export) -> Iterator[bytes]:
    """Yield the pieces in UTF-8, many small ones together."""
    waiting = bytearray()
    for piece in pieces(export):
        waiting += piece.encode("utf-8", "replace")
        if len(waiting) >= _CHUNK_BYTES:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


# By the ending of the address and of the name of the file.
FORMATS = {
    "xlsx": Format(
        "Excel (XLSX)",
        "pour trier et compter dans un tableur",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        xlsx_file,
    ),
    "csv": Format(
        "CSV",
        "le même tableau, pour tout logiciel",
        "text/csv; charset=utf-8",
        partial(_encoded, csv_file),
    ),
    "jsonl": Format(
        "JSON Lines",
        "pour programmer, un document par ligne",
        "application/jsonl; charset=utf-8",
        partial(_encoded, json_lines),
    ),
    "ris": Format(
        "RIS",
        "pour citer, avec Zotero ou EndNote",
        "application/x-research-info-systems; charset=utf-8",
        partial(_encoded, ris_file),
    ),
    "bib": Format(
        "BibTeX",
        "pour citer, avec LaTeX ou JabRef",
        "application/x-bibtex; charset=utf-8",
        partial(_encoded, bibtex_file),
    ),
}
