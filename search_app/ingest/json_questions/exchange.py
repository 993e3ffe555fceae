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
# « M. le président Paul Modèle », of a group or a commission, speaks as M. Paul Modèle.
_PRESIDES = re.compile(r"^(m\.|mme) l[ea] presidente? ")
_TITLE_ALONE = re.compile(r"(?:m\.|mme) l[ea] ")
_OFFICE = (
    r"(?:premiere? ministre|ministre|secretaire d'etat|garde des sceaux|haut[- ]commissaire)\b"
)
_GOVERNMENT_FLOOR = re.compile(rf"{_FLOOR}(?:m\.|mme) l[ea] {_OFFICE}")
_GOVERNMENT_ROLE = re.compile(rf"\b{_OFFICE}")
_OPENING_LENGTH = 300
_INTERRUPTION_LENGTH = 120
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
    floor = _PRESIDES.sub(r"\1 ", next(floors, ""))
    for index, (paragraph, voice) in enumerate(zip(paragraphs, voices, strict=True)):
        is_named = floor.startswith(voice) and not floor[len(voice) : len(voice) + 1].isalnum()
        if paragraph.speaker and voice and is_named and not _TITLE_ALONE.match(voice):
            return None if _is_government(paragraph) else index
    return None


def _answer_start(
    paragraphs: Sequence[Paragraph], voices: Sequence[str], asked_at: int | None
) -> int | None:
    """Return the index where the chair turns to the Government, or where it just speaks.

    The chair thanks the member and gives the floor in one turn, which is no part of the question. A
    minister who speaks without the chair may answer or interrupt; what is said is taken for the
    answer only if the member who asks says nothing from there on. Otherwise, and where nobody of
    the Government speaks, the answer is None.
    """
    asker = voices[asked_at] if asked_at is not None else None
    for index in range((asked_at or 0) + 1, len(paragraphs)):
        paragraph, is_chair = paragraphs[index], _CHAIR.fullmatch(voices[index])
        if is_chair and _GOVERNMENT_FLOOR.search(_normal(paragraph.text)):
            speaks = any(map(_is_government, paragraphs[index:]))
            return _chair_before(paragraphs, voices, index + 1, asker) if speaks else None
        if _is_government(paragraph) and not _interrupts(paragraph, asker, voices[index + 1 :]):
            turn_at = _chair_before(paragraphs, voices, index, asker)
            is_over = asker not in voices[index:]
            if asked_at is None or (turn_at is None and not is_over):
                return None
            return index if turn_at is None else turn_at
    return None


def _interrupts(paragraph: Paragraph, asker: str | None, following: Sequence[str]) -> bool:
    """Whether a minister says a few words, and the member who asks goes on."""
    said = len(paragraph.text) - len(paragraph.speaker) - len(paragraph.role)
    return said < _INTERRUPTION_LENGTH and following[:1] == [asker]


def _chair_before(
    paragraphs: Sequence[Paragraph], voices: Sequence[str], end: int, asker: str | None
) -> int | None:
    """Return where the chair first speaks between the last words of who asks and `end`.

    None when it does not. Others may speak meanwhile, in a few words. When it is unknown who asks,
    only what the chair says without a break counts.
    """
    found = None
    for index in range(end - 1, 0, -1):
        if _CHAIR.fullmatch(voices[index]):
            found = index
        elif (
            asker is None
            or voices[index] == asker
            or len(paragraphs[index].text) > _INTERRUPTION_LENGTH
        ):
            break
    return found


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
