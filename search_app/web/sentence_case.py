"""How is a title that the record has in capitals shown in a list? As a sentence.

The text of the document says how its words are written: « Iran », « SNCF », « santé ».
"""

import codecs
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from search_app.authority import renamed
from search_app.model.document import Document
from search_app.model.plain import plain
from search_app.model.results import Mark, Snippet
from search_app.web.typography import recut, typeset

_WORD = re.compile(r"\w+")
# What a word follows that may owe its capital to its place: the end of a sentence, a quotation. The
# stop of « M. » and « MM. » is none.
_BEGINNING = re.compile(r"(?:^|(?<!\bM)(?<!\bMM)\.|[!?…:«»(–—\n])[\s\u00a0\u202f]*$")
_BEFORE_CHARACTERS = 4
# A title has most of its words in the first lines; the end of a very long text is not needed.
_TEXT_CHARACTERS = 20_000
_LETTERS_MIN = 4
# To look for a few words in the bytes of a text takes a tenth of the time of cutting it into words.
_CODE_PAGE = "cp1252"
_INSTEAD = "search_app.sentence_case"
# A byte that no character has there.
_ELSE = 0x81
_VOWELS = set("aeiouyœæ")


def _folded(character: str) -> int:
    """Return the byte of a letter without accent and in lower case, a space for what is in no word.

    A letter that has no byte, or is several letters without its accent, becomes _ELSE.
    """
    if not _WORD.fullmatch(character):
        return ord(" ")
    letter = plain(character)
    byte = letter.encode(_CODE_PAGE, "ignore")
    return byte[0] if len(letter) == len(byte) == 1 else _ELSE


def _bytes_instead(error: UnicodeError) -> tuple[bytes, int]:
    """Return a byte for each character that the code page does not have, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return bytes(map(_folded, error.object[error.start : error.end])), error.end


codecs.register_error(_INSTEAD, _bytes_instead)
_FOLDED = bytes(
    byte if byte == _ELSE else _folded(bytes([byte]).decode(_CODE_PAGE, "replace"))
    for byte in range(256)
)


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
    parts = (part[:_TEXT_CHARACTERS] for part in (document.text, document.answer))
    written = _written(whole, "\n".join(parts))
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

    A writing inside a sentence counts before one that begins it, small letters before others, and
    what the text has most often before the rest: « la » rather than « là ».
    """
    folded = b" %b " % text.encode(_CODE_PAGE, _INSTEAD).translate(_FOLDED)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    wanted = {plain(word) for word in _WORD.findall(title)}
    for word in wanted:
        for start in _places(word.encode(_CODE_PAGE, _INSTEAD), folded):
            found[word][_inside(text, start, start + len(word))] += 1
    written = {word: word.upper() for word in wanted if _is_acronym(word)}
    return written | {word: _best(forms) for word, forms in found.items()}


def _places(word: bytes, folded: bytes) -> Iterator[int]:
    """Yield where a word starts in a text. folded: the text, and a space before and behind it."""
    sought = b" %b " % word
    place = folded.find(sought)
    while place >= 0:
        yield place
        place = folded.find(sought, place + len(word) + 1)


def _inside(text: str, start: int, end: int) -> str:
    """Return a word of a text, in small letters where it may owe a capital to its place."""
    word = text[start:end]
    before = text[max(0, start - _BEFORE_CHARACTERS) : start]
    return word.lower() if word.istitle() and _BEGINNING.search(before) else word


def _best(forms: Mapping[str, int]) -> str:
    return max(forms, key=lambda form: (sum(map(str.islower, form)), forms[form], form))


def _is_acronym(word: str) -> bool:
    """Tell whether a word in small letters is a known acronym, or has no vowel (« RN »)."""
    return word in _acronyms() or (len(word) > 1 and word.isalpha() and not _VOWELS & set(word))


@lru_cache(maxsize=1)
def _acronyms() -> frozenset[str]:
    """Return the known acronyms, in small letters."""
    written = (name for one in renamed() for name in (*one.official, *one.everyday))
    return frozenset(name.lower() for name in written if name.isupper() and name.isalnum())
