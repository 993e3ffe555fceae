"""Which questions are the engines asked? They are drawn with a seed from the documents' own words.

A rare word is in at most one document of 2,000 (or in five, when that is more), a common word in at
least one of 20.
"""

import random
from collections.abc import Callable
from typing import Literal

from benchmarks.peers.port import FACETS, STOP_WORD, Question
from benchmarks.prepare import AnalysedText, Prepared
from search_app.french import analyze, forms_of

QUESTIONS = 200
# Of so many questions; the five about all documents come on top.
_COUNTS = {
    "rare": 30,
    "common": 30,
    "or": 35,
    "and": 35,
    "phrase": 30,
    "filter": 35,
}
_TOP_VALUES = 5
_SHORTEST = 3
_PHRASE_AT_LEAST = 3
_TRIES = 100_000


class NoQuestionError(Exception):
    """The documents are too few, or too different, to draw enough questions of a kind."""


def draw(prepared: Prepared, seed: int, count: int = QUESTIONS) -> list[Question]:
    """Return about `count` questions, of every kind at least one, in random order.

    The same documents, seed and count give the same questions. Raises NoQuestionError.
    """
    drawer = _Drawer(prepared, random.Random(seed))  # noqa: S311 - no secret
    kinds: dict[str, Callable[[], Question | None]] = {
        "rare": drawer.rare,
        "common": drawer.common,
        "or": drawer.some,
        "and": drawer.every,
        "phrase": drawer.phrase,
        "filter": drawer.filtered,
    }
    questions = [
        question
        for kind, share in _COUNTS.items()
        for question in _distinct(kinds[kind], kind, max(1, round(share * count / QUESTIONS)))
    ]
    questions += drawer.match_all()
    drawer.chance.shuffle(questions)
    return questions


def _distinct(make: Callable[[], Question | None], kind: str, count: int) -> list[Question]:
    found: dict[Question, None] = {}
    for _ in range(_TRIES):
        question = make()
        if question is not None:
            found[question] = None
        if len(found) == count:
            return list(found)
    raise NoQuestionError(f"only {len(found)} of {count} questions of the kind {kind!r}")


class _Drawer:
    def __init__(self, prepared: Prepared, chance: random.Random) -> None:
        self.chance = chance
        self._texts = [text for text in prepared.texts if text.terms]
        self._frequency = prepared.document_frequency
        self._forms = forms_of(prepared.written, prepared.document_frequency)
        self._documents = prepared.documents
        common = prepared.facet_values.most_common()
        top = [[pair for pair in common if pair[0][0] == name][:_TOP_VALUES] for name in FACETS]
        self._values = [pair for pairs in top for pair, _ in pairs]
        self._commonest = [pairs[0][0] for pairs in top if pairs]

    def rare(self) -> Question | None:
        highest = max(5, self._documents // 2000)
        return self._single("rare", 2, highest)

    def common(self) -> Question | None:
        return self._single("common", self._documents // 20, self._documents)

    def some(self) -> Question | None:
        """Ask for any of 2 to 4 words, each from a document of its own, rare or common."""
        pairs = [self._word(self._text(), 2, self._documents) for _ in range(self._size())]
        return _joined("or", pairs)

    def every(self) -> Question | None:
        """Ask for all of 2 to 4 words of one document, none of them rare."""
        text = self._text()
        lowest = self._documents // 500
        pairs = [self._word(text, lowest, self._documents) for _ in range(self._size())]
        return _joined("and", pairs)

    def phrase(self) -> Question | None:
        """Ask for 2 or 3 neighbouring words without a stop word among them."""
        text, size = self._text(), self.chance.randint(2, 3)
        start = self.chance.randrange(len(text.terms))
        terms, words = text.terms[start : start + size], text.words[start : start + size]
        known = all(self._frequency[term] >= _PHRASE_AT_LEAST for term in terms)
        known = known and all(map(self._is_one_term, words, terms))
        if len(terms) < size or not known or analyze(" ".join(words)) != list(enumerate(terms)):
            return None
        return Question(kind="phrase", operator="phrase", words=words, terms=terms)

    def filtered(self) -> Question | None:
        """Ask for a common word under one of the commonest values of a facet."""
        pair = self._word(self._text(), self._documents // 20, self._documents)
        chosen = self.chance.choice(self._values)
        if not pair:
            return None
        word, term = pair
        return Question(kind="filter", operator="and", words=(word,), terms=(term,), filter=chosen)

    def match_all(self) -> list[Question]:
        """Ask for all documents, then for those with the commonest value of each facet."""
        filters = (None, *self._commonest)
        return [Question(kind="all", operator="all", filter=chosen) for chosen in filters]

    def _single(self, kind: str, lowest: int, highest: int) -> Question | None:
        pair = self._word(self._text(), lowest, highest)
        return pair and Question(kind=kind, operator="and", words=pair[:1], terms=pair[1:])

    def _text(self) -> AnalysedText:
        return self.chance.choice(self._texts)

    def _size(self) -> int:
        return self.chance.randint(2, 4)

    def _word(self, text: AnalysedText, lowest: int, highest: int) -> tuple[str, str] | None:
        """Draw a word of the text; return it and its term.

        Return None if the word is short or a stop word, or if its term is in fewer than `lowest` or
        more than `highest` documents.
        """
        place = self.chance.randrange(len(text.terms))
        word, term = text.words[place], text.terms[place]
        fits = term != STOP_WORD and word.isalpha() and len(word) >= _SHORTEST
        fits = fits and lowest <= self._frequency[term] <= highest and analyze(word) == [(0, term)]
        return (word, term) if fits and self._is_one_term(word, term) else None

    def _is_one_term(self, word: str, term: str) -> bool:
        """Tell whether a word stands for this term alone: of the others, no engine is told."""
        return [t for t in self._forms.stems(word) if t in self._frequency] == [term]


def _joined(operator: Literal["and", "or"], pairs: list[tuple[str, str] | None]) -> Question | None:
    """Return the question about these words, or None if one is missing or comes twice."""
    found = [pair for pair in pairs if pair]
    words, terms = zip(*found, strict=True) if found else ((), ())
    if len(set(terms)) < len(pairs):
        return None
    return Question(kind=operator, operator=operator, words=words, terms=terms)
