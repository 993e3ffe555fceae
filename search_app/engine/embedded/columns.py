"""Which values does each document have in each facet? Integer columns, counted by `bincount`.

One file of numpy arrays, indexed by Whoosh's document numbers. A facet is a list of (document,
value code) pairs, so a document may have none, one or several values.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from search_app.engine.embedded.schema import UNKNOWN_DAY, day_number
from search_app.model.document import Document
from search_app.model.facet import FacetField
from search_app.model.query import Filters, Sort
from search_app.model.results import FacetCount

FILE_NAME = "columns.npz"

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _FacetColumn:
    """values: the distinct values; pair i says that document `documents[i]` has `codes[i]`."""

    values: tuple[str, ...]
    documents: Ints
    codes: Ints

    def mask(self, wanted: Iterable[str], size: int) -> Mask:
        codes = [self.values.index(value) for value in wanted if value in self.values]
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.documents[np.isin(self.codes, codes)]] = True
        return mask

    def counts(self, hits: Mask, selected: tuple[str, ...]) -> tuple[FacetCount, ...]:
        totals = np.bincount(self.codes[hits[self.documents]], minlength=len(self.values))
        found = {v: int(n) for v, n in zip(self.values, totals, strict=True) if n}
        found |= {value: 0 for value in selected if value not in found}
        ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return tuple(FacetCount(value=v, count=n, selected=v in selected) for v, n in ordered)


class Columns:
    """The columns of one generation.

    live: mask of the document numbers that are not deleted. days: ordinal of each document's date.
    """

    def __init__(
        self, live: Mask, id_ranks: Ints, days: Ints, facets: dict[FacetField, _FacetColumn]
    ) -> None:
        self.live = live
        self.days = days
        self._id_ranks = id_ranks
        self._facets = facets

    @property
    def size(self) -> int:
        """Document numbers in use, deleted ones included."""
        return len(self.live)

    def filter_masks(self, filters: Filters) -> dict[FacetField, Mask]:
        return {field: self._facets[field].mask(values, self.size) for field, values in filters}

    def facet_counts(
        self, matched: Mask, masks: dict[FacetField, Mask], filters: Filters
    ) -> dict[FacetField, tuple[FacetCount, ...]]:
        """Count every facet over the matched documents, without the facet's own filter."""
        counts = {}
        for field, column in self._facets.items():
            hits = matched.copy()
            for other, mask in masks.items():
                if other is not field:
                    hits &= mask
            counts[field] = column.counts(hits, dict(filters).get(field, ()))
        return counts

    def ordered(self, hits: Mask, scores: Scores, sort: Sort) -> Ints:
        """Return the document numbers of `hits`, best first; ties by document id."""
        found = np.flatnonzero(hits).astype(np.int32)
        key: npt.NDArray[np.float64] | Ints
        match sort:
            case Sort.RELEVANCE:
                key = -scores[found]
            case Sort.NEWEST:
                key = -self.days[found]
            case Sort.OLDEST:
                days = self.days[found]
                key = np.where(days == UNKNOWN_DAY, np.iinfo(np.int32).max, days)
        return found[np.lexsort((self._id_ranks[found], key))]


def write_columns(folder: Path, size: int, documents: list[tuple[int, Document]]) -> None:
    """Write the columns of `documents` (document number, document); the others are deleted."""
    live = np.zeros(size, dtype=np.bool_)
    days = np.full(size, UNKNOWN_DAY, dtype=np.int32)
    id_ranks = np.zeros(size, dtype=np.int32)
    for rank, (number, document) in enumerate(sorted(documents, key=lambda pair: pair[1].id)):
        live[number] = True
        id_ranks[number] = rank
        days[number] = day_number(document.date)
    arrays: dict[str, npt.NDArray[np.generic]] = {"live": live, "days": days, "id_ranks": id_ranks}
    for field in FacetField:
        pairs = [(n, value) for n, document in documents for value in field.values_of(document)]
        values = sorted({value for _, value in pairs})
        codes = {value: code for code, value in enumerate(values)}
        listed = json.dumps(values, ensure_ascii=False).encode()
        arrays[f"{field.parameter}.values"] = np.frombuffer(listed, dtype=np.uint8)
        arrays[f"{field.parameter}.documents"] = np.array([n for n, _ in pairs], dtype=np.int32)
        arrays[f"{field.parameter}.codes"] = np.array([codes[v] for _, v in pairs], dtype=np.int32)
    with (folder / FILE_NAME).open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def read_columns(folder: Path) -> Columns:
    """Read them back. Raises OSError, ValueError or KeyError when the file is not whole."""
    with (folder / FILE_NAME).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        facets = {
            field: _FacetColumn(
                tuple(json.loads(arrays[f"{field.parameter}.values"].tobytes())),
                arrays[f"{field.parameter}.documents"],
                arrays[f"{field.parameter}.codes"],
            )
            for field in FacetField
        }
        return Columns(arrays["live"], arrays["id_ranks"], arrays["days"], facets)
