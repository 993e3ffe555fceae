"""How else does the corpus write a typed word? « nutri-score », « nutriscore », « nutri score ».

Each other writing is searched beside the word. What the analysis makes the same, such as
« L. 521-1 » and « L521-1 », needs no other writing.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import chain

from search_app.french import PART, STOP_WORDS, known_halves, possible_halves, words
from search_app.model.expr import Alternative, AlternativeKind, Alternatives, Expr, Word, is_plain
from search_app.model.vocabulary import Vocabulary
from search_app.search.context import CountDocuments
from search_app.search.runs import in_every_run

# The letters of the articles of codes that are cited by a number alone: « 521-1 ».
_CODE_LETTERS = ("l", "r", "d", "lo", "lp", "a")
_ARTICLE_NUMBER = re.compile(rf"[0-9]{{3,4}}(?:{PART}[0-9]+)+")
# How a unit behind a number is written out.
_WRITTEN_OUT = {
    "kmh": ("kilomètres-à-l'heure", "kilomètres-par-heure", "kilomètres-heure"),
    "km": ("kilomètres",),
    "m2": ("mètres-carrés",),
    "m3": ("mètres-cubes",),
    "ha": ("hectares",),
    "kg": ("kilos", "kilogrammes"),
    "kwh": ("kilowattheures",),
    "mw": ("mégawatts",),
    "gw": ("gigawatts",),
    "twh": ("térawattheures",),
}
# The numbers below were chosen by hand.
# The most ways to cut a word that are counted.
_CUTS_MAX = 3
# How many times as many documents may write two words apart as write them in one. In the others
# the one word is a slip: « santepublique ».
_APART_MAX = 20


def with_other_writings(
    expr: Expr, vocabulary: Vocabulary, count_documents: CountDocuments
) -> Expr:
    """Return `expr` with the other writings of its words beside them.

    `count_documents` is asked only about words that may be two, and two that may be one.
    """
    corpus = _Corpus(vocabulary.words, count_documents)

    def change(run: Sequence[Expr]) -> Sequence[Expr]:
        made: list[Expr] = []
        for part in run:
            compound = corpus.compound(made[-1], part) if made else None
            if compound:
                made[-1] = compound
            else:
                made.append(part)
        return [_beside(part, corpus.others(part)) if is_plain(part) else part for part in made]

    return in_every_run(expr, change)


class _Corpus:
    """known: the folded words of the corpus, with the number of documents that have each."""

    def __init__(self, known: Mapping[str, int], count_documents: CountDocuments) -> None:
        self._known = known
        self._count_documents = count_documents

    def compound(self, before: Expr, after: Expr) -> Word | None:
        """Return the compound that two words typed apart are, or None."""
        if not (is_plain(before) and is_plain(after)):
            return None
        first, last = words(before.text), words(after.text)
        if not (len(first) == len(last) == 1 and first[0].isalpha() and last[0].isalpha()):
            return None
        compound = Word(f"{before.text} {after.text}")
        if first[0] in STOP_WORDS:
            is_name = before.text[0].isupper() and after.text[0].isupper()  # « Le Clerc »
            is_one = self._documents(first[0] + last[0]) and not self._documents(last[0])
            return compound if is_name and is_one else None
        for whole in (first[0] + last[0], first[0].removesuffix("s") + last[0]):
            cut = (whole.removesuffix(last[0]), last[0])
            documents = self._documents(whole)
            if cut in [*known_halves(whole)] and (documents or self._count_documents(compound)):
                return compound
            if documents and cut in [*possible_halves(whole)]:
                apart = self._count_documents(compound)
                return compound if apart <= _APART_MAX * documents else None
        return None

    def _documents(self, word: str) -> int:
        """Return how many documents have a word, in the singular or the plural."""
        singular = word.removesuffix("s")
        return max(self._known.get(form, 0) for form in (singular, f"{singular}s"))

    def _whole(self, first: str, *others: str) -> str | None:
        """Return the one word of the corpus that several are in one: « plates-formes », too."""
        wholes = ("".join((form, *others)) for form in (first, first.removesuffix("s")))
        return next((w for w in wholes if w.isalpha() and self._documents(w)), None)

    def others(self, part: Word) -> list[str]:
        """Return the other writings of a part that documents have, each as it is typed."""
        typed = words(part.text)
        whole = "".join(typed)
        if _ARTICLE_NUMBER.fullmatch(whole):
            texts = [letters + whole for letters in _CODE_LETTERS]
            return [text for text in texts if self._count_documents(Word(text))]
        if len(typed) > 1:
            *number, unit = typed
            if all(map(str.isdigit, number)) and unit in _WRITTEN_OUT:
                texts = ["-".join((*number, out)) for out in _WRITTEN_OUT[unit]]
                return [text for text in texts if self._count_documents(Word(text))]
            return [one] if (one := self._whole(*typed)) else []
        if not whole.isalpha() or whole in STOP_WORDS:
            return []
        cuts = chain(known_halves(whole), possible_halves(whole))
        texts = ["-".join(cut) for cut in cuts if self._known.keys() >= {*cut}][:_CUTS_MAX]
        return [text for text in texts if self._count_documents(Word(text))][:1]


def _beside(word: Word, texts: Sequence[str]) -> Expr:
    others = tuple(Alternative(AlternativeKind.WRITING, Word(text)) for text in texts)
    return Alternatives(word, others) if others else word
