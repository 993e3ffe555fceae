"""Which words and names does a generation hold? Its segments and its file of names tell."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path

import numpy as np

from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.schema import STEMMED_OF
from search_app.engine.embedded.segments.names import read_names
from search_app.engine.embedded.written import sentences_with
from search_app.french import PART, UNACCENTED, analyze, fold, letters, tokenize, written_words
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
# The fewest documents that give an acronym the same long name.
_DOCUMENTS_MIN = 2
# The smallest share of the documents with an acronym that give it any long name. « Pas », « plus »
# and « des » have a smaller share: as words they are frequent, as acronyms rare.
_SPELT_OUT_SHARE_MIN = 0.02
# The most long names of an acronym.
_NAMES_MAX = 2
# The smallest share of the documents with any long name of an acronym that have a certain one.
_NAME_SHARE_MIN = 0.3


def no_vocabulary() -> Vocabulary:
    """Return an empty vocabulary, for a generation whose files are damaged."""
    return Vocabulary(
        words={},
        accented={},
        names=frozenset(),
        acronyms={},
        values={},
        titles=(),
        compounds={},
        numbers=frozenset(),
    )


def read_vocabulary(folder: Path, snapshot: Snapshot) -> Vocabulary:
    """Return the vocabulary of the generation in `folder`. Raises IndexDamagedError."""
    found = read_names(folder)
    live = np.flatnonzero(snapshot.live)
    counts = snapshot.columns.facet_counts(live, live, Query())
    names = chain(*(_document_counts(snapshot, field) for field in ("author", "constituency")))
    words: dict[str, int] = {}
    accented: dict[str, int] = {}
    for field in STEMMED_OF:
        counted = _document_counts(snapshot, field)
        # A number of several parts is nothing to spell or to complete.
        words |= {w: max(n, words.get(w, 0)) for w, n in counted.items() if PART not in w}
        counted = _document_counts(snapshot, field, folded=False)
        accented |= {w: max(n, accented.get(w, 0)) for w, n in counted.items() if not w.isascii()}
    return Vocabulary(
        words=words,
        accented=accented,
        names=frozenset(names),
        acronyms=believed_acronyms(found["acronyms"], words),
        values={
            field: {value: count for value, count, _ in counts[field] if value != NO_VALUE}
            for field in FacetField
        },
        titles=tuple(found["titles"]),
        compounds=found["compounds"],
        numbers=frozenset(_document_counts(snapshot, "number")),
    )


def believed_acronyms(
    found: Mapping[str, Mapping[str, int]], words: Mapping[str, int]
) -> dict[str, tuple[str, ...]]:
    """Return the long names of each acronym that are no mere chance.

    found: by acronym, how many documents give it each long name. words: as in `Vocabulary`.
    """
    return {
        word: believed
        for acronym, counts_of in found.items()
        if (believed := _believed(counts_of, words.get(word := fold(acronym).lower(), 0)))
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


def _believed(counts: Mapping[str, int], documents: int) -> tuple[str, ...]:
    """Return the long names of an acronym, the most frequent one first.

    Names with the same stems are one name, written as most documents write it.

    counts: for each name that a document gives it, the number of these documents. documents: how
    many have the acronym, with or without a long name.
    """
    total = sum(counts.values())
    if total < max(_DOCUMENTS_MIN, _SPELT_OUT_SHARE_MIN * documents):
        return ()
    writings: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        writings.setdefault(tuple(term for _, term in analyze(name)), []).append(name)
    having = {same[0]: sum(counts[name] for name in same) for same in writings.values()}
    ordered = sorted(having, key=lambda name: (-having[name], name))[:_NAMES_MAX]
    return tuple(
        name
        for name in ordered
        if having[name] >= _DOCUMENTS_MIN and having[name] >= _NAME_SHARE_MIN * total
    )
