"""What may the reader be about to type? Names, words, titles and questions that begin so.

A name or a title is found if what is typed stands in it from the beginning of any of its words.
Besides, the last word typed is completed. All that stands before it stays as typed.
"""

import re
import time
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice, takewhile, zip_longest

from search_app.engine.port import Searcher
from search_app.french import tokenize, words
from search_app.model.expr import Keyword, KeywordIs, Or, Scope, all_of, parts_of
from search_app.model.facet import FacetField
from search_app.model.query import Query, Sort
from search_app.model.vocabulary import Suggestion, SuggestionKind, Texts
from search_app.search.begun import begun
from search_app.search.completions import has_accents_of
from search_app.search.suggestion_tables import SUGGESTED, tables_of
from search_app.syntax.fields import PROPERTY_VALUES, TEXT_FIELDS
from search_app.syntax.references import question_references

# The numbers below were chosen by hand.
# The most suggestions that are given.
COUNT = 8
# The fewest letters and digits for which anything is suggested.
SHORTEST = 2
# The most characters of a text for which anything is suggested.
CHARACTERS_MAX = 200
# The most values of facets and words that are suggested, and of questions when a number alone is
# typed: it may be meant as a number.
_OF_EACH_KIND = 3
# The most acronyms and titles.
_FEW = 2
# Seconds. Whatever was not found by then comes too late for somebody who is typing.
_TIMEOUT_S = 0.5
_FACETS = {
    Scope.AUTHOR: FacetField.AUTHOR,
    Scope.PARTY: FacetField.PARTY,
    Scope.MINISTRY: FacetField.MINISTRY,
    Scope.TOPIC: FacetField.TOPIC,
}
# A value of a field that needs no quotation marks.
_ONE_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def suggestions(searcher: Searcher, typed: str, *, today: date) -> tuple[Suggestion, ...]:
    """Return at most COUNT suggestions, each of which finds a document.

    There are none for fewer than SHORTEST letters or digits, nor for more than CHARACTERS_MAX
    characters. today: the day from which relative dates count back.
    """
    typed = typed.strip()
    if len(typed) > CHARACTERS_MAX or len("".join(words(typed))) < SHORTEST:
        return ()
    found = _Suggesting(searcher, typed, today).all()
    return tuple(islice(_distinct(found), COUNT))


