"""How is Whoosh's table of contents read without running what is in it?

Whoosh writes two pickles into the table: the schema, and the list of segments. A pickle may name
any function and have it called. So the schema is never read, since the program has its own, and of
the list only the facts of segments are taken: each stands in an object of an empty class, and
nothing else can be named.
"""

import pickle
from pathlib import Path
from typing import Any

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import FileIndex

from search_app.engine.embedded.segments.array_file import ArrayFileError
from search_app.engine.embedded.whoosh_view.codec import ColumnarSegment


def open_table(folder: Path, schema: Schema, *, readonly: bool) -> FileIndex:
    """Open the Whoosh index in a folder, whose schema is known to be `schema`.

    Raises ArrayFileError when the table names anything but segments of this program.
    """
    return FileIndex(_Storage(str(folder), readonly=readonly), schema=schema)


def create_table(folder: Path, schema: Schema) -> FileIndex:
    """Make an empty Whoosh index in a folder."""
    return FileIndex.create(_Storage(str(folder)), schema)


class _Storage(FileStorage):
    """A folder whose files Whoosh opens for reading as `_Table`."""

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        return _Table(Path(self.folder, name).open("rb"), name=name, **kwargs)


class _Table(StructFile):
    """The table of contents. Whoosh calls `read_pickle` for its list of segments."""

    def read_pickle(self) -> list[ColumnarSegment]:
        try:
            return [_segment(vars(facts)) for facts in _FactsUnpickler(self.file).load()]
        except BaseException:
            self.close()
            raise


class _FactsUnpickler(pickle.Unpickler):
    """Gives an object of an empty class, made for this table alone, in place of each segment."""

    def __init__(self, file: Any) -> None:
        super().__init__(file)
        self._facts = type("Facts", (), {})

    def find_class(self, module: str, name: str) -> type:
        if (module, name) != (ColumnarSegment.__module__, ColumnarSegment.__name__):
            detail = f"the table of contents names {module}.{name}, which no index needs"
            raise ArrayFileError(detail)
        return self._facts


def _segment(facts: dict[str, Any]) -> ColumnarSegment:
    name, segment_id = str(facts["indexname"]), str(facts["segid"])
    if not (name + segment_id).isalnum():
        raise ArrayFileError(f"the table of contents names a segment {name}_{segment_id}")
    segment = ColumnarSegment(name)
    segment.segid = segment_id
    segment.set_doc_count(int(facts["_doc_count"]))
    for number in facts["_deleted"]:
        segment.delete_document(int(number))
    return segment
