"""How is a title that the record has in capitals shown in a list? As a sentence.

The text of the document says how its words are written: « Iran », « SNCF », « santé ».
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from search_app.authority import renamed
from search_app.model.document import Document
from search_app.model.plain import plain
from search_app.model.results import Mark, Snippet
from search_app.web.typography import recut, typeset

_WORD = re.compile(r"\w+")
# What a word follows that may owe its capital to its place: the end of a sentence, a quotation.
_BEGINNING = re.compile(r"(?:^|[.!?…:«»(–—\n])[\s\u00a0\u202f]*$")
_BEFORE_CHARACTERS = 4
# A title has most of its words in the first lines; the end of a very long text is not needed.
_TEXT_CHARACTERS = 20_000
_LETTERS_MIN = 4
# Texts share most of their words.
_plain_word = lru_cache(maxsize=1 << 11)(plain)
_VOWELS = set("aeiouyœæ")


def is_in_capitals(title: str) -> bool:
    """Tell whether a title is written in capitals alone, and is no short acronym."""
    return title.isupper() and sum(map(str.isalpha, title)) >= _LETTERS_MIN


def title_in_sentence_case(document: Document, title: Snippet) -> Snippet:
    """Return the title of a document, at the same length, as a sentence when it is in capitals.

    title: that of `document`, in pieces.
    """
    whole = "".join([text for text, _ in title])
    if not is_in_capitals(whole):
        return title
    written = _written(whole, f"{document.text[:_TEXT_CHARACTERS]}\n{document.answer}")
    if " " not in whole and plain(whole) not in written:
        return title  # A single word that the text does not have may be an acronym.
    sentence = _WORD.sub(lambda found: written.get(plain(found[0])) or found[0].lower(), whole)
    return recut(title, sentence[:1].upper() + sentence[1:])


def listed_title(document: Document) -> str:
    """Return the title of a document as a list shows it."""
    ((title, _),) = title_in_sentence_case(document, ((document.title, Mark.NONE),))
    return typeset(title)


def _written(title: str, text: str) -> dict[str, str]:
    """Return how the words of a title are written in a text, by the words in small letters.

    A writing inside a sentence counts before one that begins it, and small letters before others.
    """
    wanted = {plain(word) for word in _WORD.findall(title)}
    lengths = set(map(len, wanted))
    found: dict[str, set[str]] = defaultdict(set)
    for word in set(_WORD.findall(text)):
        # Most words are of another length than those of the title, and need not be folded.
        if (
            len(word) in lengths
            and (folded := _plain_word(word)) in wanted
            and len(word) == len(folded)
        ):
            found[folded].update(_inside(word, text) if word.istitle() else {word})
    written = {word: word.upper() for word in wanted if _is_acronym(word)}
    return written | {word: max(forms, key=_smallness) for word, forms in found.items()}


def _inside(word: str, text: str) -> Iterator[str]:
    """Yield how each place of a text writes a word that has a capital, in small letters where it
    may owe the capital to its place.
    """
    for match in re.finditer(rf"\b{word}\b", text):
        start = match.start()
        before = text[max(0, start - _BEFORE_CHARACTERS) : start]
        yield word.lower() if _BEGINNING.search(before) else word


def _smallness(word: str) -> tuple[int, str]:
    return sum(map(str.islower, word)), word


def _is_acronym(word: str) -> bool:
    """Tell whether a word in small letters is a known acronym, or has no vowel (« RN »)."""
    return word in _acronyms() or (len(word) > 1 and word.isalpha() and not _VOWELS & set(word))


@lru_cache(maxsize=1)
def _acronyms() -> frozenset[str]:
    """Return the known acronyms, in small letters."""
    written = (name for one in renamed() for name in (*one.official, *one.everyday))
    return frozenset(name.lower() for name in written if name.isupper() and name.isalnum())
