"""Who asks in an oral question, and where does the answer begin?

The record is of the whole exchange in the chamber. The chair gives the floor to the member who
asks, and then to the Government: "La parole est à M. le ministre …". Where the record does not say
so beyond doubt, nothing is parted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from search_app.ingest.json_questions.html_paragraphs import Paragraph
from search_app.ingest.plain import plain, plain_line

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
    """asker: name of the member who asks ("M. Paul Modèle"), "" when it is not certain.

    question: empty when it cannot be told for certain from the answer, which is then everything.
    """

    asker: str
    question: Sequence[Paragraph]
    answer: Sequence[Paragraph]


def part(paragraphs: Sequence[Paragraph]) -> Exchange:
    """Part an exchange, given without its title."""
    voices = _voices(paragraphs)
    asked_at = _asker(paragraphs, voices)
    answered_at = _answer(paragraphs, voices, asked_at)
    question = () if answered_at is None else paragraphs[:answered_at]
    return Exchange(_name(paragraphs, asked_at), question, paragraphs[len(question) :])


def _name(paragraphs: Sequence[Paragraph], asked_at: int | None) -> str:
    """Return the asker's name, unless the question is another member's."""
    if asked_at is None:
        return ""
    asks = paragraphs[asked_at]
    if _FOR_ANOTHER.search(plain(asks.text[:_OPENING_LENGTH])):
        return ""
    return " ".join(asks.speaker.split()).rstrip(" .,")


def _voices(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return who speaks in each paragraph; one without a name goes on with the one before."""
    voices = []
    voice = ""
    for paragraph in paragraphs:
        if paragraph.speaker:
            voice = _normal(paragraph.speaker).rstrip(" .,")
        voices.append(voice)
    return voices


def _asker(paragraphs: Sequence[Paragraph], voices: Sequence[str]) -> int | None:
    """Return where the member speaks first to whom the chair gives the floor first."""
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


def _answer(
    paragraphs: Sequence[Paragraph], voices: Sequence[str], asked_at: int | None
) -> int | None:
    """Return where the Government gets the floor or, when nobody gives it, where it speaks.

    A minister who speaks before having the floor interrupts, or answers out of turn: then only the
    silence of the asker from there on is certain.
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
    """Whether a member of the Government speaks: "M. Paul Modèle, ministre de la mer."."""
    return (
        paragraph.speaker.endswith(",")
        and _GOVERNMENT_ROLE.search(_normal(paragraph.role)) is not None
    )


@lru_cache(maxsize=10_000)
def _normal(text: str) -> str:
    """Return a name or an announcement as it is compared: names come again and again."""
    return plain_line(text)
