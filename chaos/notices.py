"""Which documents does a site under attack search? Notices made of the words of the dossier.

They are drawn as words of a language are, a few of them often and most of them rarely, so that
common words have long posting lists.
"""

import random
import re
from pathlib import Path

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
