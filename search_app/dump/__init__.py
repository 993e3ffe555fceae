"""How does a whole generation of the index become one file, for programs of other people?"""

from search_app.dump.about import LICENCE, About
from search_app.dump.columns import DOCUMENTS, LISTS, Table
from search_app.dump.export import Format, export
from search_app.dump.offered import (
    Offered,
    OfferedFile,
    file_name,
    newest_offered,
    offer,
    path_of,
)
from search_app.dump.replacing import DumpBusyError, DumpError

__all__ = [
    "DOCUMENTS",
    "LICENCE",
    "LISTS",
    "About",
    "DumpBusyError",
    "DumpError",
    "Format",
    "Offered",
    "OfferedFile",
    "Table",
    "export",
    "file_name",
    "newest_offered",
    "offer",
    "path_of",
]
