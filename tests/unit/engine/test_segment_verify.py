"""A segment whose arrays do not fit together is refused when it is opened, and the array is named.

The checksums of these files are right: what is refused here is what a wrong writer would make.
"""

import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from zstandard import ZstdError

from damaging import build, current_folder
from search_app.engine.embedded.segments.array_file import (
    _TRAILER,
    MAGIC,
    ArrayFile,
    ArrayFileError,
    written_arrays,
)
from search_app.engine.embedded.segments.segment import open_segment
from search_app.model.column import NumericColumn

Change = Callable[[np.ndarray], np.ndarray]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("whole") / "index"
    build(index)
    return max(current_folder(index).glob("*.arrays"), key=lambda file: file.stat().st_size)


def rewritten(whole: Path, to: Path, name: str, change: Change | None) -> Path:
    """Write the arrays of a segment again, one of them changed, or left out when None."""
    arrays = ArrayFile(whole)
    with written_arrays(to) as file:
        for other in arrays.directory:
            if other != name:
                file.add(other, arrays[other])
            elif change:
                file.add(name, change(arrays[name]))
    return to


def refused(path: Path) -> str:
    with pytest.raises(ArrayFileError) as caught:
        open_segment(path)
    return str(caught.value)


def first(number: int) -> Change:
    """Return what puts a number in the place of the first of an array."""
    return lambda array: np.concatenate([[number], array[1:].astype(np.int64)])


COLUMN = next(iter(NumericColumn))


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("stored.ends", None, "there is no array stored.ends"),
        ("stored.firsts", first(1), "stored.firsts does not begin at 0"),
        ("stored.firsts", lambda a: np.append(a, a[-1]), "stored.firsts has "),
        ("stored.firsts", first(10**6), "stored.firsts is not between 0 and "),
        ("stored.block_ends", lambda a: a[:-1], "stored.block_ends does not lead through "),
        ("text.term_ends", first(-1), "text.term_ends does not lead through "),
        ("text.term_ends", lambda a: a[np.argsort(-a[:-1])], "text.term_ends does not lead "),
        ("text.term_keys", lambda a: a[1:], "text.term_keys has "),
        ("text.starts", lambda a: a[1:], "text.starts has "),
        ("text.starts", first(10**6), "text.starts does not lead through "),
        ("text.position_starts", lambda a: a[1:], "text.position_starts has "),
        ("text.position_starts", lambda a: a + 1, "text.position_starts does not lead through "),
        ("text.frequencies", lambda a: a[1:], "text.frequencies has "),
        ("text.position_samples", lambda a: a[1:], "text.position_samples has "),
        ("text.lengths", lambda a: a[1:], "text.lengths has "),
        ("text.lengths", first(-1), "text.lengths is not between 0 and "),
        ("frequent", lambda a: a[1:], "frequent has "),
        ("facet.party.codes", lambda a: a[1:], "facet.party.codes has "),
        ("facet.party.codes", first(1000), "facet.party.codes is not between 0 and "),
        ("facet.party.sets", lambda a: a[1:], "facet.party.sets is damaged"),
        (f"column.{COLUMN.key}", lambda a: a[1:], f"column.{COLUMN.key} has "),
        (f"column.{COLUMN.key}", first(-1), f"column.{COLUMN.key} is not between 0 and "),
    ],
)
def test_an_array_that_does_not_fit_is_named(
    whole: Path, tmp_path: Path, name: str, change: Change | None, says: str
) -> None:
    path = rewritten(whole, tmp_path / "x.arrays", name, change)
    assert refused(path).startswith(f"x.arrays: {says}")


def test_a_segment_with_its_own_arrays_is_opened(whole: Path, tmp_path: Path) -> None:
    path = rewritten(whole, tmp_path / "x.arrays", "text.starts", lambda array: array)
    assert open_segment(path).fields.keys() == open_segment(whole).fields.keys()


@pytest.mark.parametrize("length", [0, len(MAGIC), len(MAGIC) + _TRAILER.size - 1])
def test_a_file_that_is_too_short(whole: Path, tmp_path: Path, length: int) -> None:
    path = tmp_path / "x.arrays"
    path.write_bytes(whole.read_bytes()[:length])
    assert refused(path) == "x.arrays: too short"


@pytest.mark.parametrize("entry", [b'["<i8",9,64]', b'["|O1",1,64]'])
def test_an_array_outside_the_file(tmp_path: Path, entry: bytes) -> None:
    directory = b'{"stored.ends":%b}' % entry
    offset = 2 * 64
    sums = zlib.crc32(directory), zlib.crc32(MAGIC)
    trailer = _TRAILER.pack(offset, len(directory), *sums)
    path = tmp_path / "x.arrays"
    path.write_bytes(MAGIC.ljust(offset, b"\0") + directory + trailer)
    assert refused(path) == "x.arrays: array stored.ends lies outside the file"


def test_a_block_of_another_size_is_refused_when_it_is_read(whole: Path, tmp_path: Path) -> None:
    path = rewritten(whole, tmp_path / "x.arrays", "stored.ends", lambda array: array + 1)
    with pytest.raises(ZstdError, match="block 0 is of another size"):
        open_segment(path).documents[0]


def test_more_positions_than_a_field_has_are_refused_when_they_are_read(
    whole: Path, tmp_path: Path
) -> None:
    path = rewritten(whole, tmp_path / "x.arrays", "text.frequencies", first(10**6))
    field = open_segment(path).fields["text"]
    with pytest.raises(ValueError, match="more positions than the "):
        field.positions_at(np.array([0, 0]))
    assert len(field.positions_at(np.array([8, 8]))[0]) == 2
