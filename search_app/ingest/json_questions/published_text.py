"""Which text counts, when a question or its answer has several?

Pieces of one publication are put together. What was published again on a later day, with other
words, is a corrected text: the newest counts, and those before it are kept as what was corrected.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from search_app.ingest.json_questions.days import read_day, written_day
from search_app.ingest.json_questions.html_paragraphs import Paragraph, html_paragraphs
from search_app.ingest.json_questions.values import raw_texts
from search_app.ingest.records import error_at
from search_app.mentions import DateError
from search_app.model.document import Source

_HEADING = re.compile(
    r"\s*(?P<number>\d[\d\s]*)\.\s*[—–-]\s*\d\d?(?:er)?\s+[^\W\d]+\.?\s+\d{4}\s*\.\s*[—–-]\s*"
)


@dataclass(frozen=True, slots=True)
class PublishedText:
    """The text that counts, and what it replaced.

    replaced: each older text with the day on which the next one took its place, oldest first.
    """

    paragraphs: Sequence[Paragraph]
    replaced: tuple[tuple[dt.date, str], ...] = ()


def published_text(elements: Sequence[Any], number: str, source: Source) -> PublishedText:
    """Read the text of the elements `texteQuestion` or `texteReponse` of one question.

    An element without a day belongs to every publication. A heading "13382. — 10 mars 2026. — " is
    left out when `number` is the question's own. Raises RecordError "size" for a fragment of HTML
    that is not given to the parser.
    """
    dated = [(_day(element), element) for element in elements]
    days: list[dt.date | None] = [*sorted({day for day, _ in dated if day})]
    versions: list[tuple[dt.date | None, Sequence[Paragraph]]] = []
    for day in days or [None]:
        of_day = (element for its_day, element in dated if its_day in {day, None})
        found = _without_heading(_paragraphs(of_day, source), number)
        if found and (not versions or joined(found) != joined(versions[-1][1])):
            versions.append((day, found))
    replaced = tuple((day, joined(old)) for (_, old), (day, _) in pairwise(versions) if day)
    return PublishedText(versions[-1][1] if versions else (), replaced)


def fragment(html: str, source: Source) -> list[Paragraph]:
    """Return the `html_paragraphs` of a fragment. Raises RecordError "size"."""
    try:
        return html_paragraphs(html)
    except ValueError as error:
        raise error_at(source, "size", str(error)) from error


def joined(paragraphs: Sequence[Paragraph]) -> str:
    return "\n\n".join(paragraph.text for paragraph in paragraphs)


def _day(element: Any) -> dt.date | None:
    try:
        return read_day(written_day(element))
    except DateError:  # the life cycle reports it
        return None


def _paragraphs(elements: Iterable[Any], source: Source) -> list[Paragraph]:
    """Return the paragraphs of some elements; a text given twice counts once."""
    texts = dict.fromkeys(one for found in elements for one in raw_texts(found.get("texte")))
    return [paragraph for one in texts for paragraph in fragment(one, source)]


def _without_heading(paragraphs: list[Paragraph], number: str) -> list[Paragraph]:
    heading = _HEADING.match(paragraphs[0].text) if paragraphs else None
    if heading is None or "".join(heading["number"].split()) != number:
        return paragraphs
    rest = paragraphs[0].text[heading.end() :]
    return [replace(paragraphs[0], text=rest), *paragraphs[1:]] if rest else paragraphs[1:]
