"""Which documents does a site under attack search? Notices made of the words of the dossier.

They are drawn as words of a language are, a few of them often and most of them rarely, so that
common words have long posting lists.
"""

import random
import re
from pathlib import Path

from search_app.ingest.identity import article_id
from search_app.model.document import Source

# The documents that say of which reindex they are.
WITNESSES = 20
FIRST_YEAR = 1900
_MARK = re.compile(r"marque([0-9]+)")
# No part of a score or of a time: « 12.1904 ».
_YEAR = re.compile(r"(?<![0-9.])\b19[0-9]{2}\b")
DOSSIER = Path(__file__).resolve().parent.parent / "corpus"
_WORDS = 150


def write_notices(folder: Path, count: int) -> list[str]:
    """Write `count` notices into `folder`, and return the words that they are made of.

    The common words come first.
    """
    texts = [path.read_text(encoding="utf-8") for path in sorted(DOSSIER.rglob("*.md"))]
    words = list(dict.fromkeys(re.findall(r"[^\W\d_]{2,}", " ".join(texts))))
    draw = random.Random(1)  # noqa: S311 - the same notices in each run
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        title, text = (" ".join(draw.choices(words, weights, k=length)) for length in (8, _WORDS))
        day = f"{2018 + number % 7}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        (folder / f"{number:06}.md").write_text(
            f'---\ntitle: "{title}"\ndate: {day}\nnotice: true\n---\n\n{text}.\n', encoding="utf-8"
        )
    return words


def address_of(name: str) -> str:
    """Return the path of the page of a notice, `name` being that of its file."""
    return f"/documents/{article_id(Source(path=name))}"


def told(body: str) -> set[int]:
    """Return the numbers of the reindexes that the parts of an answer are of."""
    numbers = {int(number) for number in _MARK.findall(body)}
    return numbers | {int(year) - FIRST_YEAR for year in _YEAR.findall(body)}


def write_witnesses(corpus: Path, number: int) -> None:
    """Let each witness tell the number in its title, its text and its date."""
    for witness in range(WITNESSES):
        (corpus / f"temoin{witness:02}.md").write_text(
            f'---\ntitle: "Témoin marque{number}"\ndate: {FIRST_YEAR + number}-01-01\n'
            f"notice: true\n---\n\nLe témoin est de la marque{number}.\n",
            encoding="utf-8",
        )
