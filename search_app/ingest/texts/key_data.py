"""What do the key data of a question as text say?

They are its lines `key : value` or `key > value`, as the pages of the Assemblée's site have them.
One line may hold several.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search_app.authority import group_name, ministry_name, topic_name
from search_app.ingest.question import named
from search_app.ingest.question_fields import read_legislature, read_number, read_type
from search_app.ingest.records import too_long
from search_app.ingest.texts.markup import strip_markup
from search_app.mentions import DateError, read_date, with_century
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
    "erratum de la question publie au jo le": "corrected",
    "erratum de la reponse publie au jo le": "corrected",
    "tete d'analyse": "head",
}
# These words may begin a title, and so are keys before ">" only.
_ARROW_NAMES = {"titre": "title", "analyse": "analysis"}
_KEY_LENGTH_MAX = 60
_KEY = re.compile(r"(?:[-•]\s+)?([^:>]+?)\s*([:>])\s*(.*)")
_TABLE_ROW = re.compile(r"\|\s*([^|]+?)\s*:?\s*\|\s*([^|]+?)\s*\|?")
# Where the next key of the line begins.
_NEXT_KEY = re.compile(
    r"[\s;]+(?=(?:minist[eè]re (?:interrog[eé]|attributaire)|rubrique|titre|t[eê]te d['’]analyse"
    r"|analyse)\s*>|(?:(?:question|r[eé]ponse) publi[eé]e au jo le|question retir[eé]e le"
    r"|date de (?:signalement|renouvellement|changement d['’]attribution)"
    r"|erratum de la (?:question|r[eé]ponse) publi[eé] au jo le)\s*:)",
    re.IGNORECASE,
)
_BETWEEN_ANALYSES = " – "
_DASHES = "-–—"
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"]+")
_JO_PAGE = re.compile(r"[,;]?\s*\bp(?:age|\.)\s*:?\s*(\d+)", re.IGNORECASE)
_REASON = re.compile(r"\(((?:[^()]|\([^()]*\))+)\)\s*$")  # a reason may have parentheses inside
_SEATED = re.compile(r"([^()]*\([^()]*(?:\d|circonscription)[^()]*\))(?:\s*[-–—]\s*(.*))?")


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the key data.

    name: one of the values of `_NAMES`, or what the heading says: "department". value: without
    markup. line: its number, 1-based.
    """

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day with what stands after it. date: as written. page, reason: "" where there is none."""

    date: str
    page: str
    reason: str


def day_of(value: str) -> Day:
    """Return what "26/04/2022, page 12" or "11 juin 2024 (Fin de mandat)" says."""
    page, reason = _JO_PAGE.search(value), _REASON.search(value)
    return Day(
        date=with_century(_REASON.sub("", _JO_PAGE.sub("", value)).strip()),
        page=page[1] if page else "",
        reason=reason[1].strip() if reason else "",
    )


def keys_of(raw: str, line: int) -> list[Key]:
    """Return the keys in a line, none for a line that does not begin with a key that is known."""
    if not any(sign in raw[: _KEY_LENGTH_MAX + 10] for sign in ":>|"):
        return []
    text = strip_markup(raw)
    if row := _TABLE_ROW.fullmatch(text):
        text = f"{row[1]} : {row[2]}"
    keys = [_key_of(part, raw, line) for part in _NEXT_KEY.split(text)]
    return [key for key in keys if key] if keys[0] else []


def _key_of(text: str, raw: str, line: int) -> Key | None:
    match = _KEY.fullmatch(text)
    if match is None:
        return None
    names = _NAMES if match[2] == ":" else _NAMES | _ARROW_NAMES
    name = names.get(plain_line(match[1]))
    if name is None:
        return None
    if name == "page":  # its address may be the target of a link, which is taken away as markup
        address = _ADDRESS.search(raw)
        return Key(name, address[0] if address else "", line)
    return Key(name, " ".join(match[3].split()).strip(_DASHES + " "), line)


class KeyData:
    """The key data of one question. Each reading may raise RecordError with the line of a key."""

    def __init__(self, path: str, keys: Sequence[Key]) -> None:
        self._path = path
        self._keys = [key for key in keys if key.value]

    def value(self, name: str) -> str:
        return next((key.value for key in self._keys if key.name == name), "")

    def values(self, name: str) -> list[str]:
        return [key.value for key in self._keys if key.name == name]

    def title(self) -> str:
        """Return the title of the key data: their own, or what the index says; "" for none."""
        found = [one for name in ("title", "head", "analysis") for one in self.values(name)]
        return _BETWEEN_ANALYSES.join(dict.fromkeys(found))

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
        found = day_of(key.value)
        try:
            day = read_date(found.date)
        except DateError as error:
            raise self._error("date", key, str(error)) from error
        return Event(kind=EventKind(key.name), date=day, page=found.page, reason=found.reason)

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
