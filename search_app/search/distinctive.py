"""Which words are over-represented in some documents, beside others?"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log, sqrt

from search_app.french import SMALL_WORDS, content_words, letters, words
from search_app.model.document import Document

# The beginning of a text says what it is about; to analyse all of a long one takes its time.
_CHARACTERS = 3_000
_LETTERS_MIN = 4
# A word of fewer documents says something of these alone.
_DOCUMENTS_MIN = 3
_SHARE_MIN = 0.05
# How many times the share of the others' documents that have it, at least.
_TIMES_MIN = 2
# The score that chance exceeds for one word in two hundred.
_Z_MIN = 2.58
# Words of how questions and answers are worded, folded: they tell kinds of questions apart.
_WORDING = frozenset(
    (
        *("applaudissements", "attire", "attention", "avis", "bancs", "collegue", "collegues"),
        *("compte", "connaitre", "depute", "deputee", "deputes", "entend", "exclamations"),
        *("gouvernement", "groupe", "groupes", "interroge", "madame", "mesdames", "messieurs"),
        *("mesures", "ministre", "ministres", "monsieur", "orateur", "parole", "president"),
        *("presidente", "question", "questions", "reponse", "secretaire", "souhaite", "sujet"),
    )
)


def distinctive_words(
    groups: Sequence[Iterable[Document]], without: frozenset[str], count: int
) -> list[list[str]]:
    """Return, for each group, at most `count` folded words that it has more often than the others.

    The measure is the log odds ratio of the documents that have a word, over its standard error,
    as in Monroe, Colaresi and Quinn, "Fightin' Words" (2008), with half a document added to each
    count. without: folded words that are left out, as those that were searched.
    """
    counts = [Counter[str]() for _ in groups]
    sizes = [0] * len(counts)
    for number, documents in enumerate(groups):
        for document in documents:
            sizes[number] += 1
            counts[number].update(_words_of(document) - without)
    everywhere = Counter[str]()
    for counted in counts:
        everywhere.update(counted)
    return [
        _over_represented(counted, size, everywhere, sum(sizes), count)
        for counted, size in zip(counts, sizes, strict=True)
    ]


def _over_represented(
    counted: Counter[str], size: int, everywhere: Counter[str], total: int, count: int
) -> list[str]:
    scores = {}
    for word, here in counted.items():
        there = everywhere[word] - here
        share, others = here / size, there / max(total - size, 1)
        if here < _DOCUMENTS_MIN or share < max(_SHARE_MIN, _TIMES_MIN * others):
            continue
        ours, theirs = _odds(here, size), _odds(there, total - size)
        score = (log(ours) - log(theirs)) / sqrt(1 / (here + 0.5) + 1 / (there + 0.5))
        if score >= _Z_MIN:
            scores[word] = score
    return sorted(scores, key=lambda word: (-scores[word], word))[:count]


def _odds(having: int, documents: int) -> float:
    return (having + 0.5) / (documents - having + 0.5)


def _words_of(document: Document) -> set[str]:
    text = f"{document.title}\n{document.text[:_CHARACTERS]}"
    names = f"{document.author} {document.group.name if document.group else ''}"
    found = {letters(word) for _, word in content_words(text)} - {*words(names)}
    found -= SMALL_WORDS | _WORDING
    return {word for word in found if len(word) >= _LETTERS_MIN and word.isalpha()}
