"""How does Whoosh go through the terms of a segment, and through the posting list of a term?"""

from typing import Any

from whoosh.codec import base
from whoosh.matching import ListMatcher

from search_app.engine.embedded.segments.segment import FieldArrays


class ColumnarCursor(base.FieldCursor):
    """Goes through the terms of one field in their order.

    Past the last term, and in a field without terms, it gives None for a term.
    """

    def __init__(self, arrays: FieldArrays | None, fieldobj: Any) -> None:
        self._arrays = arrays
        self._fieldobj = fieldobj
        self._index = 0

    def first(self) -> Any:
        self._index = 0
        return self.text()

    def find(self, string: bytes | str) -> Any:
        """Go to the first term that is not below `string`, and return it."""
        term = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._index = self._arrays.find_from(term) if self._arrays else 0
        return self.text()

    def next(self) -> Any:
        self._index += 1
        return self.text()

    def is_valid(self) -> bool:
        return self._arrays is not None and self._index < len(self._arrays)

    def text(self) -> Any:
        if self._arrays is None or not self.is_valid():
            return None
        return self._fieldobj.from_bytes(self._arrays.term(self._index))

    def term(self) -> Any:
        return self.text()


class ColumnarMatcher(ListMatcher):
    """Whoosh's list matcher, but for positions, which come from arrays and not from bytes.

    positions: for each posting where its positions start, and all positions in a row.
    """

    def __init__(self, *arguments: Any, positions: Any = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._positions = positions

    def copy(self) -> "ColumnarMatcher":
        copied = super().copy()
        copied._positions = self._positions  # noqa: SLF001
        copied._term, copied._terminfo = self._term, self._terminfo  # noqa: SLF001
        return copied

    def value_as(self, astype: str) -> Any:
        starts, positions = self._positions
        if astype == "positions":
            return positions[starts[self._i] : starts[self._i + 1]].tolist()
        return super().value_as(astype)
