"""Under which other names is what is asked for known? Acronyms, long names, renamed bodies.

Names come from the authority's list and from what the corpus itself spells out.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from search_app.authority import renamed
from search_app.french import LIGHT_WORDS, STOP_WORDS, analyze, words
from search_app.model.expr import (
    Alternative,
    AlternativeKind,
    Alternatives,
    Expr,
    Word,
    all_of,
    is_plain,
)
from search_app.model.vocabulary import Expansion, Vocabulary
from search_app.search.kept import KeptWith
from search_app.search.runs import in_each_run

_Stems = tuple[str, ...]
_WORDS_MAX = 10


def expanded(expr: Expr, vocabulary: Vocabulary) -> tuple[Expr, tuple[Expansion, ...]]:
    """Return `expr` with the other names of what it names beside it, and what was put there.

    Plain words only, in any part of a document; the longest name counts.
    """
    found: list[Expansion] = []

    def change(run: Sequence[Expr]) -> Sequence[Expr]:
        return _in_run(run, vocabulary, found)

    return in_each_run(expr, change), tuple(found)


def _in_run(
    parts: Sequence[Expr], vocabulary: Vocabulary, found: list[Expansion]
) -> Sequence[Expr]:
    """Put other names beside what names something; each is added to `found`."""
    made: list[Expr] = []
    position = 0
    while position < len(parts):
        length, names = _longest_name(parts[position:], vocabulary)
        named = parts[position : position + max(length, 1)]
        if names:
            others = tuple(Alternative(AlternativeKind.NAME, _named(name)) for name in names)
            made.append(Alternatives(all_of(named, in_order=True), others))
            text = " ".join(part.text for part in named if isinstance(part, Word))
            found.append(Expansion(typed=text, names=names))
        else:
            made += named
        position += len(named)
    return made


def _named(name: str) -> Expr:
    return Word("-".join(words(name)))


def _longest_name(children: Sequence[Expr], vocabulary: Vocabulary) -> tuple[int, tuple[str, ...]]:
    """Return how many of the first children are a name, and the other names of the same thing."""
    texts = []
    for child in children[:_WORDS_MAX]:
        if not is_plain(child):
            break
        texts.append(child.text)
    for length in range(len(texts), 0, -1):
        named = texts[:length]
        if length > 1 and (_is_small(named[0]) or _is_small(named[-1])):
            continue
        names = _other_names(named, vocabulary)
        if names:
            return length, names
    return 0, ()


def _is_small(text: str) -> bool:
    return all(word in STOP_WORDS for word in words(text))


def _other_names(named: list[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    text = " ".join(named)
    folded = words(text)
    names: tuple[str, ...] = ()
    if len(folded) == 1 and not _is_plain_word(text):
        names = _listed().get(folded[0], ()) or vocabulary.acronyms.get(folded[0], ())
    key = _stems(text)
    return names or _listed().get(key, ()) or acronyms_of(vocabulary).get(key, ())


def _is_plain_word(text: str) -> bool:
    """Tell whether a word of the language is spelt like an acronym: « âme », « ce », « ai »."""
    is_word = not text.isascii() or any(word in STOP_WORDS | LIGHT_WORDS for word in words(text))
    return is_word and not text.isupper()


def _stems(name: str) -> _Stems:
    """Return what inflections and small words do not change: « des congés de maternité »."""
    return tuple(term for _, term in analyze(name))


@cache
def _listed() -> Mapping[_Stems | str, tuple[str, ...]]:
    """Return the other names by the word, of a name of one word, and by the stems of a name.

    Acronyms have no stems: « ARE » is not « arer ». What people say is not searched for the
    official name: few documents say it.
    """
    found: dict[_Stems | str, tuple[str, ...]] = {}
    for official, everyday in renamed():
        for name in (*official, *everyday):
            others = tuple(other for other in official if other != name)
            folded = words(name)
            keys: list[_Stems | str] = [] if name.isupper() else [_stems(name)]
            for key in (*keys, *(folded if len(folded) == 1 else ())):
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), *others)))
    return found


def _reversed(vocabulary: Vocabulary) -> Mapping[_Stems, tuple[str, ...]]:
    found: dict[_Stems, tuple[str, ...]] = {}
    for acronym, names in vocabulary.acronyms.items():
        for name in names:
            found[_stems(name)] = (*found.get(_stems(name), ()), acronym.upper())
    return found


acronyms_of = KeptWith(_reversed).of
