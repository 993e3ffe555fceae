"""The engine that cannot be wrong: no index, only loops over the documents.

It restates the rules of search on its own, sharing only the French analysis; what another engine
answers must be what this one answers. It does not score: relevance is not compared.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from search_app.french import (
    PART,
    acronyms,
    analyze,
    analyze_strict,
    beginnings_of,
    compound_key,
    content_words,
    fold,
    hyphenated,
    lemmas,
    spoken,
    stemmed,
    tokenize,
    words,
    written_words,
)
from search_app.french.lexicon import LEXICON
from search_app.french.stemming import ordinal
from search_app.model.answer_times import AnswerTimes
from search_app.model.clock import due_on
from search_app.model.copies import text_key
from search_app.model.corpus_notes import CorpusNotes
from search_app.model.document import (
    AuthorityName,
    Clock,
    Document,
    DocumentType,
    EventKind,
    Status,
)
from search_app.model.expr import (
    Alternatives,
    And,
    AtLeast,
    DateRange,
    Expr,
    Fuzzy,
    Keyword,
    KeywordIs,
    MatchAll,
    Not,
    Or,
    Phrase,
    Prefix,
    Scope,
    Word,
)
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import HistogramUnit, Query, Sort
from search_app.model.results import (
    COPIES_MAX,
    DateBucket,
    FacetCount,
    Generation,
    Hit,
    Mark,
    Results,
)
from search_app.model.slug import slug_of
from search_app.model.vocabulary import Vocabulary, Words

Placed = list[tuple[int, str]]


class OracleEngine:
    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.id: document for document in documents}

    def search(self, query: Query, timeout_s: float) -> Results:
        matched = [d for d in self._documents.values() if matches(d, query.expr)]
        found = [d for d in matched if passes(d, query, None)]
        found.sort(key=lambda d: d.id)
        if query.sort is Sort.NEWEST:
            found.sort(key=lambda d: d.date.toordinal() if d.date else 0, reverse=True)
        elif query.sort is Sort.OLDEST:
            found.sort(key=lambda d: d.date.toordinal() if d.date else 10**9)
        elif query.sort is Sort.ANSWERED:
            found.sort(key=lambda d: day_of(d.answered_on), reverse=True)
        elif query.sort in LATEST_FIRST:
            found.sort(key=lambda d: day_of(LATEST_FIRST[query.sort](d)), reverse=True)
        elif query.sort is Sort.DELAY:
            days = [day for d in self._documents.values() for day in days_of_waiting(d)]
            found.sort(key=lambda d: delay(d, max(days, default=0)), reverse=True)
        listed, copies = folded(found, self._documents.values()) if query.folded else (found, {})
        start = (query.page - 1) * query.page_size
        return Results(
            hits=tuple(
                Hit(
                    document=d,
                    score=0.0,
                    title=((d.title, Mark.NONE),),
                    passages=(),
                    lacks=lacking(d, query.expr),
                    copies=tuple(copies.get(d.id, ())[:COPIES_MAX]),
                    copies_total=len(copies.get(d.id, ())),
                )
                for d in listed[start : start + query.page_size]
            ),
            total=len(found),
            matched=len(matched),
            facets={field: self._count(field, matched, query) for field in FacetField},
            histogram=histogram(found, query.histogram),
            undated=sum(document.date is None for document in found),
            generation="oracle",
            folded_away=len(found) - len(listed),
        )

    def _count(
        self, field: FacetField, matched: list[Document], query: Query
    ) -> tuple[FacetCount, ...]:
        counts: Counter[str] = Counter()
        for document in matched:
            if passes(document, query, field):
                counts.update(values(document, field))
        chosen = query.selected(field)
        for value in (*chosen, *query.unwanted(field)):
            counts.setdefault(value, 0)
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(FacetCount(value=v, count=n, selected=v in chosen) for v, n in ordered)

    def scan(self, query: Query, timeout_s: float) -> Iterator[Document]:
        everything = replace(query, folded=False, page=1, page_size=max(len(self._documents), 1))
        return (hit.document for hit in self.search(everything, timeout_s).hits)

    def count(self, expr: Expr, timeout_s: float) -> int:
        return self.search(Query(expr=expr), timeout_s).matched

    def answer_times(
        self, query: Query, field: FacetField, timeout_s: float
    ) -> dict[str, AnswerTimes]:
        found = list(self.scan(query, timeout_s))
        newest = newest_day(self._documents.values())
        return answer_times(found, field, newest)

    def get(self, document_id: str) -> Document | None:
        return self._documents.get(document_id)

    def documents(self) -> Iterator[Document]:
        yield from self._documents.values()

    @contextmanager
    def searcher(self) -> Iterator["OracleEngine"]:
        yield self

    @property
    def generation(self) -> Generation:
        return Generation(
            id="oracle",
            created=datetime.now(UTC),
            documents=len(self._documents),
            schema_digest="",
            analyzer_digest="",
            corpus_digest="",
            rejected=0,
        )

    @property
    def vocabulary(self) -> Vocabulary:
        return vocabulary_of(list(self._documents.values()))

    def newest_days(self) -> dict[str, date | None]:
        found = {d.id: last_change(d) for d in self._documents.values()}
        return dict(sorted(found.items()))

    def written(self, word: str) -> str:
        return written(list(self._documents.values()), word)

    def similar(self, document_id: str, count: int) -> tuple[Document, ...]:
        return similar(list(self._documents.values()), document_id, count)

    @property
    def notes(self) -> CorpusNotes:
        return CorpusNotes()

    def damaged(self) -> list[str]:
        return []

    def close(self) -> None:
        self._documents = {}


def folded(
    found: Sequence[Document], among: Iterable[Document]
) -> tuple[list[Document], dict[str, list[Document]]]:
    """The documents that stand first of their group, and those under each of them, by its id."""
    groups: list[tuple[set[str], set[str]]] = []
    for document in among:
        ids = {document.id}
        keys = {f"text {text_key(document)}", f"answer {document.answer_key}"} - {
            "text ",
            "answer ",
        }
        for group in [group for group in groups if group[1] & keys]:
            groups.remove(group)
            ids |= group[0]
            keys |= group[1]
        groups.append((ids, keys))
    firsts: list[Document] = []
    copies: dict[str, list[Document]] = {}
    for document in found:
        alike = next(ids for ids, _ in groups if document.id in ids)
        if first := next((one for one in firsts if one.id in alike), None):
            copies.setdefault(first.id, []).append(document)
        else:
            firsts.append(document)
    return firsts, copies


def histogram(found: Iterable[Document], unit: HistogramUnit) -> tuple[DateBucket, ...]:
    starts: Counter[date] = Counter()
    for document in found:
        if document.date:
            month = document.date.month if unit is not HistogramUnit.YEAR else 1
            day = document.date.day if unit is HistogramUnit.DAY else 1
            starts[date(document.date.year, month, day)] += 1
    return tuple(DateBucket(start, starts[start]) for start in sorted(starts))


def values(document: Document, field: FacetField) -> set[str]:
    return set(field.values_of(document)) or {NO_VALUE}


def passes(document: Document, query: Query, but: FacetField | None) -> bool:
    if query.dates and not matches(document, query.dates):
        return False
    if query.ids and document.id not in query.ids:
        return False
    for field in FacetField:
        wanted, unwanted = query.selected(field), query.unwanted(field)
        has = values(document, field)
        if field is not but and ((wanted and not has & set(wanted)) or has & set(unwanted)):
            return False
    return True


def prose(document: Document, scope: Scope) -> list[str]:
    """The texts whose inflections match."""
    texts = {
        Scope.TITLE: [document.title],
        Scope.TEXT: [document.text],
        Scope.ANSWER: [document.answer],
        Scope.ANY: [document.title, document.text, document.answer],
    }
    return texts.get(scope, [])


def names(document: Document, scope: Scope) -> list[str]:
    """The texts that only exact forms match."""

    def ways(*found: AuthorityName | None) -> str:
        listed = []
        for name in filter(None, found):
            listed += [name.name, *name.values, *name.labels]
        return "; ".join(dict.fromkeys(listed))

    reference = f"{document.number} {document.id}"
    asked = (document.ministry_asked, document.ministry_in_charge)
    texts = {
        Scope.AUTHOR: [document.author],
        Scope.PARTY: [ways(document.group)],
        Scope.MINISTRY: [ways(*asked)],
        Scope.TOPIC: [ways(document.topic)],
        Scope.LAW: ["; ".join(document.laws)],
        Scope.ANY: [
            document.author,
            document.constituency,
            ways(document.group),
            reference,
        ],
    }
    return texts.get(scope, [])


def matches(document: Document, expr: Expr) -> bool:  # noqa: C901 - one case per node
    match expr:
        case MatchAll():
            return True
        case And(children):
            return all(matches(document, child) for child in children)
        case Or(children):
            return any(matches(document, child) for child in children)
        case Alternatives(typed, others):
            return any(matches(document, meant) for meant in (typed, *(o.expr for o in others)))
        case Not(child):
            return not matches(document, child)
        case AtLeast(minimum, children):
            return sum(matches(document, child) for child in children) >= minimum
        case DateRange(first, last):
            day = document.date
            return day is not None and (first or day) <= day <= (last or day)
        case KeywordIs(field, value):
            known = {
                Keyword.LEGISLATURE: document.legislature,
                Keyword.NUMBER: document.number,
                Keyword.TYPE: document.type.value,
                Keyword.STATUS: document.status.value if document.status else "",
                Keyword.ANSWER_KEY: document.answer_key,
                Keyword.SLUG: slug_of(document),
            }
            return known[field] == value
        case Word(text, scope):
            return has_word(document, text, scope)
        case Phrase():
            return has_phrase(document, expr)
        case Prefix(text, scope):
            return has_ending(document, text, scope, 0, begins)
        case Fuzzy(text, distance, scope):
            return has_ending(
                document,
                text,
                scope,
                0,
                lambda form, w: edits(letters(form), letters(w)) <= distance,
            )
    raise AssertionError(expr)


def lacking(document: Document, expr: Expr) -> tuple[Expr, ...]:
    """The parts that an AtLeast asks for, at the top or one step below it, and does without."""
    parts = expr.children if isinstance(expr, And) else (expr,)
    asked = [child for part in parts if isinstance(part, AtLeast) for child in part.children]
    return tuple(child for child in asked if not matches(document, child))


def has_word(document: Document, text: str, scope: Scope) -> bool:
    inflected, exact = content_words(text), analyze_strict(text)
    if not inflected or (len(inflected) == 1 and inflected[0][0] > 0):
        texts = prose(document, scope) + names(document, scope)
        return any(in_order(exact, analyze_strict(t), 0, is_written) for t in texts)
    return any(
        in_order(inflected, content_words(t), 0, is_inflection) for t in prose(document, scope)
    ) or any(in_order(exact, analyze_strict(t), 0, is_written) for t in names(document, scope))


def is_written(typed: str, written: str) -> bool:
    """Without accents all forms are meant, with accents that form, or the letters without any.

    An ordinal means all its writings.
    """
    if number := ordinal(typed):
        return number == ordinal(written)
    letters = fold(typed.strip("~"))
    if typed.isascii():
        return fold(written.strip("~")) == letters
    return written in {typed, f"{letters}~"} or (written == letters and not LEXICON.knows(letters))


def is_inflection(typed: str, written: str) -> bool:
    if is_written(typed, written):
        return True
    lemmas_of = set(lemmas(written))
    if typed.isascii():
        meant = {*lemmas(typed.strip("~")), *lemmas(f"{typed.strip('~')}~")}
        return bool(set(map(fold, meant)) & set(map(fold, lemmas_of)))
    return bool(set(lemmas(typed)) & lemmas_of)


def has_phrase(document: Document, phrase: Phrase) -> bool:
    if phrase.is_begun:
        return has_ending(document, phrase.text, phrase.scope, phrase.slop, begins)
    texts = prose(document, phrase.scope) + names(document, phrase.scope)
    wanted = analyze_strict(phrase.text)
    return any(in_order(wanted, analyze_strict(t), phrase.slop, is_written) for t in texts)


def has_ending(
    document: Document, text: str, scope: Scope, slop: int, same: Callable[[str, str], bool]
) -> bool:
    """Whether the words stand in a row, the last one being any form that is the same."""
    wanted = analyze_strict(text)
    if not wanted:
        return False
    *before, (place, last) = wanted
    begun = (place, f"{last.strip('~')}*")

    def means(typed: str, written: str) -> bool:
        return same(written, typed[:-1]) if typed[-1] == "*" else is_written(typed, written)

    texts = [analyze_strict(t) for t in prose(document, scope) + names(document, scope)]
    return any(in_order([*before, begun], placed, slop, means) for placed in texts)


def letters(written: str) -> str:
    return fold(written.strip("~"))


def begins(form: str, begun: str) -> bool:
    if begun.isascii():
        return letters(form).startswith(begun)
    return form.startswith(begun) or (form.endswith("~") and form.startswith(fold(begun)))


def in_order(wanted: Placed, placed: Placed, slop: int, means: Callable[[str, str], bool]) -> bool:
    """Try every place for every word: each after the one before, not further than allowed."""
    if not wanted:
        return False
    gaps = [b - a for (a, _), (b, _) in pairwise(wanted)]
    reach = max(gaps, default=1) + slop

    def follow(rest: Placed, after: int | None) -> bool:
        if not rest:
            return True
        return any(
            follow(rest[1:], place)
            for place, word in placed
            if means(rest[0][1], word) and (after is None or 1 <= place - after <= reach)
        )

    return follow(wanted, None)


def edits(a: str, b: str) -> int:
    """Optimal string alignment distance, by its recurrence."""
    rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if not i or not j:
                rows[i][j] = i + j
                continue
            rows[i][j] = min(
                rows[i - 1][j] + 1,
                rows[i][j - 1] + 1,
                rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
            )
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[len(a)][len(b)]


def _long_names(counts: Counter[str]) -> tuple[str, ...]:
    """The names that two documents give at least; those with the same stems are one name."""
    alike: dict[tuple[str, ...], Counter[str]] = {}
    for name, count in counts.items():
        alike.setdefault(tuple(stem for _, stem in analyze(name)), Counter())[name] += count
    shown = Counter({min(c, key=lambda n: (-c[n], n)): c.total() for c in alike.values()})
    return tuple(name for name, count in shown.most_common() if count > 1)


class _CountedWords(dict[str, int], Words):
    """A dictionary whose words are all looked at."""

    def near(self, word: str, edits: int) -> list[str]:
        return sorted(self)

    def count_beginning_with(self, begun: str) -> int:
        return len(list(self.beginning_with(begun)))

    def beginning_with(self, begun: str) -> Iterator[tuple[str, int]]:
        found = [(word, count) for word, count in self.items() if word.startswith(begun)]
        return iter(sorted(found, key=lambda one: (-one[1], one[0])))


def vocabulary_of(documents: list[Document]) -> Vocabulary:
    """By loops: in how many documents each form stands, and what stands in parentheses."""
    parts: list[Counter[str]] = [Counter(), Counter(), Counter()]
    declared: dict[str, Counter[str]] = {}
    for document in documents:
        texts = (document.title, document.text, document.answer)
        for counts, part in zip(parts, texts, strict=True):
            counts.update(set(words(part)))
            counts.update({w for w in written_words(part) if not w.isascii()})
        found = {pair for part in texts[1:] for pair in acronyms(part)}
        for acronym, name in found:
            declared.setdefault(acronym.lower(), Counter())[name] += 1
    known = {
        w: max(counts[w] for counts in parts) for counts in parts for w in counts if PART not in w
    }
    accented = {w: n for w, n in known.items() if not w.isascii()}
    known = {w: n for w, n in known.items() if w.isascii()}
    long_names = {
        acronym: kept
        for acronym, names in declared.items()
        if (kept := _long_names(names)) and sum(names.values()) >= known.get(acronym, 0) / 50
    }
    written = Counter(
        word for d in documents for word in set(hyphenated(f"{d.title}\n{d.text}\n{d.answer}"))
    )
    compounds: dict[str, Counter[str]] = {}
    for word, count in written.items():
        compounds.setdefault(compound_key(word), Counter())[word] = count
    frequent = {w: count for w, count in known.items() if count > 2}
    return Vocabulary(
        words=_CountedWords(known),
        accented=_CountedWords(accented),
        sounding={
            sound: " ".join(w for w in frequent if w.isalpha() and spoken(w) == sound)
            for sound in {spoken(w) for w in frequent if w.isalpha()}
            if len(sound) > 3
        },
        stems={
            stem: max(count for w, count in frequent.items() if stemmed(w) == stem)
            for stem in {stemmed(w) for w in frequent} - {None}
        },
        names=frozenset(
            w for d in documents for part in (d.author, d.constituency) for w in words(part)
        ),
        acronyms={acronym: "\n".join(names) for acronym, names in long_names.items()},
        acronyms_of={
            stems_of(name): " ".join(a.upper() for a, n in long_names.items() if name in n)
            for names in long_names.values()
            for name in names
        },
        values={
            field: dict(Counter(v for d in documents for v in field.values_of(d)).most_common())
            for field in FacetField
        },
        titles=beginnings_of(
            [t for t, _ in Counter(d.title for d in documents if d.title).most_common()]
        ),
        compounds=_CountedWords({key: forms.total() for key, forms in compounds.items()}),
        compound_forms={
            key: max(forms, key=lambda w: forms[w]) for key, forms in compounds.items()
        },
        numbers=sorted({d.number for d in documents if d.number}),
    )


def stems_of(name: str) -> str:
    return " ".join(stem for _, stem in analyze(name))


def written(documents: list[Document], word: str) -> str:
    """The first form that folds to the word, in lower case."""
    for document in documents:
        for text in (document.title, document.text, document.answer):
            for token in tokenize(text):
                if token.text == word:
                    return text[token.start : token.end].lower()
    return word


def similar(documents: list[Document], document_id: str, count: int) -> tuple[Document, ...]:
    """Most distinct stems in common."""

    def stems(document: Document) -> set[str]:
        return {term for _, term in analyze(f"{document.title} {document.text}")}

    asked = [document for document in documents if document.id == document_id]
    others = [document for document in documents if document.id != document_id]
    if not asked:
        return ()
    common = {d.id: len(stems(d) & stems(asked[0])) for d in others}
    return tuple(sorted(others, key=lambda d: -common[d.id])[:count])


def day_of(day: date | None) -> int:
    return day.toordinal() if day else 0


def last_event(document: Document, *kinds: EventKind) -> date | None:
    return max((e.date for e in document.events if e.date and e.kind in kinds), default=None)


def last_change(document: Document) -> date | None:
    first = document.date or next(
        (e.date for e in document.events if e.date and e.kind is EventKind.ASKED), None
    )
    others = last_event(document, *(kind for kind in EventKind if kind is not EventKind.ASKED))
    return max(filter(None, (first, others)), default=None)


def too_late_on(document: Document) -> date | None:
    due = due_on(document)
    return due + timedelta(days=1) if due and document.clock is Clock.OVERDUE else None


LATEST_FIRST: dict[Sort, Callable[[Document], date | None]] = {
    Sort.CHANGED: last_change,
    Sort.WITHDRAWN: lambda d: last_event(d, EventKind.WITHDRAWN, EventKind.LAPSED),
    Sort.REASSIGNED: lambda d: last_event(d, EventKind.REASSIGNED),
    Sort.OVERDUE: too_late_on,
}


def days_of_waiting(document: Document) -> list[int]:
    """Return the days up to which a document tells that questions have waited."""
    waits = document.type is DocumentType.QE and document.status is Status.PENDING
    return [day_of(document.answered_on), day_of(document.asked_on) if waits else 0]


def newest_day(documents: Iterable[Document]) -> int:
    return max((day for d in documents for day in days_of_waiting(d)), default=0)


def answer_times(
    found: Iterable[Document], field: FacetField, newest: int
) -> dict[str, AnswerTimes]:
    groups: dict[str, list[Document]] = {"": []}
    for document in found:
        for value in {"", *values(document, field)}:
            groups.setdefault(value, []).append(document)
    return {value: times_of(documents, newest) for value, documents in groups.items()}


def two_months_after(day: date) -> date:
    year, month = (day.year, day.month + 2) if day.month <= 10 else (day.year + 1, day.month - 10)
    for last in range(day.day, 27, -1):
        with suppress(ValueError):
            return date(year, month, last)
    return date(year, month, day.day)


def times_of(documents: list[Document], newest: int) -> AnswerTimes:
    answered, waiting, ended = [], [], []
    due = in_time = overdue = 0
    for document in documents:
        if document.type is not DocumentType.QE:
            continue
        took = delay(document, newest)
        waits = document.status is Status.PENDING and document.asked_on is not None
        is_answered = not waits and took > 0
        gone = last_event(document, EventKind.WITHDRAWN, EventKind.LAPSED)
        asked = document.asked_on if waits or is_answered else document.date
        if asked is None:
            continue
        limit = two_months_after(asked)
        is_over = limit.toordinal() < newest
        if waits:
            waiting.append(newest - asked.toordinal())
            due += is_over
            overdue += is_over
        elif is_answered:
            answered.append(took)
            due += is_over
            in_time += is_over and asked.toordinal() + took <= limit.toordinal()
        elif gone and gone > asked:
            ended.append((gone - asked).days)
            due += is_over and gone > limit
    return AnswerTimes(
        answered=sorted(answered),
        waiting=sorted(waiting),
        ended=sorted(ended),
        due=due,
        in_time=in_time,
        overdue=overdue,
    )


def delay(document: Document, until: int) -> int:
    if document.type is not DocumentType.QE or not document.asked_on:
        return 0
    asked = day_of(document.asked_on)
    if document.status is Status.PENDING:
        return until - asked
    return max(day_of(document.answered_on) - asked, 0) if document.answered_on else 0
