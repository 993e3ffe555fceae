"""A small corpus and an engine of loops over it, for tests of what stands in front of an engine."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from oracle import answer_times, folded, newest_day, similar, vocabulary_of, written
from search_app.model.answer_times import AnswerTimes
from search_app.model.corpus_notes import NO_NOTES, CorpusNotes
from search_app.model.document import (
    AuthorityName,
    Document,
    DocumentType,
    Event,
    EventKind,
    Kind,
    Source,
    Status,
)
from search_app.model.errors import SearchIndexError
from search_app.model.expr import (
    And,
    AtLeast,
    DateRange,
    Expr,
    Keyword,
    KeywordIs,
    Not,
    Phrase,
    Word,
    optional_parts,
)
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import HistogramUnit, Query, Sort
from search_app.model.results import (
    DateBucket,
    FacetCount,
    Generation,
    Hit,
    Mark,
    Part,
    Passage,
    Results,
    Snippet,
)
from search_app.model.slug import slug_of
from search_app.model.vocabulary import Vocabulary

GENERATION = "20240102T030405Z"


def known(name: str, *values: str) -> AuthorityName:
    return AuthorityName(name=name, values=values, known=True)


QUESTION = Document(
    id="QANR5L16QE901",
    kind=Kind.QUESTION,
    type=DocumentType.QE,
    title="Hébergement des données de santé",
    text="Le député demande où sont hébergées les données.\n\nIl s’inquiète du cloud.",
    source=Source(path="questions/901.md"),
    answer="Le Gouvernement répond.\n\nIl précise le calendrier.",
    number="901",
    author="M. Jean Dupont",
    constituency="Hérault (7e circonscription)",
    group=known("Groupe de la Liberté", "RN"),
    legislature="16",
    ministry_asked=known("Économie et finances", "Économie"),
    ministry_in_charge=known("Travail, santé et solidarités", "Travail", "Santé", "Solidarités"),
    topic=known("Numérique", "Numérique"),
    status=Status.WITHDRAWN,
    date=dt.date(2024, 2, 1),
    events=(
        Event(kind=EventKind.ASKED, date=dt.date(2024, 2, 1), page="1085"),
        Event(kind=EventKind.SIGNALLED, date=None),
        Event(kind=EventKind.WITHDRAWN, date=dt.date(2024, 6, 11), reason="Fin de mandat"),
    ),
    url="https://questions.assemblee-nationale.fr/q16/16-901QE.htm",
    is_notice=True,
)
ARTICLE = Document(
    id="appel-d-offres",
    kind=Kind.ARTICLE,
    type=DocumentType.ARTICLE,
    title="Un appel d’offres pour le cloud",
    text="Le Gouvernement veut changer d’hébergeur.",
    source=Source(path="articles/appel.txt"),
    legislature="17",
    legislature_inferred=True,
    date=dt.date(2025, 4, 8),
    date_inferred=True,
)
UNDATED = replace(
    ARTICLE,
    id="sans-date",
    title="Souveraineté",
    legislature="",
    legislature_inferred=False,
    date=None,
    date_inferred=False,
)
HOSTILE = replace(
    QUESTION,
    id="QANR5L15QE7",
    number="7",
    legislature="15",
    title="<script>alert('titre')</script> & \"guillemets\"",
    text="<script>alert('texte')</script> & cloud",
    answer="<img src=x onerror=alert('answer')>",
    author="<b>Auteur</b>",
    constituency="<i>Ici</i>",
    group=known("<u>Groupe</u>", '<u>"G\'"</u>'),
    topic=AuthorityName(name='"><b>R', values=('"><b>R',), known=False),
    events=(Event(kind=EventKind.WITHDRAWN, date=None, reason="<s>Raison</s>"),),
    url="javascript:alert('url')",
    date=dt.date(2021, 7, 27),
)
CORPUS = (QUESTION, ARTICLE, UNDATED, HOSTILE)


@dataclass(eq=False)
class LoopEngine:
    """Searches `documents` word by word; `failure` is raised instead when it is set."""

    documents: tuple[Document, ...] = CORPUS
    failure: SearchIndexError | None = None
    changes: Callable[[Results], Results] = lambda results: results
    asked: list[Query] = field(default_factory=list)
    notes: CorpusNotes = NO_NOTES

    def search(self, query: Query, timeout_s: float) -> Results:
        assert timeout_s > 0
        if self.failure:
            raise self.failure
        self.asked.append(query)
        words = _words(query.expr)
        matched = [d for d in self.documents if _matches(d, query.expr)]
        found = [d for d in matched if _passes(d, query)]
        newest = sorted(found, key=lambda d: (d.date or dt.date.min, d.id), reverse=True)
        if query.sort is Sort.OLDEST:
            newest.reverse()
        listed, copies = folded(newest, self.documents) if query.folded else (newest, {})
        first = (query.page - 1) * query.page_size
        return self.changes(
            Results(
                hits=tuple(
                    replace(
                        _hit(d, words, query),
                        copies=tuple(copies.get(d.id, ())),
                        copies_total=len(copies.get(d.id, ())),
                    )
                    for d in listed[first : first + query.page_size]
                ),
                folded_away=len(found) - len(listed),
                total=len(found),
                matched=len(matched),
                facets={f: _counts(matched, query, f) for f in FacetField},
                histogram=_histogram(found, query.histogram),
                undated=sum(d.date is None for d in found),
                generation=GENERATION,
            )
        )

    def scan(self, query: Query, timeout_s: float) -> Iterator[Document]:
        everything = replace(query, folded=False, page=1, page_size=max(len(self.documents), 1))
        return (hit.document for hit in self.search(everything, timeout_s).hits)

    def answer_times(
        self, query: Query, field: FacetField, timeout_s: float
    ) -> dict[str, AnswerTimes]:
        found = list(self.scan(query, timeout_s))
        return answer_times(found, field, newest_day(self.documents))

    def count(self, expr: Expr, timeout_s: float) -> int:
        return sum(_matches(d, expr) for d in self.documents)

    def get(self, document_id: str) -> Document | None:
        if self.failure:
            raise self.failure
        return next((d for d in self.documents if d.id == document_id), None)

    @contextmanager
    def searcher(self) -> Iterator["LoopEngine"]:
        yield self

    @property
    def generation(self) -> Generation:
        return Generation(
            id=GENERATION,
            created=dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
            documents=len(self.documents),
            schema_digest="",
            analyzer_digest="",
            corpus_digest="",
            rejected=0,
        )

    @property
    def vocabulary(self) -> Vocabulary:
        return vocabulary_of(list(self.documents))

    def newest_days(self) -> dict[str, dt.date | None]:
        return {d.id: d.newest_day for d in sorted(self.documents, key=lambda d: d.id)}

    def written(self, word: str) -> str:
        return written(list(self.documents), word)

    def similar(self, document_id: str, count: int) -> tuple[Document, ...]:
        return similar(list(self.documents), document_id, count)

    def close(self) -> None:
        pass


def _matches(document: Document, expr: Expr) -> bool:
    match expr:
        case And(children):
            return all(_matches(document, child) for child in children)
        case AtLeast(minimum, children):
            return sum(_matches(document, child) for child in children) >= minimum
        case Not(child):
            return not _matches(document, child)
        case Word(text) | Phrase(text):
            return text.casefold() in _text(document)
        case KeywordIs(Keyword.SLUG, value):
            return slug_of(document) == value
        case KeywordIs(Keyword.ID, value):
            return document.id == value
        case DateRange():
            return _in_dates(document, expr)
    return True


def _words(expr: Expr) -> list[str]:
    if isinstance(expr, And | AtLeast):
        return [word for child in expr.children for word in _words(child)]
    return [expr.text.casefold()] if isinstance(expr, Word | Phrase) else []


def _text(document: Document) -> str:
    return f"{document.title} {document.text}".casefold()


def _histogram(found: list[Document], unit: HistogramUnit) -> tuple[DateBucket, ...]:
    length = {HistogramUnit.YEAR: 4, HistogramUnit.MONTH: 7, HistogramUnit.DAY: 10}[unit]
    cut = Counter(d.date.isoformat()[:length] for d in found if d.date)
    return tuple(
        DateBucket(dt.date.fromisoformat((start + "-01-01")[:10]), cut[start])
        for start in sorted(cut)
    )


def _in_dates(document: Document, dates: DateRange | None) -> bool:
    if dates is None:
        return True
    day = document.date
    return day is not None and (dates.first or day) <= day <= (dates.last or day)


def _passes(document: Document, query: Query, *, but: FacetField | None = None) -> bool:
    return (
        _in_dates(document, query.dates)
        and (not query.ids or document.id in query.ids)
        and all(_values(document, f) & set(v) for f, v in query.filters if f is not but)
        and not any(_values(document, f) & set(v) for f, v in query.excluded if f is not but)
    )


def _values(document: Document, facet: FacetField) -> set[str]:
    return set(facet.values_of(document)) or {NO_VALUE}


def _counts(matched: list[Document], query: Query, facet: FacetField) -> tuple[FacetCount, ...]:
    counted = Counter(v for d in matched if _passes(d, query, but=facet) for v in _values(d, facet))
    selected = query.selected(facet)
    counted.update(dict.fromkeys((*selected, *query.unwanted(facet)), 0))
    return tuple(
        FacetCount(value=v, count=n, selected=v in selected)
        for v, n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )


def _hit(document: Document, words: list[str], query: Query) -> Hit:
    title = _marked(document.title, words)
    text = Passage(Part.TEXT, 0, _marked(document.text, words))
    passages = (text,) if words else ()
    if query.whole_texts:
        passages = (text, Passage(Part.ANSWER, 0, _marked(document.answer, words)))
    lacks = tuple(p for p in optional_parts(query.expr) if not _matches(document, p))
    return Hit(document=document, score=1.0, title=title, passages=passages, lacks=lacks)


def _marked(text: str, words: list[str]) -> Snippet:
    word = next((w for w in words if w in text.casefold()), "")
    if not word:
        return ((text, Mark.NONE),)
    place = text.casefold().find(word)
    end = place + len(word)
    return ((text[:place], Mark.NONE), (text[place:end], Mark.WORD), (text[end:], Mark.NONE))
