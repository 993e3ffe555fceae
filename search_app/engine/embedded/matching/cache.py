"""Which documents match an expression, and what do they lack? The last few matches are kept.

One search asks for the same expression twice, to count its matches and to rank them, and so do its
next pages, its other orders and its filters.
"""

import threading
from collections import OrderedDict
from functools import cached_property
from itertools import chain

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from search_app.caches import watch
from search_app.engine.embedded.arrays import Ints
from search_app.engine.embedded.matching.compile import Compiler
from search_app.engine.embedded.matching.doc_sets import Matches
from search_app.engine.embedded.matching.execute import Executor, OutOfTimeError
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.french import letters
from search_app.model.expr import Expr, optional_parts

# How many answers are kept. Each takes up to 12 bytes for each document of the index.
MATCHES_KEPT = 4


class Matching:
    """Finds the matches in one generation. Safe for several threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._kept: OrderedDict[Expr, Matches] = OrderedDict()
        self._hits = self._misses = 0
        self._lock = threading.Lock()
        watch("matches", self)

    def cache_info(self) -> tuple[int, int, int, int]:
        """Return hits, misses, the most matches kept and their number, as `functools` does."""
        return self._hits, self._misses, MATCHES_KEPT, len(self._kept)

    def of(self, expr: Expr, deadline: float) -> Matches:
        """Return the matches, whose arrays must not be changed.

        deadline: the time of `time.monotonic()` at which to give up; then it raises OutOfTimeError
        and keeps nothing.
        """
        with self._lock:
            if expr in self._kept:
                self._hits += 1
                self._kept.move_to_end(expr)
                return self._kept[expr]
            self._misses += 1
        tree = self.compiler.tree(expr)
        found = Executor(self._snapshot, deadline).run(tree)
        with self._lock:
            self._kept[expr] = found
            if len(self._kept) > MATCHES_KEPT:
                self._kept.popitem(last=False)
        return found

    def lacking(self, expr: Expr, documents: Ints, deadline: float) -> dict[int, tuple[Expr, ...]]:
        """Return the parts of the expression that it does without in each of the documents.

        documents: some matches. deadline: as in `of`; when it passes, nothing is returned.
        """
        parts = optional_parts(expr)
        if not parts or not len(documents):
            return {}
        shown = np.sort(documents)
        executor = Executor(self._snapshot, deadline)
        try:
            trees = [self.compiler.tree(part) for part in parts]
            having = [set(executor.run(tree, shown).documents.tolist()) for tree in trees]
        except OutOfTimeError:
            return {}
        return {
            number: tuple(
                p for p, with_it in zip(parts, having, strict=True) if number not in with_it
            )
            for number in documents.tolist()
        }

    @cached_property
    def compiler(self) -> Compiler:
        """Makes the query trees. Raises IndexDamagedError."""
        return Compiler(self._snapshot.forms, self.close_to)

    def close_to(self, field: str, word: str, distance: int) -> list[str]:
        """Return the terms of a field within some edits of a word, as `CloseTo` says."""
        typed, snapshot = letters(word), self._snapshot
        near = snapshot.letters.near(typed, distance)
        close = extract(typed, near, scorer=OSA.distance, score_cutoff=distance, limit=None)
        terms = chain.from_iterable(snapshot.forms.written_as(found) for found, _, _ in close)
        return [term for term in terms if snapshot.find(field, term)]
