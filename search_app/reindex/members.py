"""What is known of who asked a question, beside what the question says?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from search_app.authority import group_name
from search_app.authority.keys import name_key
from search_app.ingest import constituency_name
from search_app.model.document import AuthorityName, FieldSource
from search_app.model.member import Mandate, Member, PoliticalGroup
from search_app.reindex.ledger import Entry, QuestionFacts

_TITLES = ("m", "mme", "mlle")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorFacts:
    """Who asked a question, and for whom the deputy sat on that day. What is unknown is "" or None.

    sources: where each of these was read, by the names of a Document's fields.
    """

    author: str
    author_id: str
    constituency: str
    department: str
    group: AuthorityName | None
    sources: tuple[FieldSource, ...]


class Members:
    """The deputies and political groups that the corpus describes."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._members: dict[str, tuple[Member, Entry]] = {}
        self._groups: dict[str, tuple[PoliticalGroup, Entry]] = {}
        self._by_name: dict[tuple[str, str], set[str]] = {}
        for entry in entries:
            if isinstance(entry.fact, Member):
                self._members[entry.fact.id] = entry.fact, entry
            elif isinstance(entry.fact, PoliticalGroup):
                self._groups[entry.fact.id] = entry.fact, entry
        for member, _ in self._members.values():
            name = _name_key(f"{member.first_name} {member.last_name}")
            for mandate in member.mandates:
                self._by_name.setdefault((name, mandate.legislature), set()).add(member.id)

    def __bool__(self) -> bool:
        return bool(self._members)

    @property
    def facts(self) -> object:
        """All that answers depend on: equal facts give equal answers."""
        return self._members, self._groups

    def lacks(self, question: QuestionFacts) -> bool:
        """Tell whether a question names a deputy by an identifier that nobody here has."""
        return is_member_id(question.author) and question.author not in self._members

    def facts_of(self, question: QuestionFacts) -> AuthorFacts | None:
        """Return what is known of who asked a question, or None when the deputy is not known.

        A deputy is found by the identifier, or by a name that only one deputy of the legislature
        has.
        """
        member_id = question.author
        if not is_member_id(member_id):
            namesakes = self._by_name.get((_name_key(member_id), question.legislature), set())
            if len(namesakes) != 1:
                return None
            (member_id,) = namesakes
        if member_id not in self._members:
            return None
        member, entry = self._members[member_id]
        day = dt.date.fromordinal(question.asked) if question.asked else None
        mandate = _mandate(member, question.legislature, day)
        sources = [FieldSource(field="author", source=entry.source)]
        if mandate:
            sources += [
                FieldSource(field=field, source=entry.source)
                for field in ("constituency", "department")
            ]
        group, group_entry = self._group(member, day)
        if group_entry:
            sources.append(FieldSource(field="group", source=group_entry.source))
        return AuthorFacts(
            author=" ".join(filter(None, (member.title, member.first_name, member.last_name))),
            author_id=member.id,
            constituency=_constituency(mandate) if mandate else "",
            department=mandate.department if mandate else "",
            group=group,
            sources=tuple(sources),
        )

    def _group(
        self, member: Member, day: dt.date | None
    ) -> tuple[AuthorityName, Entry] | tuple[None, None]:
        """Return the group that a deputy was in on a day, the one joined last when in several."""
        for membership in reversed(member.memberships):
            is_then = day and membership.start <= day <= (membership.end or dt.date.max)
            if is_then and membership.group_id in self._groups:
                group, entry = self._groups[membership.group_id]
                return group_name(group.name, group.abbreviation), entry
        return None, None


def _mandate(member: Member, legislature: str, day: dt.date | None) -> Mandate | None:
    """Return the mandate on a day; on no day of any, one that no other of the legislature differs
    from in its place.
    """
    mandates = [mandate for mandate in member.mandates if mandate.legislature == legislature]
    for mandate in mandates:
        if day and mandate.start <= day <= (mandate.end or dt.date.max):
            return mandate
    places = {(mandate.department, mandate.constituency) for mandate in mandates}
    return mandates[0] if len(places) == 1 else None


def _constituency(mandate: Mandate) -> str:
    number = mandate.constituency
    return constituency_name(mandate.department, str(int(number)) if number.isdigit() else "")


def _name_key(name: str) -> str:
    title, _, rest = (key := name_key(name)).partition(" ")
    return rest if title in _TITLES else key


def is_member_id(author: str) -> bool:
    """Tell whether an author is named by an identifier of the Assemblée ("PA720614")."""
    return author.startswith("PA") and author[2:].isdigit()
