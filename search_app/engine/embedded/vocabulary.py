"""Which words and names does a generation hold? Its segments and its file of names tell."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.schema import STEMMED_OF
from search_app.engine.embedded.segments.counted import (
    Counted,
    stem_counts,
    titles_of,
    vocabulary_of,
)
from search_app.engine.embedded.segments.vocabulary import VocabularyFile, write_vocabulary
from search_app.engine.embedded.written import sentences_with
from search_app.french import (
    PART,
    UNACCENTED,
    beginnings_of,
    letters,
    tokenize,
    written_words,
)
from search_app.model.document import Document
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query
from search_app.model.vocabulary import Vocabulary

# The end of what stands before the first word of a sentence or of a quotation.
_BEGINNING = re.compile(r"(?:^|[.!?:;\n])[\s«»\"“”(–—-]*\Z")
# The numbers below were chosen by hand.
# The most documents for each part (title, text, answer) that are read to see how a word is written.
DOCUMENTS_PER_PART = 2
# The characters before a word in which the end of the sentence before it is looked for.
_BEFORE_CHARACTERS = 10


def no_vocabulary() -> Vocabulary:
    """Return an empty vocabulary, for a generation whose files are damaged."""
    return vocabulary_of(Counted({}, {}, frozenset(), {}, ()), {}, beginnings_of(()), dict)


def read_vocabulary(folder: Path, snapshot: Snapshot) -> Vocabulary:
    """Return the vocabulary of the generation in `folder`. Raises ArrayFileError."""
    return VocabularyFile(folder).vocabulary(_values(snapshot))


def make_vocabulary(
    folder: Path, snapshot: Snapshot, names: Mapping[str, Mapping[str, Any]], beside: Executor
) -> None:
    """Work out the vocabulary of a generation that is being built, and write it to its folder.

    names: what documents have, as `segments.names` has it. beside: does a part of the work.
    """
    named = chain(*(_document_counts(snapshot, field) for field in ("author", "constituency")))
    words: dict[str, int] = {}
    accented: dict[str, int] = {}
    for field in STEMMED_OF:
        counted = _document_counts(snapshot, field)
        # A number of several parts is nothing to spell or to complete.
        words |= {w: max(n, words.get(w, 0)) for w, n in counted.items() if PART not in w}
        counted = _document_counts(snapshot, field, folded=False)
        accented |= {w: max(n, accented.get(w, 0)) for w, n in counted.items() if not w.isascii()}
    stems = beside.submit(stem_counts, words)
    numbers = _document_counts(snapshot, "number")
    counts = Counted(words, accented, frozenset(named), names, numbers)
    titles = titles_of(names)
    forms, all_letters = snapshot.forms, snapshot.letters
    vocabulary = vocabulary_of(counts, {}, titles, stems.result)
    write_vocabulary(folder, vocabulary, titles=titles, forms=forms, letters=all_letters)


def _values(snapshot: Snapshot) -> dict[FacetField, dict[str, int]]:
    live = np.flatnonzero(snapshot.live)
    counts = snapshot.columns.facet_counts(live, live, Query())
    return {
        field: {value: count for value, count, _ in counts[field] if value != NO_VALUE}
        for field in FacetField
    }


def _document_counts(snapshot: Snapshot, field: str, *, folded: bool = True) -> Counter[str]:
    """Return how many documents have each word of a field, deleted ones included.

    folded: without accents; a document that has several forms of a word counts for each of them.
    """
    found: Counter[str] = Counter()
    for _, arrays in snapshot.fields(field):
        counts = np.diff(arrays.starts).tolist()
        for term, count in zip(arrays.terms(), counts, strict=True):
            found[letters(term.decode()) if folded else term.decode()] += count
    return found


def written_in(snapshot: Snapshot, word: str, document: Callable[[int], Document]) -> str:
    """Return how the first documents of each part that have a folded word write it.

    Of forms with different accents it is the one that most documents have. Letters that lack
    their accents (« RETRAITES ») are asked only where nothing else has the word.

    document: reads the one that has a number.
    """
    forms = [form for form in snapshot.forms.strict(word) if letters(form) == word]
    counts = {f: sum(len(snapshot.live_with(name, f)) for name in STEMMED_OF) for f in forms}
    sure = [form for form in forms if counts[form] and not form.endswith(UNACCENTED)]
    form = max(sure or forms, key=lambda form: (counts[form], form))
    numbers_with = {name: snapshot.live_with(name, form) for name in STEMMED_OF}
    shortened = (
        sentences_with(word, document(number), STEMMED_OF[name])
        for name, numbers in numbers_with.items()
        for number in numbers[:DOCUMENTS_PER_PART]
    )
    return written_form(form.removesuffix(UNACCENTED), shortened)


def written_form(word: str, documents: Iterable[Document]) -> str:
    """Return a word, given in lower case with its accents, as most documents write it.

    Where none has it with these accents, it is shown with those that they have. It has capitals
    where most documents write it so elsewhere than at the beginning of a sentence,
    as they write names and acronyms.
    """
    folded = letters(word)
    forms: Counter[str] = Counter()
    for document in documents:
        for text in (document.title, document.text, document.answer):
            for token in tokenize(text):
                if token.text == folded:
                    form = text[token.start : token.end]
                    before = max(0, token.start - _BEFORE_CHARACTERS)
                    is_first = _BEGINNING.search(text, before, token.start) is not None
                    forms[form.lower() if is_first and not form.isupper() else form] += 1
    in_capitals = [form for form in forms if form.isupper()]
    if len(in_capitals) < len(forms):  # titles and speeches may be in capitals
        forms -= Counter({form: forms[form] for form in in_capitals})
    alike = {form: count for form, count in forms.items() if written_words(form) == [word]}
    chosen = alike or forms or {word: 1}
    return max(chosen, key=lambda form: (chosen[form], form))
