"""What follows from the words and names that are counted in an index? All that a vocabulary has."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

from search_app.engine.embedded.segments.words import words_of
from search_app.french import (
    Beginnings,
    analyze,
    beginnings_of,
    compound_key,
    fold,
    spoken,
    stemmed,
)
from search_app.model.facet import FacetField
from search_app.model.vocabulary import Vocabulary

# The numbers below were chosen by hand.
# The fewest documents of a word that is found by its sound or by another word with its stem: what
# rarer ones have does not count where spellings are compared.
_FREQUENT_DOCUMENTS_MIN = 3
# The fewest letters of a sound that words are found by: too many words share a shorter one.
_SHORTEST_SOUND = 4
# The most characters of a title that is suggested.
_TITLE_CHARACTERS_MAX = 200
# The fewest documents that give an acronym the same long name.
_DOCUMENTS_MIN = 2
# The smallest share of the documents with an acronym that give it any long name. « Pas », « plus »
# and « des » have a smaller share: as words they are frequent, as acronyms rare.
_SPELT_OUT_SHARE_MIN = 0.02
# The most long names of an acronym.
_NAMES_MAX = 2
# The smallest share of the documents with any long name of an acronym that have a certain one.
_NAME_SHARE_MIN = 0.3


class Counted(NamedTuple):
    """What is counted in an index. words, accented, names: as in `Vocabulary`.

    found: the titles, acronyms and compounds that documents have, as `segments.names` has them.
    numbers: those of the questions.
    """

    words: Mapping[str, int]
    accented: Mapping[str, int]
    names: Collection[str]
    found: Mapping[str, Mapping[str, Any]]
    numbers: Iterable[str]


def vocabulary_of(
    counted: Counted,
    values: Mapping[FacetField, Mapping[str, int]],
    titles: Beginnings,
    stems: Callable[[], Mapping[str, int]],
) -> Vocabulary:
    """Return what is made of the words and names counted.

    values: those of the facets. stems: gives `stem_counts` of the words, which takes half of the
    time; it is asked last.
    """
    words = counted.words
    acronyms = believed_acronyms(counted.found.get("acronyms", {}), words)
    compounds: dict[str, Counter[str]] = {}
    for written, documents in counted.found.get("compounds", {}).items():
        compounds.setdefault(compound_key(written), Counter())[written] = documents
    return Vocabulary(
        words=words_of(words),
        accented=words_of(counted.accented),
        sounding=sounding(words),
        names=sorted(counted.names),
        acronyms={acronym: "\n".join(names) for acronym, names in acronyms.items()},
        acronyms_of=_acronyms_of(acronyms),
        values=values,
        titles=titles,
        compounds=words_of({key: forms.total() for key, forms in compounds.items()}),
        compound_forms={key: forms.most_common(1)[0][0] for key, forms in compounds.items()},
        numbers=sorted(set(counted.numbers)),
        stems=words_of(stems()),
    )


def titles_of(found: Mapping[str, Mapping[str, Any]]) -> Beginnings:
    """Return what finds the titles that documents have, but for those that nobody reads whole."""
    titles = found.get("titles", {})
    return beginnings_of([title for title in titles if len(title) <= _TITLE_CHARACTERS_MAX])


def sounding(words: Mapping[str, int]) -> dict[str, str]:
    """Return the words that have each sound, one space between two."""
    found: dict[str, list[str]] = {}
    for word, documents in words.items():
        if documents >= _FREQUENT_DOCUMENTS_MIN and word.isalpha():
            found.setdefault(spoken(word), []).append(word)
    return {
        sound: " ".join(sorted(alike))
        for sound, alike in found.items()
        if len(sound) >= _SHORTEST_SOUND
    }


def stem_counts(words: Mapping[str, int]) -> dict[str, int]:
    """Return how many documents have the most frequent word of each stem."""
    found: dict[str, int] = {}
    for word, documents in words.items():
        if documents >= _FREQUENT_DOCUMENTS_MIN and (stem := stemmed(word)) is not None:
            found[stem] = max(documents, found.get(stem, 0))
    return found


def _acronyms_of(acronyms: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the acronyms, in capitals, of the stems of each long name."""
    found: dict[str, list[str]] = {}
    for acronym, names in acronyms.items():
        for name in names:
            stems = " ".join(term for _, term in analyze(fold(name)))
            found.setdefault(stems, []).append(acronym.upper())
    return {stems: " ".join(listed) for stems, listed in found.items() if stems}


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
