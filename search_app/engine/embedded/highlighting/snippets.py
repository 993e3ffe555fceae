"""Which passages of a document answer the query, and which of their words match?"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from search_app.engine.embedded.highlighting.marks import Marking, Match
from search_app.engine.embedded.highlighting.text_words import AnalysedWords, TextWords
from search_app.model.document import Document
from search_app.model.expr import Scope
from search_app.model.floor import ends_of_floor, start_of_exchange
from search_app.model.query import Query
from search_app.model.results import Mark, Part, Passage, Snippet

PASSAGE_CHARACTERS = 240
# Only the beginning of a text is searched for passages: to analyse this much takes about 60 ms.
SEARCHED_CHARACTERS = 100_000
WordsIn = Callable[[Scope], TextWords]
"""Gives the words of the title, of the text or of the answer of a document."""
# How much of a passage stands before its first match.
LEAD_CHARACTERS = 60
# How much further a passage begins with its paragraph, where that names who speaks.
SPEAKER_CHARACTERS = 100
PASSAGES_OF_TEXT = 2
PASSAGES_OF_ANSWER = 1


def searched(document: Document, query: Query) -> dict[Scope, str]:
    """Return what is searched for matches of the title, the text and the answer of a hit."""
    end = None if query.whole_texts else SEARCHED_CHARACTERS
    return {
        Scope.TITLE: document.title,
        Scope.TEXT: document.text[:end],
        Scope.ANSWER: document.answer[:end],
    }


def analysed(texts: Mapping[Scope, str]) -> WordsIn:
    """Return what gives the words of texts that no index tells of."""
    return lambda scope: AnalysedWords(texts[scope])


def mark(text: str, marking: Marking, scope: Scope, words_in: WordsIn) -> Snippet:
    """Return the whole of `text` with the matches of the leaves that may stand in `scope`."""
    return _cut(text, 0, len(text), marking.matches_in(words_in(scope), scope))


class Marked(NamedTuple):
    """title, passages: of a hit, as `Hit` has them."""

    title: Snippet
    passages: tuple[Passage, ...]


def marked(
    document: Document, query: Query, marking: Marking, words_in: WordsIn, *, with_passages: bool
) -> Marked:
    """Return the title and the passages of a hit of `query`, with their matches."""
    return Marked(
        title=mark(document.title, marking, Scope.TITLE, words_in),
        passages=passages_for(document, query, marking, words_in) if with_passages else (),
    )


def passages_for(
    document: Document, query: Query, marking: Marking, words_in: WordsIn
) -> tuple[Passage, ...]:
    """Return the passages of a hit of `query`, as `Hit.passages` describes them."""
    if query.whole_texts:
        return (
            Passage(Part.TEXT, 0, mark(document.text, marking, Scope.TEXT, words_in)),
            Passage(Part.ANSWER, 0, mark(document.answer, marking, Scope.ANSWER, words_in)),
        )
    return passages(document, marking, words_in, every=query.every_passage)


def passages(
    document: Document, marking: Marking, words_in: WordsIn, *, every: bool = False
) -> tuple[Passage, ...]:
    """Return the best passages of the text, then of the answer, or `every` one with a match.

    Where neither has a match, return the beginning of the text.
    """
    found: list[Passage] = []
    for part, text, scope, count in (
        (Part.TEXT, document.text, Scope.TEXT, PASSAGES_OF_TEXT),
        (Part.ANSWER, document.answer, Scope.ANSWER, PASSAGES_OF_ANSWER),
    ):
        if not text:
            continue
        matches = [
            match
            for match in marking.matches_in(words_in(scope), scope)
            if match.end <= SEARCHED_CHARACTERS
        ]
        places = _every(text, matches) if every else _best(text, matches, count)
        found += [Passage(part, a, _cut(text, a, b, matches)) for a, b in places]
    if found:
        return tuple(found)
    part, text = (Part.TEXT, document.text) if document.text else (Part.ANSWER, document.answer)
    start = start_of_exchange(text)
    beginning = _cut(text, start, _word_end(text, start + PASSAGE_CHARACTERS), [])
    return (Passage(part, start, beginning),) if text else ()


def _every(text: str, matches: Sequence[Match]) -> Iterator[tuple[int, int]]:
    """Yield start and end of windows that follow each other and together have every match."""
    reached = 0
    for match_start, match_end, *_ in matches:
        if match_end <= reached:
            continue
        lead = match_start - LEAD_CHARACTERS
        start = _word_start(text, max(0, lead)) if lead >= reached else min(reached, match_start)
        while text[start].isspace():
            start += 1
        reached = _word_end(text, max(start + PASSAGE_CHARACTERS, match_end))
        yield start, reached


def _best(text: str, matches: Sequence[Match], count: int) -> list[tuple[int, int]]:
    """Return the windows with most different leaves, among equals with most matches."""
    windows = sorted(_windows(text, matches)) if matches else []
    chosen: list[tuple[int, int]] = []
    for _, _, start, end in windows:
        if all(end <= a or start >= b for a, b in chosen):
            chosen.append((start, end))
            if len(chosen) == count:
                break
    return sorted(chosen)


def _windows(text: str, matches: Sequence[Match]) -> Iterator[tuple[int, int, int, int]]:
    """Yield a window for each match, in front of which it begins.

    None begins with what the chair says before the speaker whose words match. Each is
    (− different leaves, − matches, start, end), so that the best window sorts first.
    """
    ends = [match.end for match in matches]
    floors = [0, *ends_of_floor(text)]
    for first, (match_start, match_end, *_) in enumerate(matches):
        floor = floors[bisect_right(floors, match_start) - 1]
        start = max(_start_before(text, match_start), floor)
        end = _word_end(text, max(start + PASSAGE_CHARACTERS, match_end))
        last = bisect_right(ends, end)
        leaves = {match.leaf for match in matches[first:last]}
        yield -len(leaves), first - last, start, end


def _start_before(text: str, match_start: int) -> int:
    """Return where a passage begins that leads to a match: with its paragraph, if that is near.

    So who speaks is not cut in two: « … Modèle, ministre. »
    """
    start = _word_start(text, max(0, match_start - LEAD_CHARACTERS))
    return text.rfind("\n", max(0, start - SPEAKER_CHARACTERS), start) + 1 or start


def _word_start(text: str, offset: int) -> int:
    """Move right to the beginning of a word."""
    if offset == 0:
        return 0
    space = text.find(" ", offset, offset + LEAD_CHARACTERS)
    return space + 1 if space >= 0 else offset


def _word_end(text: str, offset: int) -> int:
    """Move left to the end of a word."""
    if offset >= len(text):
        return len(text)
    space = text.rfind(" ", offset - LEAD_CHARACTERS, offset)
    return space if space >= 0 else offset


def _cut(text: str, start: int, end: int, matches: Sequence[Match]) -> Snippet:
    """Return `text[start:end]` in pieces.

    Matches marked for the same reason with nothing but spaces between them become one.
    """
    joined: list[tuple[int, int, Mark]] = []
    for span_start, span_end, _, why in matches:
        if span_start < start or span_end > end:
            continue
        if joined and joined[-1][2] is why and text[joined[-1][1] : span_start].isspace():
            joined[-1] = (joined[-1][0], span_end, why)
        else:
            joined.append((span_start, span_end, why))
    pieces: list[tuple[str, Mark]] = []
    position = start
    for span_start, span_end, why in joined:
        pieces += [(text[position:span_start], Mark.NONE), (text[span_start:span_end], why)]
        position = span_end
    pieces.append((text[position:end], Mark.NONE))
    return tuple(piece for piece in pieces if piece[0])
