"""Which sentences of a document have a word?

Only these are analysed to see how the word is written: whole documents would take four times as
long.
"""

import re
from dataclasses import replace
from itertools import islice

from search_app.engine.embedded.schema import STEMMED_OF
from search_app.french import fold
from search_app.model.document import Document

# The most sentences of a text that are kept, chosen by hand.
_SENTENCES = 3
# What may stand inside a word: « 1 000 », « C.N.I.L. », « aujourd’hui ».
_JOINT = "[ .']*"
_WITHOUT_JOINTS = str.maketrans("", "", " .'")
# The point of « L. 521-1 » ends no sentence.
_SENTENCE_END = re.compile(r"(?<=[.;:!?])(?<!\b[A-Z]\.)\s+")


def sentences_with(word: str, document: Document, part: str) -> Document:
    """Return the document with only those sentences of one part that have a folded word.

    part: "title", "text" or "answer". The other two parts are empty.
    """
    kept = {part: _with(word, getattr(document, part))}
    title, text, answer = (kept.get(name, "") for name in STEMMED_OF.values())
    return replace(document, title=title, text=text, answer=answer)


def _with(word: str, text: str) -> str:
    """Return the first sentences of a text that have a folded word, as one text."""
    is_in = re.compile(rf"(?<![a-z0-9]){_JOINT.join(map(re.escape, word))}(?![a-z0-9])").search

    def has_word(sentence: str) -> bool:
        folded = fold(sentence).lower()
        # To look for a substring first is faster than the regular expression.
        return word in folded.translate(_WITHOUT_JOINTS) and bool(is_in(folded))

    return " ".join(islice(filter(has_word, _SENTENCE_END.split(text)), _SENTENCES))
