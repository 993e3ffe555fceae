"""Which passages of a document answer the query, and which of their words match?

The few documents shown are analysed again, so the offsets are those of the original text.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import OSA

from search_app.french import analyze, analyze_strict, stemmed, tokenize, words
from search_app.model.document import Document
from search_app.model.expr import And, AtLeast, Expr, Fuzzy, Or, Phrase, Prefix, Scope, Word
from search_app.model.results import Snippet

PASSAGE_CHARACTERS = 240
# Beyond this, a text is not looked through for passages: about 60 ms of analysis.
LOOKED_THROUGH_CHARACTERS = 100_000
LEAD_CHARACTERS = 60
PASSAGES_OF_TEXT = 2
PASSAGES_OF_ANSWER = 1

Span = tuple[int, int, int]
"""Start and end offset of a match, and the number of the leaf that it answers."""
Leaf = Word | Phrase | Prefix | Fuzzy


def mark(text: str, expr: Expr, scope: Scope) -> Snippet:
    """Return the whole of `text` with its matches, those of `scope` only."""
    return _cut(text, 0, len(text), _spans(text, list(_leaves(expr, scope))))


def passages(document: Document, expr: Expr) -> tuple[Snippet, ...]:
    """Return the best passages of the text, then of the answer; the beginning when none matches."""
    question = document.text[:LOOKED_THROUGH_CHARACTERS]
    answer = document.answer[:LOOKED_THROUGH_CHARACTERS]
    found = _best(question, list(_leaves(expr, Scope.TEXT)), PASSAGES_OF_TEXT)
    found += _best(answer, list(_leaves(expr, Scope.ANSWER)), PASSAGES_OF_ANSWER)
    if found:
        return tuple(found)
    text = question or answer
    return (_cut(text, 0, _word_end(text, PASSAGE_CHARACTERS), []),) if text else ()


def whole_texts(document: Document, expr: Expr) -> tuple[Snippet, Snippet]:
    """Return the text and the answer, both whole and marked."""
    return mark(document.text, expr, Scope.TEXT), mark(document.answer, expr, Scope.ANSWER)


def _leaves(expr: Expr, scope: Scope) -> Iterator[Leaf]:
    """Leaves that make a document match; what stands under a Not does not."""
    match expr:
        case And(children) | Or(children) | AtLeast(_, children):
            for child in children:
                yield from _leaves(child, scope)
        case Word() | Phrase() | Prefix() | Fuzzy():
            if expr.scope in {Scope.ANY, scope}:
                yield expr


def _spans(text: str, leaves: Sequence[Leaf]) -> list[Span]:
    """Return the matches in order of their start, overlaps merged away."""
    tokens = tokenize(text)
    strict = [token.text for token in tokens]
    stems = [stemmed(word) for word in strict] if any(isinstance(x, Word) for x in leaves) else []
    spans = sorted(
        (tokens[first].start, tokens[last].end, number)
        for number, leaf in enumerate(leaves)
        for first, last in _leaf_places(leaf, strict, stems)
    )
    apart: list[Span] = []
    for start, end, number in spans:
        if apart and start < apart[-1][1]:
            last = apart.pop()
            apart.append((last[0], max(end, last[1]), last[2]))
        else:
            apart.append((start, end, number))
    return apart


def _leaf_places(
    leaf: Leaf, strict: Sequence[str], stems: Sequence[str | None]
) -> Iterator[tuple[int, int]]:
    """Yield the positions of the first and the last word of each match."""
    match leaf:
        case Word(text):
            return _sequences(analyze(text), 0, stems)
        case Phrase(text, slop):
            return _sequences(analyze_strict(text), slop, strict)
        case Prefix(text):
            return _forms(words(text), strict, lambda form, word: form.startswith(word))
        case Fuzzy(text, distance):
            return _forms(
                words(text),
                strict,
                lambda form, word: OSA.distance(word, form, score_cutoff=distance) <= distance,
            )


def _forms(
    parts: list[str], strict: Sequence[str], is_form: Callable[[str, str], bool]
) -> Iterator[tuple[int, int]]:
    """The forms of the last part and the exact words before it, by the rule of `compile`."""
    if not parts:
        return iter(())
    *before, last = parts
    wanted = {word for word in set(strict) if word in before or is_form(word, last)}
    return ((i, i) for i, word in enumerate(strict) if word in wanted)


def _sequences(
    wanted: list[tuple[int, str]], slop: int, terms: Sequence[str | None]
) -> Iterator[tuple[int, int]]:
    """Yield where the wanted terms stand in order, by the rule of `compile` for phrases."""
    if not wanted:
        return
    widest = max((b - a for (a, _), (b, _) in pairwise(wanted)), default=1)
    opening = wanted[0][1]
    for first in [i for i, term in enumerate(terms) if term == opening]:
        last: int | None = first
        for _, term in wanted[1:]:
            if last is None:
                break
            near = range(last + 1, min(last + widest + slop + 1, len(terms)))
            last = next((i for i in near if terms[i] == term), None)
        if last is not None:
            yield first, last


def _best(text: str, leaves: Sequence[Leaf], count: int) -> list[Snippet]:
    """Choose the windows with most different leaves, then most matches, then the earliest."""
    spans = _spans(text, leaves) if text and leaves else []
    chosen: list[tuple[int, int]] = []
    for _ in range(count):
        windows = [_window(text, spans, i) for i in range(len(spans))]
        free = [
            (len({n for _, _, n in inside}), len(inside), -start, end)
            for start, end, inside in windows
            if all(end <= a or start >= b for a, b in chosen)
        ]
        if not free:
            break
        _, _, negative_start, end = max(free)
        chosen.append((-negative_start, end))
    return [_cut(text, start, end, spans) for start, end in sorted(chosen)]


def _window(text: str, spans: list[Span], first: int) -> tuple[int, int, list[Span]]:
    start = _word_start(text, max(0, spans[first][0] - LEAD_CHARACTERS))
    end = _word_end(text, max(start + PASSAGE_CHARACTERS, spans[first][1]))
    last = bisect_right(spans, end, key=lambda span: span[1])
    return start, end, spans[first:last]


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


def _cut(text: str, start: int, end: int, spans: list[Span]) -> Snippet:
    """Return `text[start:end]` in pieces; matches with only spaces between them are one match."""
    joined: list[tuple[int, int]] = []
    for span_start, span_end, _ in spans:
        if span_start < start or span_end > end:
            continue
        if joined and text[joined[-1][1] : span_start].isspace():
            joined[-1] = (joined[-1][0], span_end)
        else:
            joined.append((span_start, span_end))
    pieces: list[tuple[str, bool]] = []
    position = start
    for span_start, span_end in joined:
        pieces += [(text[position:span_start], False), (text[span_start:span_end], True)]
        position = span_end
    pieces.append((text[position:end], False))
    return tuple(piece for piece in pieces if piece[0])
