"""Who asks in a question to the Government, and where does the answer begin?

The record of such a question is one text, the whole exchange in the chamber. The chair gives the
floor to the member who asks and then to the Government, with the words "La parole est à M. le
ministre …". Where the record leaves a doubt, the exchange is not cut in two.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from search_app.ingest.json_questions.html_paragraphs import Paragraph
from search_app.model.plain import plain, plain_line

_CHAIR = re.compile(r"m\. le president|mme la presidente")
_FLOOR = "la parole est a "
_TITLE_ALONE = re.compile(r"(?:m\.|mme) l[ea] ")
_OFFICE = (
    r"(?:premiere? ministre|ministre|secretaire d'etat|garde des sceaux|haut[- ]commissaire)\b"
)
_GOVERNMENT_FLOOR = re.compile(rf"{_FLOOR}(?:m\.|mme) l[ea] {_OFFICE}")
_GOVERNMENT_ROLE = re.compile(rf"\b{_OFFICE}")
_OPENING_LENGTH = 300
_FOR_ANOTHER = re.compile(r"question de m(?:on|a) collegue|au nom de m(?:on|a) collegue")


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exchange cut into question and answer.

    asker: name of the member who asks ("M. Paul Modèle"), "" when it is uncertain. question: empty
    when it is uncertain where it ends; the whole exchange is then in `answer`.
    """

    asker: str
    question: Sequence[Paragraph]
    answer: Sequence[Paragraph]


def split_exchange(paragraphs: Sequence[Paragraph]) -> Exchange:
    """Cut an exchange, given without its title, into question and answer."""
    voices = _voices(paragraphs)
    asked_at = _question_start(paragraphs, voices)
    answered_at = _answer_start(paragraphs, voices, asked_at)
    question = () if answered_at is None else paragraphs[:answered_at]
    return Exchange(_name(paragraphs, asked_at), question, paragraphs[len(question) :])


def _name(paragraphs: Sequence[Paragraph], asked_at: int | None) -> str:
    """Return the name of who asks, "" when it is unknown or the question is another member's."""
    if asked_at is None:
        return ""
    asks = paragraphs[asked_at]
    if _FOR_ANOTHER.search(plain(asks.text[:_OPENING_LENGTH])):
        return ""
    return " ".join(asks.speaker.split()).rstrip(" .,")


def _voices(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return who speaks in each paragraph; without a name, it is who spoke before."""
    voices = []
    voice = ""
    for paragraph in paragraphs:
        if paragraph.speaker:
            voice = _normal(paragraph.speaker).rstrip(" .,")
        voices.append(voice)
    return voices


def _question_start(paragraphs: Sequence[Paragraph], voices: Sequence[str]) -> int | None:
    """Return the index where the member begins to whom the chair first gives the floor.

    None when the chair names nobody who then speaks, or names a member of the Government.
    """
    floors = (
        _normal(paragraph.text).rpartition(_FLOOR)[2]
        for paragraph, voice in zip(paragraphs, voices, strict=True)
        if _CHAIR.fullmatch(voice) and _FLOOR in _normal(paragraph.text)
    )
    floor = next(floors, "")
    for index, (paragraph, voice) in enumerate(zip(paragraphs, voices, strict=True)):
        is_named = floor.startswith(voice) and not floor[len(voice) : len(voice) + 1].isalnum()
        if paragraph.speaker and voice and is_named and not _TITLE_ALONE.match(voice):
            return None if _is_government(paragraph) else index
    return None


def _answer_start(
    paragraphs: Sequence[Paragraph], voices: Sequence[str], asked_at: int | None
) -> int | None:
    """Return the index where the chair gives the floor to the Government, or where it just speaks.

    A minister who speaks without having been given the floor may answer or interrupt; what is said
    is taken for the answer only if the member who asks says nothing from there on. Otherwise, and
    where nobody of the Government speaks, the answer is None.
    """
    speaks_at = next((i for i, p in enumerate(paragraphs) if _is_government(p)), None)
    if speaks_at is None:
        return None
    for index in range((asked_at or 0) + 1, speaks_at):
        if _CHAIR.fullmatch(voices[index]) and _GOVERNMENT_FLOOR.search(
            _normal(paragraphs[index].text)
        ):
            return index
    if asked_at is None or speaks_at < asked_at or voices[asked_at] in voices[speaks_at:]:
        return None
    return speaks_at


def _is_government(paragraph: Paragraph) -> bool:
    """Whether a member of the Government begins to speak: "M. Paul Modèle, ministre de la mer."."""
    return (
        paragraph.speaker.endswith(",")
        and _GOVERNMENT_ROLE.search(_normal(paragraph.role)) is not None
    )


@lru_cache(maxsize=10_000)
def _normal(text: str) -> str:
    """Return the plain line of a text; it is cached because the same few names recur."""
    return plain_line(text)
