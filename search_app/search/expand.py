"""Under which other names is what is asked for known? Acronyms, long names, renamed bodies.

Names come from the authority's list and from what the corpus itself spells out.
"""

from collections.abc import Mapping
from functools import cache

from search_app.authority import renamed
from search_app.french import STOP_WORDS, words
from search_app.model.expr import And, Expr, Or, Scope, Word
from search_app.model.vocabulary import Expansion, Vocabulary
from search_app.search.kept import KeptForVocabulary

_Key = tuple[str, ...]
_WORDS_MAX = 10


def expanded(expr: Expr, vocabulary: Vocabulary) -> tuple[Expr, tuple[Expansion, ...]]:
    """Return `expr` with the other names of what it names beside it, and what was put there.

    Plain words only, in any part of a document; the longest name counts.
    """
    if isinstance(expr, Word):
        expr = And((expr,))
    if not isinstance(expr, And):
        return expr, ()
    children: list[Expr] = []
    found: list[Expansion] = []
    position = 0
    while position < len(expr.children):
        length, names = _longest_name(expr.children[position:], vocabulary)
        named = expr.children[position : position + max(length, 1)]
        if names:
            typed = named[0] if len(named) == 1 else And(named)
            children.append(Or((typed, *(_named(name) for name in names))))
            text = " ".join(child.text for child in named if isinstance(child, Word))
            found.append(Expansion(typed=text, names=names))
        else:
            children += named
        position += len(named)
    return (children[0] if len(children) == 1 else And(tuple(children))), tuple(found)


def _named(name: str) -> Expr:
    return Word("-".join(words(name)))


def _longest_name(
    children: tuple[Expr, ...], vocabulary: Vocabulary
) -> tuple[int, tuple[str, ...]]:
    """Return how many of the first children are a name, and the other names of the same thing."""
    texts = []
    for child in children[:_WORDS_MAX]:
        if not isinstance(child, Word) or child.scope is not Scope.ANY:
            break
        texts.append(child.text)
    for length in range(len(texts), 0, -1):
        key = tuple(words(" ".join(texts[:length])))
        if length == 1 and _is_no_acronym(texts[0], key):
            break
        names = _other_names(key, vocabulary)
        if names:
            return length, names
    return 0, ()


def _is_no_acronym(text: str, key: _Key) -> bool:
    """Tell whether a word of the language is spelt like an acronym: « âme », « cet »."""
    is_word = not text.isascii() or any(word in STOP_WORDS for word in key)
    return is_word and not text.isupper() and key in _listed_acronyms()


@cache
def _listed_acronyms() -> frozenset[_Key]:
    return frozenset(tuple(words(n)) for names in renamed() for n in names if n.isupper())


def _other_names(key: _Key, vocabulary: Vocabulary) -> tuple[str, ...]:
    listed = _listed().get(key, ())
    if listed:
        return listed
    mined = vocabulary.acronyms.get("".join(key), ()) if len(key) == 1 else ()
    return mined or _acronyms_of(vocabulary).get(key, ())


@cache
def _listed() -> Mapping[_Key, tuple[str, ...]]:
    found: dict[_Key, tuple[str, ...]] = {}
    for names in renamed():
        for name in names:
            others = tuple(other for other in names if other != name)
            key = tuple(words(name))
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *others)))
    return found


def _reversed(vocabulary: Vocabulary) -> Mapping[_Key, tuple[str, ...]]:
    found: dict[_Key, tuple[str, ...]] = {}
    for acronym, names in vocabulary.acronyms.items():
        for name in names:
            key = tuple(words(name))
            found[key] = (*found.get(key, ()), acronym.upper())
    return found


_acronyms_of = KeptForVocabulary(_reversed).of
