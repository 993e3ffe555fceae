"""What do the key data of a question as text say?

They are its lines `key : value`, as the page of the question on the Assemblée's site has them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search_app.authority import group_name, ministry_name, topic_name
from search_app.ingest.dates import DateError, read_date
from search_app.ingest.question import named
from search_app.ingest.question_fields import read_legislature, read_number, read_type
from search_app.ingest.records import too_long
from search_app.ingest.texts.markup import strip_markup
from search_app.model.document import (
    NAME_LENGTH_MAX,
    AuthorityName,
    Event,
    EventKind,
    Status,
)
from search_app.model.errors import RecordError
from search_app.model.plain import plain_line

_NAMES = {
    "auteur": "author",
    "auteure": "author",
    "circonscription": "constituency",
    "groupe": "group",
    "groupe politique": "group",
    "legislature": "legislature",
    "type de question": "type",
    "numero de la question": "number",
    "rubrique": "topic",
    "ministere interroge": "ministry asked",
    "ministere attributaire": "ministry in charge",
    "page officielle": "page",
    "question publiee au jo le": "asked",
    "date de changement d'attribution": "reassigned",
    "date de signalement": "signalled",
    "date de renouvellement": "renewed",
    "reponse publiee au jo le": "answered",
    "question retiree le": "withdrawn",
}
_KEY_LENGTH_MAX = 60
_KEY = re.compile(r"(?:[-•]\s+)?([^:]+?)\s*:\s*(.*)")
_DASHES = "-–—"
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"]+")
_JO_PAGE = re.compile(r",?\s*\bp(?:age|\.)\s*(\d+)", re.IGNORECASE)
_REASON = re.compile(r"\(((?:[^()]|\([^()]*\))+)\)\s*$")  # a reason may have parentheses inside
_SEATED = re.compile(r"([^()]*\([^()]*\))(?:\s*[-–—]\s*(.*))?")


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the key data.

    name: one of the values of `_NAMES`. value: without markup. line: its number, 1-based.
    """

    name: str
    value: str
    line: int


def key_of(raw: str, line: int) -> Key | None:
    """Return the key in a line, None for a line without a key that is known."""
    if ":" not in raw[: _KEY_LENGTH_MAX + 10]:
        return None
    match = _KEY.fullmatch(strip_markup(raw))
    name = _NAMES.get(plain_line(match[1])) if match else None
    if match is None or name is None:
        return None
    if name == "page":  # its address may be the target of a link, which is taken away as markup
        address = _ADDRESS.search(raw)
        return Key(name, address[0] if address else "", line)
    return Key(name, " ".join(match[2].split()).strip(_DASHES + " "), line)


class KeyData:
    """The key data of one question. Each reading may raise RecordError with the line of a key."""

    def __init__(self, path: str, keys: Sequence[Key]) -> None:
        self._path = path
        self._keys = [key for key in keys if key.value]

    def value(self, name: str) -> str:
        return next((key.value for key in self._keys if key.name == name), "")

    def author(self) -> str:
        return self._name("author", self.value("author"))

    def number(self) -> str:
        return self._agreed("number", read_number)

    def legislature(self) -> str:
        return self._agreed("legislature", read_legislature)

    def type(self) -> str:
        return self._agreed("type", lambda value: read_type(value).value)

    def constituency_and_group(self) -> tuple[str, AuthorityName | None]:
        """Read the two from one value, "Hérault (7e circonscription) - Rassemblement National".

        The value is cut after the parenthesis, since names of departments and of groups have
        dashes of their own. A key "Groupe", where there is one, counts instead for the group.
        """
        seat = self.value("constituency")
        if match := _SEATED.fullmatch(seat):
            constituency, group = match[1], match[2] or ""
        else:
            constituency, _, group = seat.partition(" - ")
        constituency = self._name("constituency", constituency.strip())
        own = self.value("group")
        group = self._name("group", own or group, of_key="group" if own else "constituency")
        return constituency, named(group_name, group)

    def ministry(self, name: str) -> AuthorityName | None:
        return named(ministry_name, self._name(name, self.value(name)))

    def topic(self) -> AuthorityName | None:
        return named(topic_name, self._name("topic", self.value("topic")))

    def events(self) -> list[Event]:
        """Return the life cycle, in the order of the keys."""
        return [self._event(key) for key in self._keys if key.name in set(EventKind)]

    def status(self, *, has_answer: bool) -> Status | None:
        """Return the status, None for a text that tells of neither an answer nor a withdrawal."""
        if self.value(EventKind.WITHDRAWN):
            return Status.WITHDRAWN
        if has_answer or self.value(EventKind.ANSWERED):
            return Status.ANSWERED
        return None

    def _name(self, name: str, value: str, of_key: str = "") -> str:
        """Return a name that a key gives. Raises RecordError "value" when it is too long to be one.

        of_key: the key, when it is not called as the field.
        """
        if len(value) <= NAME_LENGTH_MAX:
            return value
        key = next(key for key in self._keys if key.name == (of_key or name))
        raise self._error("value", key, too_long(name, value, NAME_LENGTH_MAX))

    def _event(self, key: Key) -> Event:
        page, reason = _JO_PAGE.search(key.value), _REASON.search(key.value)
        date_text = _REASON.sub("", _JO_PAGE.sub("", key.value))
        try:
            day = read_date(date_text)
        except DateError as error:
            raise self._error("date", key, str(error)) from error
        return Event(
            kind=EventKind(key.name),
            date=day,
            page=page[1] if page else "",
            reason=reason[1].strip() if reason else "",
        )

    def _agreed(self, name: str, read: Callable[[str], str]) -> str:
        """Read a field that may stand both in the heading and in the key data, and must agree."""
        agreed = ""
        for key in self._keys:
            if key.name != name:
                continue
            try:
                value = read(key.value)
            except ValueError as error:
                raise self._error("value", key, f"{name} {key.value}") from error
            if agreed and value != agreed:
                raise self._error("value", key, f"{name} {agreed}, then {value}")
            agreed = value
        return agreed

    def _error(self, code: str, key: Key, detail: str) -> RecordError:
        return RecordError(path=self._path, line=key.line, code=code, detail=detail)
