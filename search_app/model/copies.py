"""Which documents are copies of each other? Those that have a key in common, or a chain of them.

A text that is handed in again is changed here and there, and seldom in its longest sentences.
"""

from hashlib import sha256

from search_app.model.document import Document

# How many of the longest sentences make the key, and how many hexadecimal digits it has.
_SENTENCES = 2
_DIGITS = 16
# Copies begin alike.
_CHARACTERS = 2_000
_LETTERS_MIN = 80


def text_key(document: Document) -> str:
    """Return what texts that are the same, or nearly so, have in common.

    "" when the text is too short to be told from others. Articles and questions have no key in
    common.
    """
    begun = document.text[:_CHARACTERS].replace("\n", " ").lower()
    sentences = {sentence for sentence in begun.split(". ") if sentence}
    if sum(map(len, sentences)) < _LETTERS_MIN:
        return ""
    longest = sorted(sentences, key=lambda sentence: (-len(sentence), sentence))[:_SENTENCES]
    return sha256("\n".join([document.kind, *longest]).encode()).hexdigest()[:_DIGITS]
