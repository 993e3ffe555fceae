"""Under which other names is the thing known that a query names?

They are acronyms, the long names of acronyms, and former or later names of bodies. Some are in the
list of the `authority` room; others are acronyms that documents of the corpus spell out.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from search_app import beside_bytecode
from search_app.authority import names_file, renamed
from search_app.code_digest import module_code
from search_app.french import LEXICON, LIGHT_WORDS, STOP_WORDS, analyze, digest, words
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
from search_app.search.runs import in_each_run

_Stems = tuple[str, ...]
_KEPT = "other-names.json"
# The most parts of a query that are looked up as one name; few listed names are longer.
_PARTS_MAX = 10


def expanded(expr: Expr, vocabulary: Vocabulary) -> tuple[Expr, tuple[Expansion, ...]]:
    """Return `expr` with the other names beside each name in it, and the expansions made.

    Only plain words, without a field, can be a name. Where one name is the beginning of another,
    the longer one counts.
    """
    expansions: list[Expansion] = []

    def change(run: Sequence[Expr]) -> Sequence[Expr]:
        return _with_other_names(run, vocabulary, expansions)

    return in_each_run(expr, change), tuple(expansions)


def _with_other_names(
    parts: Sequence[Expr], vocabulary: Vocabulary, expansions: list[Expansion]
) -> Sequence[Expr]:
    """Put the other names beside each name, and append them to `expansions`."""
    made: list[Expr] = []
    position = 0
    while position < len(parts):
        length, names = _longest_name(parts[position:], vocabulary)
        named = parts[position : position + max(length, 1)]
        if names:
            others = tuple(Alternative(AlternativeKind.NAME, _side_by_side(n)) for n in names)
            made.append(Alternatives(all_of(named, in_order=True), others))
            text = " ".join(part.text for part in named if isinstance(part, Word))
            expansions.append(Expansion(typed=text, names=names))
        else:
            made += named
        position += len(named)
    return made


def _side_by_side(name: str) -> Expr:
    return Word("-".join(words(name)))


def _longest_name(parts: Sequence[Expr], vocabulary: Vocabulary) -> tuple[int, tuple[str, ...]]:
    """Return how many of the first parts are a name, and the other names of the same thing.

    These are 0 and () when no name begins with the first part.
    """
    texts = []
    for part in parts[:_PARTS_MAX]:
        typed = _as_typed(part)
        if not is_plain(typed):
            break
        texts.append(typed.text)
    for length in range(len(texts), 0, -1):
        named = texts[:length]
        if length > 1 and (_is_small(named[0]) or _is_small(named[-1])):
            continue
        names = _other_names(named, vocabulary)
        if names:
            return length, names
    return 0, ()


def _as_typed(part: Expr) -> Expr:
    """Return a part without its other writings: a name is known by the words typed."""
    match part:
        case Alternatives(typed, (first, *_)) if first.kind is AlternativeKind.WRITING:
            return typed
    return part


def _is_small(text: str) -> bool:
    return all(word in STOP_WORDS for word in words(text))


def _other_names(named: list[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the other names of a name, which is given word by word.

    A single word is looked up in its very form first, since it may be an acronym, and then without
    the -s of a plural that is no word of the language.
    """
    text = " ".join(named)
    folded = words(text)
    names: tuple[str, ...] = ()
    if len(folded) == 1 and not _is_ordinary_word(text):
        forms = folded if LEXICON.has(folded[0]) else [*folded, folded[0].removesuffix("s")]
        found = (tuple(_listed().get(f, ())) or _lines(vocabulary.acronyms.get(f)) for f in forms)
        names = next(filter(None, found), ())
    key = _stems(text)
    acronyms = vocabulary.acronyms_of.get(" ".join(key), "")
    return names or tuple(_listed().get(_by_stems(key), ())) or tuple(acronyms.split())


def _lines(names: str | None) -> tuple[str, ...]:
    return tuple(names.split("\n")) if names else ()


def _is_ordinary_word(text: str) -> bool:
    """Tell whether a text is a word of the language, as « âme », « ce » and « ai », that folded
    looks like an acronym. In capitals it is taken for the acronym.
    """
    is_word = not text.isascii() or any(word in STOP_WORDS | LIGHT_WORDS for word in words(text))
    return is_word and not text.isupper()


def _stems(name: str) -> _Stems:
    """Return the key of a name: neither its inflections nor its stop words change it.

    « des congés de maternité » and « congé maternité » have the same key.
    """
    return tuple(term for _, term in analyze(name))


def _by_stems(stems: _Stems) -> str:
    """Return the key of stems among words: no word begins with a space."""
    return " " + " ".join(stems)


@cache
def _listed() -> Mapping[str, Sequence[str]]:
    """Return the other names of each name that the authority lists.

    To analyse the names takes 0.03 s of the first search, so what is found is kept.
    """
    decisive = digest(), names_file(), module_code(renamed.__module__), module_code(__name__)
    return beside_bytecode.made(_KEPT, decisive, _analysed)


def _analysed() -> dict[str, list[str]]:
    """Return the other names of each name.

    The keys are the stems of a name and, where it is one word, that word. An acronym is not found
    by its stem, because « ARE » is not the verb « arer ». The values are official names only: few
    documents have the everyday ones.
    """
    found: dict[str, list[str]] = {}
    for official, everyday in renamed():
        for name in (*official, *everyday):
            others = tuple(other for other in official if other != name)
            folded = words(name)
            keys = [] if name.isupper() else [_by_stems(_stems(name))]
            for key in (*keys, *(folded if len(folded) == 1 else ())):
                found[key] = list(dict.fromkeys((*found.get(key, ()), *others)))
    return found
