"""How is a word written, and which accents may it lack?

A word is written in lower case with its accents. Where accents may have been left out, it ends with
UNACCENTED: in capitals (« ELEVE »), behind a capital (« Ecole »), in a word that does not exist
without them (« ecole »), and in a text that has none.
"""

import re

from search_app.french.folding import simplified
from search_app.french.lexicon import LEXICON
from search_app.french.stemming import UNACCENTED

# A text of so many characters or more that has no accent at all was written without them: among a
# hundred characters of French, three have one.
_BARE_CHARACTERS_MIN = 250
_ACCENT = re.compile(r"[^\x00-\x7f·]")


def is_bare(text: str) -> bool:
    """Tell whether a text was written without accents."""
    return len(text) >= _BARE_CHARACTERS_MIN and not _ACCENT.search(simplified(text))


def written(word: str) -> str:
    """Return a word in lower case, with UNACCENTED if it lacks the accents that it should have."""
    lower = word.lower()
    if not word.isascii() or not (accented := LEXICON.accented(lower)):
        return lower
    if word == lower:
        lacks_accents = not LEXICON.knows(lower)
    else:
        in_capitals = word.isupper() and len(word) > 1
        lacks_accents = in_capitals or any(form[1:] == lower[1:] for form in accented)
    return lower + UNACCENTED if lacks_accents else lower


def written_bare(word: str) -> str:
    """Return a word of a text without accents, with UNACCENTED if it may have some."""
    lower = written(word)
    return lower + UNACCENTED if LEXICON.accented(lower) else lower
