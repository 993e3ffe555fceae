"""How are documents kept? As JSON in compressed blocks, so that one is read without the rest.

Behind the JSON of a document stand the spans of its texts (`spans`).

stored.blocks, .block_ends              the compressed blocks, and the offset at which each ends
stored.firsts                           the number of the first document of each block
stored.ends                             the offsets at which the PARTS of each document end in its
                                        block
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, islice
from typing import NamedTuple

import numpy as np
import zstandard

from search_app.caches import kept
from search_app.engine.embedded.arrays import Array
from search_app.engine.embedded.segments.array_file import Arrays, ArraysWriter

# A page reads twenty documents, nearly each of another block. Of blocks of 16, which make an index
# 4 % smaller, reading them takes four times as long: a tenth of the page's time.
DOCUMENTS_PER_BLOCK = 4
# The JSON of a document, and the spans of its title, of its text and of its answer.
PARTS = 4
_COMPRESSION_LEVEL = 3
_BLOCKS_KEPT = 32


Parts = Sequence[bytes]
"""The PARTS of one document."""


class Block(NamedTuple):
    """data: documents one after another, compressed. ends: where each of their parts ends before
    compression.
    """

    data: bytes
    ends: Sequence[int]


class StoredDocuments:
    """The documents of one segment, by their numbers in it."""

    def __init__(self, arrays: Arrays) -> None:
        self._blocks = arrays["stored.blocks"]
        self._block_ends = arrays["stored.block_ends"]
        self._firsts = arrays["stored.firsts"]
        self._ends = arrays["stored.ends"]
        self._read = kept("documents", _BLOCKS_KEPT, self._decompressed)

    def __len__(self) -> int:
        return len(self._ends) // PARTS

    def __getitem__(self, number: int) -> bytes:
        """Return the JSON of a document."""
        return self._part(number, 0)

    def spans(self, number: int, text: int) -> bytes:
        """Return the spans of a text of a document: 0 is its title, 1 its text, 2 its answer."""
        return self._part(number, text + 1)

    def _part(self, number: int, part: int) -> bytes:
        block = int(self._firsts.searchsorted(number, side="right")) - 1
        place = PARTS * number + part
        start = int(self._ends[place - 1]) if place > PARTS * self._firsts[block] else 0
        return self._read(block)[start : int(self._ends[place])]

    def blocks_of(self, live: Array) -> Iterator[Block]:
        """Yield the documents that `live`, a mask, selects, in blocks.

        A block of which every document is selected is copied without decompressing it.
        """
        lasts = np.append(self._firsts[1:], len(self))
        for block, (first, last) in enumerate(zip(self._firsts, lasts, strict=True)):
            kept = live[first:last]
            if kept.all():
                ends = self._ends[PARTS * first : PARTS * last].tolist()
                yield Block(self._compressed(block).tobytes(), ends)
            else:
                yield from compressed(
                    [self._part(first + i, part) for part in range(PARTS)]
                    for i in np.flatnonzero(kept).tolist()
                )

    def _compressed(self, block: int) -> Array:
        start = int(self._block_ends[block - 1]) if block else 0
        return self._blocks[start : int(self._block_ends[block])]

    def _decompressed(self, block: int) -> bytes:
        """Raises ZstdError when the block or its size is not what was written."""
        data = self._compressed(block).data
        after = int(self._firsts[block + 1]) if block + 1 < len(self._firsts) else len(self)
        if zstandard.frame_content_size(data) != self._ends[PARTS * after - 1]:
            raise zstandard.ZstdError(f"block {block} is of another size")
        return zstandard.decompress(data)


def compressed(documents: Iterable[Parts]) -> Iterator[Block]:
    """Compress documents, DOCUMENTS_PER_BLOCK at a time."""
    compressor = zstandard.ZstdCompressor(level=_COMPRESSION_LEVEL, write_checksum=True)
    source = iter(documents)
    while block := list(islice(source, DOCUMENTS_PER_BLOCK)):
        parts = list(chain.from_iterable(block))
        yield Block(compressor.compress(b"".join(parts)), list(accumulate(map(len, parts))))


def write_blocks(file: ArraysWriter, blocks: Iterable[Block]) -> None:
    """Write blocks one by one: no more than one is in memory."""
    sizes: list[int] = []
    counts: list[int] = []
    ends: list[int] = []

    def data() -> Iterator[Array]:
        for block in blocks:
            sizes.append(len(block.data))
            counts.append(len(block.ends) // PARTS)
            ends.extend(block.ends)
            yield np.frombuffer(block.data, np.uint8)

    file.add_parts("stored.blocks", np.uint8, data())
    file.add("stored.block_ends", np.cumsum(sizes, dtype=np.int64))
    file.add("stored.firsts", np.cumsum([0, *counts], dtype=np.int64)[:-1])
    file.add("stored.ends", np.array(ends, np.int64))
