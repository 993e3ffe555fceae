"""Of which words is a written word an inflection?

Inflections of one word match one another, derivations do not: « hôpitaux » is a form of « hôpital »
and « hospitalier » is another word. The lexicon knows a lemma of most forms. Rules find the other
lemmas of a form that belongs to several words (« fils », « portes ») and the lemma of a form that
the lexicon does not know.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from search_app.french.folding import fold
from search_app.french.lexicon import LEXICON

UNACCENTED = "~"
"""Ends a word of a text that may have left its accents out: « jeune~ » may stand for « jeûne »."""

BETWEEN_LEMMAS = "|"
"""Stands between the lemmas of a form that belongs to several words."""

_ORDINAL = re.compile(r"([0-9]{1,3})(?:er|ere|re|e|eme|ieme|me|nd|nde)s?")
# The ways to write an ordinal that have neither gender nor number: « 5e », « 5ème », « cinquième ».
_ORDINAL_ENDINGS = ("e", f"e{UNACCENTED}")
_ORDINAL_FORM = re.compile(r"(?:[0-9]+(?:e|i?[eè]me)|[a-zè]+i[eè]me)~?")
# What stands in a noun, an adjective or a participle where an infinitive in -er has its ending.
_ENDING_OF_FIRST_GROUP = re.compile(r"(?:é|e)(?:e?s?)$")
# « élève » is a form of « élever », « règle » one of « régler ».
_OPEN_E = re.compile(r"è(?=[^aeiouyàâéèêëîïôùûü]+$)")
# The fewest letters of the singular of a word in -s: « bus » is no plural of « bu ».
_SHORTEST_SINGULAR = 3
# The masculine of feminine endings, where the lexicon knows it.
_MASCULINES = (("trice", "teur"), ("ive", "if"))
# For a form that the lexicon does not know, the first ending that it has is replaced. A verb is
# known by its participle, since few names end like one.
_UNKNOWN_ENDINGS = (
    ("eaux", "eau"), ("aux", "al"), ("trices", "teur"), ("trice", "teur"), ("euses", "eur"),
    ("euse", "eur"), ("iennes", "ien"), ("ienne", "ien"), ("ières", "ier"), ("ière", "ier"),
    ("elles", "el"), ("elle", "el"), ("ives", "if"), ("ive", "if"), ("erait", "é"),
    ("eront", "é"), ("era", "é"), ("aient", "é"), ("ait", "é"), ("ant", "é"), ("er", "é"),
    ("ées", "é"), ("ée", "é"), ("s", ""),
)  # fmt: skip
# The fewest letters that are left of such a form before its ending; before an -s one more, for
# « PFAS » is no plural.
_SHORTEST_UNKNOWN = 3
_SHORTEST_BEFORE_S = 4


def letters(written: str) -> str:
    """Return a written word without its accents and without UNACCENTED."""
    return fold(written.removesuffix(UNACCENTED))


def stem(word: str) -> str:
    """Return the term that the inflections of a word share.

    word: as written, in lower case, maybe with UNACCENTED. A form of several words has a term of
    its own: their lemmas, with BETWEEN_LEMMAS between two.
    """
    return BETWEEN_LEMMAS.join(lemmas(word))


def is_own_plural(word: str) -> bool:
    """Tell whether a written word in -s or -x is its own lemma: « cours », « prix »."""
    return word[-1:] in {"s", "x"} and word in lemmas(word)


def ordinal(word: str) -> str | None:
    """Return "5e" for « 5e », « 5ème » and « cinquième » as written, None for any other word."""
    # Few words end so: most need not be matched.
    if not word.endswith(_ORDINAL_ENDINGS) or not _ORDINAL_FORM.fullmatch(word):
        return None
    (lemma, *_) = lemmas(word)
    return lemma if _ORDINAL.fullmatch(lemma) else None


@lru_cache(maxsize=1 << 13)
def lemmas(word: str) -> tuple[str, ...]:
    """Return the words, in alphabetical order, that a written word may be an inflection of.

    A word with a digit is its own lemma, unless it is an ordinal: "13ème" and "13ieme" have the
    lemma "13e".
    """
    if word.endswith(UNACCENTED):
        folded = word.removesuffix(UNACCENTED)
        forms = set(LEXICON.accented(folded))
        if not forms or LEXICON.knows(folded):
            forms.add(folded)
        return tuple(sorted({lemma for form in forms for lemma in lemmas(form)}))
    if not word.isalpha():
        ordinal = _ORDINAL.fullmatch(fold(word))
        return (f"{ordinal[1]}e",) if ordinal else (word,)
    return LEXICON.exceptions.get(word) or tuple(sorted(_found(word))) or (_by_rules(word),)


def _found(word: str) -> set[str]:
    """Return the lemmas that the lexicon has for a form, itself or by rules; it may have none."""
    found = set(_chain(word))
    plural = word + "s"
    if word not in found and LEXICON.lemma(plural) == word:
        found.add(word)  # « donnée » is only known as a participle, « données » as a noun
    singular = word.removesuffix("s")
    if singular != word and len(singular) >= _SHORTEST_SINGULAR and LEXICON.lemma(singular):
        found |= set(lemmas(singular))
    for feminine, masculine in _MASCULINES:
        if word.endswith(feminine):
            other = word.removesuffix(feminine) + masculine
            if LEXICON.lemma(other):
                found = {other} | (found - {word})
    verbs = set(_verbs_of_first_group(word))
    if verbs:
        # Each form of such a noun or participle is one of the verb: the verb alone will do.
        found -= {word, singular, singular.removesuffix("e")}
    return found | verbs | set(_verbs_of_participle(singular))


def _chain(word: str) -> Iterator[str]:
    """Yield the lemma of a form, and the lemma of this lemma: « tenue », « tenu », « tenir »."""
    lemma = LEXICON.lemma(word)
    if lemma:
        yield lemma
        again = LEXICON.lemma(lemma)
        if again and again != lemma:
            yield again


def _verbs_of_participle(word: str) -> Iterator[str]:
    """Yield the infinitives in -ir and -re of a feminine participle: « prise », « conduite »."""
    participle = word.removesuffix("e")
    if participle == word or participle[-1:] not in {"s", "t", "u", "i"}:
        return
    # « suit » is no participle, for there is no plural « suits ».
    if participle.endswith("s") or LEXICON.lemma(participle + "s"):
        yield from (
            lemma
            for lemma in _chain(participle)
            if lemma != participle and lemma.endswith(("ir", "re"))
        )


def _verbs_of_first_group(word: str) -> Iterator[str]:
    """Yield the infinitives in -er that a noun, adjective or participle is also a form of."""
    ending = _ENDING_OF_FIRST_GROUP.search(word)
    if not ending:
        return
    root = word[: ending.start()]
    for written in dict.fromkeys((root, _OPEN_E.sub("e", root), _OPEN_E.sub("é", root))):
        infinitive = written + "er"
        if LEXICON.lemma(infinitive) == infinitive == LEXICON.lemma(_imperfect(written)):
            yield infinitive


def _imperfect(root: str) -> str:
    """Return the third person of a verb of the first group: « mange » → « mangeait »."""
    if root.endswith("g"):
        return root + "eait"
    return (root[:-1] + "ç" if root.endswith("c") else root) + "ait"


def _by_rules(word: str) -> str:
    """Return the likely lemma of a form that the lexicon does not know."""
    for ending, replacement in _UNKNOWN_ENDINGS:
        written = fold(ending) if word.isascii() else ending
        root = word.removesuffix(written)
        if ending == "s":
            is_plural = len(root) >= _SHORTEST_BEFORE_S and not root.endswith("s")
            return root if is_plural else word
        if root != word and len(root) >= _SHORTEST_UNKNOWN:
            return root + replacement
    return word