class _Suggesting:
    """Suggests for one typed text."""

    def __init__(self, searcher: Searcher, typed: str, today: date) -> None:
        self._searcher = searcher
        self._tables = tables_of(searcher.vocabulary)
        self._typed = typed
        self._begun = begun(typed)
        self._today = today
        self._deadline = time.monotonic() + _TIMEOUT_S

    def all(self) -> Iterator[Suggestion]:
        field = self._begun.field
        scope = TEXT_FIELDS.get(field)
        if scope in _FACETS:
            return self._texts(SuggestionKind.WORD, self._values_of(_FACETS[scope]), COUNT)
        if scope:
            return self._words()
        if field:
            return self._texts(SuggestionKind.WORD, self._properties(), COUNT)
        return chain(
            self._questions(), self._values(), self._acronyms(), self._words(), self._titles()
        )

    def _questions(self) -> Iterator[Suggestion]:
        """Yield the questions that have the number typed, then those whose number begins so."""
        references = question_references(self._typed)
        if references is None or len(references.questions) > 1:
            return
        (question,) = references.questions
        parts = parts_of(question)
        (typed,) = (
            p.value for p in parts if isinstance(p, KeywordIs) and p.field is Keyword.NUMBER
        )
        others = tuple(part for part in parts if part != KeywordIs(Keyword.NUMBER, typed))
        numbers = self._tables.numbers(typed)
        left = COUNT if references.are_certain else _OF_EACH_KIND
        for chosen in ([n for n in numbers if n == typed], [n for n in numbers if n != typed]):
            if not chosen or not left:
                continue
            any_number = Or(tuple(KeywordIs(Keyword.NUMBER, number) for number in chosen))
            expr = all_of([any_number, *others], in_order=False)
            query = Query(expr=expr, sort=Sort.NEWEST, page_size=left)
            for hit in self._searcher.search(query, _TIMEOUT_S).hits:
                left -= 1
                yield Suggestion(
                    kind=SuggestionKind.QUESTION,
                    text=hit.document.number,
                    count=1,
                    document=hit.document,
                )

    def _values(self) -> Iterator[Suggestion]:
        """Yield values of facets: the best of each facet, then the second of each."""
        if words(self._begun.before_name):
            return iter(())
        tables = self._tables
        found = (
            [
                Suggestion(
                    kind=SuggestionKind.VALUE,
                    text=text,
                    count=tables.counts[field][tables.values[field][text]],
                    field=field,
                    value=tables.values[field][text],
                )
                for text in self._found(tables.names[field], _OF_EACH_KIND)
            ]
            for field in SUGGESTED
        )
        in_turn = chain.from_iterable(zip_longest(*found))
        return islice(filter(None, in_turn), _OF_EACH_KIND)

    def _acronyms(self) -> Iterator[Suggestion]:
        found = self._found(self._tables.acronyms, COUNT)
        return self._texts(SuggestionKind.ACRONYM, map(self._named, found), _FEW)

    def _titles(self) -> Iterator[Suggestion]:
        found = self._found(self._tables.titles, COUNT)
        return self._texts(SuggestionKind.TITLE, map(self._named, found), _FEW)

    def _words(self) -> Iterator[Suggestion]:
        word, written = self._begun.word, self._searcher.written
        found = self._tables.words.find(word, written) if word else ()
        texts = (f"{self._begun.before_word}{one}{self._begun.closing}" for one in found)
        return self._texts(SuggestionKind.WORD, texts, _OF_EACH_KIND)

    def _values_of(self, facet: FacetField) -> Iterator[str]:
        """Yield the text with each value of a facet that the value of the field begins.

        Of a deputy's name it is the part that begins so: « auteur:lat » is about a surname.
        """
        for name in self._found(self._tables.names[facet], COUNT):
            text = self._from_begun(name) if facet is FacetField.AUTHOR else name
            needs_marks = not (self._begun.is_quoted or _ONE_WORD.fullmatch(text))
            text = text.replace('"', "")
            yield self._named(f'"{text}"' if needs_marks else text)

    def _properties(self) -> Iterator[str]:
        word = self._begun.word
        match self._begun.field:
            case "legislature":
                values: Iterable[str] = self._tables.counts.get(FacetField.LEGISLATURE, ())
            case "numero":
                values = self._tables.numbers(word)
            case field:
                values = PROPERTY_VALUES.get(field, ())
        begins = tuple(words(word))
        return (self._named(value) for value in values if "".join(words(value)).startswith(begins))

    def _found(self, texts: Texts, count: int) -> list[str]:
        """Return the texts that have a word from which on they begin with the name typed."""
        name = " ".join(words(self._begun.name))
        found = texts.find(name, count) if name else []
        return [text for text in found if has_accents_of(text, self._begun.word)]

    def _from_begun(self, name: str) -> str:
        """Return the end of a name that begins with what is typed."""
        begins = " ".join(words(self._begun.name))
        places = tokenize(name)
        first = next(
            place
            for place, _ in enumerate(places)
            if " ".join(token.text for token in places[place:]).startswith(begins)
        )
        return name[places[first].start :]

    def _named(self, name: str) -> str:
        return f"{self._begun.before_name}{name}{self._begun.closing}"

    def _texts(self, kind: SuggestionKind, texts: Iterable[str], most: int) -> Iterator[Suggestion]:
        """Yield those of the texts that find a document, as long as there is time."""
        in_time = takewhile(lambda _: time.monotonic() < self._deadline, texts)
        counted = ((text, self._count(text)) for text in in_time)
        found = (Suggestion(kind=kind, text=text, count=n) for text, n in counted if n)
        return islice(found, most)

    def _count(self, text: str) -> int:
        return self._tables.documents(
            self._searcher, text, today=self._today, deadline=self._deadline
        )


def _distinct(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yield the first of the suggestions that lead to the same."""
    seen: set[object] = set()
    for suggestion in found:
        found_id = suggestion.document and suggestion.document.id
        key = (suggestion.field, found_id, tuple(words(suggestion.text)))
        if key not in seen:
            seen.add(key)
            yield suggestion
